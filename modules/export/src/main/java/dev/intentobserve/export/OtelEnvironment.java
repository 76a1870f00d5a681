package dev.intentobserve.export;

import dev.intentobserve.export.ExportConfig.Protocol;
import dev.intentobserve.export.ExportConfig.Target;
import dev.intentobserve.export.ExportConfig.Tuning;
import dev.intentobserve.model.metric.TelemetryNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the standard variables of OTLP exporters. A variable for one signal overrides the general
 * one. An invalid value is an error; an unsupported one is a warning and a default is used, because
 * these variables are often shared with other programs.
 */
final class OtelEnvironment {
  private static final String PREFIX = "OTEL_EXPORTER_OTLP_";
  private static final String INTERVAL = "OTEL_METRIC_EXPORT_INTERVAL";
  private static final String DELAY = "OTEL_BSP_SCHEDULE_DELAY";
  private static final String TEMPORALITY = PREFIX + "METRICS_TEMPORALITY_PREFERENCE";
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

  private final Map<String, String> environment;
  private final List<String> warnings = new ArrayList<>();

  OtelEnvironment(Map<String, String> environment) {
    this.environment = environment;
  }

  ExportConfig read() {
    Target traces = target("TRACES", "/v1/traces");
    Target logs = target("LOGS", "/v1/logs");
    Target metrics = target("METRICS", "/v1/metrics");
    Tuning tuning = Tuning.DEFAULT;
    if (traces != null) {
      tuning = tuning.withSettle(millis(new Setting(DELAY, value(DELAY)), tuning.settle()));
    }
    if (metrics != null) {
      tuning = tuning.withMetricInterval(interval());
    }
    return new ExportConfig(traces, logs, metrics, resource(), tuning, warnings);
  }

  private @Nullable Target target(String signal, String path) {
    String own = value(PREFIX + signal + "_ENDPOINT");
    String shared = value(PREFIX + "ENDPOINT");
    if ((own == null && shared == null) || switchedOff(signal)) {
      return null;
    }
    Protocol protocol = protocol(signal);
    URI uri =
        own != null || shared == null
            ? uri(PREFIX + signal + "_ENDPOINT", own == null ? "" : own, protocol)
            : uri(PREFIX + "ENDPOINT", shared.replaceAll("/+$", "") + path, protocol);
    return new Target(
        uri,
        protocol,
        headers(signal),
        timeout(signal),
        gzip(signal),
        of(signal, "CERTIFICATE").text());
  }

  private boolean switchedOff(String signal) {
    return "none".equals(value("OTEL_" + signal + "_EXPORTER"))
        || "true".equalsIgnoreCase(value("OTEL_SDK_DISABLED"));
  }

  private URI uri(String variable, String endpoint, Protocol protocol) {
    boolean bare = protocol == Protocol.GRPC && !endpoint.contains("://");
    String scheme = "true".equalsIgnoreCase(value(PREFIX + "INSECURE")) ? "http://" : "https://";
    try {
      URI uri = new URI(bare ? scheme + endpoint : endpoint);
      if (!List.of("http", "https").contains(String.valueOf(uri.getScheme()))
          || uri.getHost() == null) {
        throw new IllegalArgumentException(
            variable + " must be a URL like http://localhost:4318 with http or https and a host");
      }
      if (uri.getRawUserInfo() != null) {
        throw new IllegalArgumentException(
            variable + " contains a user or password; use " + PREFIX + "HEADERS instead");
      }
      return uri;
    } catch (URISyntaxException malformed) {
      // Without its message, which repeats the input and may contain a credential.
      throw new IllegalArgumentException(variable + " is not a URL");
    }
  }

  private Protocol protocol(String signal) {
    Setting setting = of(signal, "PROTOCOL");
    String text = setting.text() == null ? "http/protobuf" : setting.text();
    return switch (text) {
      case "http/protobuf" -> Protocol.HTTP_PROTOBUF;
      case "grpc" -> Protocol.GRPC;
      default -> {
        warn(setting, "only http/protobuf and grpc are supported; http/protobuf is used");
        yield Protocol.HTTP_PROTOBUF;
      }
    };
  }

  private Map<String, String> headers(String signal) {
    Setting setting = of(signal, "HEADERS");
    Map<String, String> headers =
        KeyValueParser.parse(setting.text(), String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, value) -> {
          if (!HEADER_NAME.matcher(name).matches() || !HEADER_VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                setting.name() + ": a header has a name or a value that HTTP does not allow");
          }
        });
    return headers;
  }

  private Duration timeout(String signal) {
    return millis(of(signal, "TIMEOUT"), DEFAULT_TIMEOUT);
  }

  private Duration interval() {
    String temporality = value(TEMPORALITY);
    if (temporality != null && !temporality.equalsIgnoreCase("cumulative")) {
      warn(new Setting(TEMPORALITY, temporality), "only cumulative metrics are supported");
    }
    return millis(new Setting(INTERVAL, value(INTERVAL)), Tuning.DEFAULT.metricInterval());
  }

  private Duration millis(Setting setting, Duration defaultValue) {
    String text = setting.text();
    if (text == null) {
      return defaultValue;
    }
    if (text.matches("[1-9][0-9]{0,8}")) {
      return Duration.ofMillis(Integer.parseInt(text));
    }
    String used = defaultValue.toMillis() + " is used";
    warn(setting, "a whole number of milliseconds above 0 is expected; " + used);
    return defaultValue;
  }

  private boolean gzip(String signal) {
    Setting setting = of(signal, "COMPRESSION");
    String text = setting.text();
    if (text != null && !text.equals("gzip") && !text.equals("none")) {
      warn(setting, "only gzip and none are supported; none is used");
    }
    return "gzip".equals(text);
  }

  private SortedMap<String, String> resource() {
    SortedMap<String, String> resource = new TreeMap<>();
    resource.put("service.name", TelemetryNames.INTENT_SERVICE);
    String version = ExportConfig.class.getPackage().getImplementationVersion();
    resource.put("service.version", version == null ? "development" : version);
    String stage = value("INTENT_ENV");
    resource.put("deployment.environment", stage == null ? "local" : stage);
    resource.putAll(
        KeyValueParser.parse(value("OTEL_RESOURCE_ATTRIBUTES"), Comparator.<String>naturalOrder()));
    String name = value("OTEL_SERVICE_NAME");
    if (name != null) {
      resource.put("service.name", name);
    }
    return resource;
  }

  /** A value and the name of the variable it was found under. */
  private record Setting(String name, @Nullable String text) {}

  private Setting of(String signal, String name) {
    String own = value(PREFIX + signal + "_" + name);
    return own != null
        ? new Setting(PREFIX + signal + "_" + name, own)
        : new Setting(PREFIX + name, value(PREFIX + name));
  }

  private void warn(Setting setting, String meaning) {
    String warning = setting.name() + ": " + meaning;
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  /** An empty variable counts as unset, as the OpenTelemetry specification says. */
  private @Nullable String value(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
