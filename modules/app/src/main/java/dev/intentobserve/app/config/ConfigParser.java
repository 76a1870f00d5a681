package dev.intentobserve.app.config;

import dev.intentobserve.app.access.AuthKey;
import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Digests;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.notification.NotificationConfig;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.notification.NotificationConfig.ChannelKind;
import java.nio.file.Path;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Turns values into the typed configuration. */
public final class ConfigParser {
  private final ConfigValues values;

  private ConfigParser(ConfigValues values) {
    this.values = values;
  }

  public static AppConfig parse(ConfigValues values) {
    return new ConfigParser(values).parse();
  }

  private AppConfig parse() {
    return new AppConfig(
        values.get("data_dir", Path::of),
        values.getOrNull("identity.key_file", IdentityKeyFile::parse),
        http(),
        new DatabaseConfigParser(values).database(),
        new AppConfig.Ingest(
            values.duration("ingest.deadline"),
            values.get("ingest.in_flight_bytes", ConfigUnits::bytes),
            limits()),
        new AppConfig.Tail(
            values.list("tail.files").stream().map(Path::of).toList(),
            values.duration("tail.poll_interval")),
        values.indexes("auth.keys").mapToObj(this::key).toList(),
        alerts(),
        values.count("metrics.series_budget"),
        log(),
        values.get("otel.self", ConfigUnits::flag));
  }

  private AppConfig.Http http() {
    return new AppConfig.Http(
        values.text("http.host"),
        values.get("http.port", ConfigUnits::port),
        values.text("http.metrics_host"),
        values.get("http.metrics_port", ConfigUnits::port),
        values.duration("http.idle_timeout"),
        values.duration("http.header_timeout"),
        values.duration("http.body_timeout"),
        values.duration("http.drain_timeout"),
        values.count("http.max_connections"),
        values.count("http.max_connections_per_client"));
  }

  private InputLimits limits() {
    return new InputLimits(
        values.get("ingest.limits.body", ConfigUnits::intBytes),
        values.get("ingest.limits.inflated", ConfigUnits::intBytes),
        values.get("ingest.limits.record", ConfigUnits::intBytes),
        values.count("ingest.limits.depth"),
        values.count("ingest.limits.attributes"));
  }

  private AppConfig.Log log() {
    return new AppConfig.Log(
        values.choice("log.level", AppConfig.Log.Level.class),
        values.choice("log.format", AppConfig.Log.Format.class));
  }

  private AuthKey key(int index) {
    String prefix = "auth.keys[" + index + "].";
    Scope scope =
        new Scope(
            values.textOr(prefix + "tenant", Scope.DEFAULT.tenant()),
            values.textOr(prefix + "project", Scope.DEFAULT.project()));
    AuthKey.Role role = values.choiceOr(prefix + "role", AuthKey.Role.INGEST);
    return new AuthKey(values.text(prefix + "name"), digest(prefix), scope, role);
  }

  private Bytes digest(String prefix) {
    String name = values.oneOf(prefix + "key_sha256", prefix + "key_file");
    boolean hashed = name.endsWith("sha256");
    return Bytes.of(
        HexFormat.of()
            .parseHex(
                values.get(name, hashed ? ConfigParser::hexDigest : ConfigParser::digestOfFile)));
  }

  private static String hexDigest(String text) {
    if (!text.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException("is not a SHA-256 of 64 hex digits");
    }
    return text;
  }

  private static String digestOfFile(String file) {
    return Digests.sha256(SecretFile.read(file));
  }

  private AppConfig.Alerts alerts() {
    return new AppConfig.Alerts(
        values.indexes("alerts.channels").mapToObj(this::channel).toList(),
        values.duration("alerts.group_wait"),
        values.duration("alerts.repeat_interval"),
        values.getOrNull("alerts.external_url", NotificationConfig::checkedUrl),
        values.get("alerts.objectives_dir", Path::of),
        values.duration("alerts.tick"),
        values.duration("alerts.stale_intent"),
        values.duration("alerts.pipeline_stall"),
        values.count("alerts.volume_surge"));
  }

  private Channel channel(int index) {
    String prefix = "alerts.channels[" + index + "].";
    String name = values.text(prefix + "name");
    ChannelKind kind = values.choice(prefix + "kind", ChannelKind.class);
    String url = url(prefix);
    try {
      return new Channel(
          name,
          kind,
          url,
          secret(prefix, kind),
          values.choiceOr(prefix + "min_severity", Severity.INFO),
          NotificationConfig.CHANNEL_TIMEOUT);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("alerts.channels[" + index + "]: " + e.getMessage() + ".");
    }
  }

  private String url(String prefix) {
    String name = values.oneOf(prefix + "url", prefix + "url_file");
    boolean file = name.endsWith("_file");
    return values.get(
        name, text -> NotificationConfig.checkedUrl(file ? SecretFile.read(text) : text));
  }

  private @Nullable String secret(String prefix, ChannelKind kind) {
    if (!values.isSet(prefix + "secret_file")) {
      return null;
    }
    if (kind != ChannelKind.WEBHOOK) {
      throw new ConfigException(prefix + "secret_file: only webhooks are signed.");
    }
    return values.get(prefix + "secret_file", SecretFile::read);
  }
}
