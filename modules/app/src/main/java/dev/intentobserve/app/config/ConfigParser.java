package dev.intentobserve.app.config;

import dev.intentobserve.app.access.AuthKey;
import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.trace.TraceIds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

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
        values.isSet("identity.key_file")
            ? values.get("identity.key_file", IdentityKeyFile::parse)
            : null,
        http(),
        new DatabaseConfigParser(values).database(),
        new AppConfig.Ingest(
            duration("ingest.deadline"),
            values.get("ingest.in_flight_bytes", ConfigUnits::bytes),
            limits()),
        new AppConfig.Tail(
            values.list("tail.files").stream().map(Path::of).toList(),
            duration("tail.poll_interval")),
        values.indexes("auth.keys").mapToObj(this::key).toList(),
        new AlertsConfigParser(values).alerts(),
        new AppConfig.Metrics(values.get("metrics.series_budget", ConfigUnits::count)),
        log(),
        values.get("otel.self", ConfigUnits::flag));
  }

  private AppConfig.Http http() {
    return new AppConfig.Http(
        values.text("http.host"),
        values.get("http.port", ConfigUnits::port),
        values.text("http.metrics_host"),
        values.get("http.metrics_port", ConfigUnits::port),
        duration("http.idle_timeout"),
        duration("http.header_timeout"),
        duration("http.body_timeout"),
        duration("http.drain_timeout"),
        values.get("http.max_connections", ConfigUnits::count),
        values.get("http.max_connections_per_client", ConfigUnits::count));
  }

  private InputLimits limits() {
    return new InputLimits(
        values.get("ingest.limits.body", ConfigUnits::intBytes),
        values.get("ingest.limits.inflated", ConfigUnits::intBytes),
        values.get("ingest.limits.record", ConfigUnits::intBytes),
        values.get("ingest.limits.depth", ConfigUnits::count),
        values.get("ingest.limits.attributes", ConfigUnits::count));
  }

  private AppConfig.Log log() {
    return new AppConfig.Log(
        values.get("log.level", text -> ConfigUnits.choice(AppConfig.Log.Level.class, text)),
        values.get("log.format", text -> ConfigUnits.choice(AppConfig.Log.Format.class, text)));
  }

  private Duration duration(String name) {
    return values.get(name, ConfigUnits::duration);
  }

  private AuthKey key(int index) {
    String prefix = "auth.keys[" + index + "].";
    Scope scope =
        new Scope(
            Optional.ofNullable(values.textOrNull(prefix + "tenant"))
                .orElse(Scope.DEFAULT.tenant()),
            Optional.ofNullable(values.textOrNull(prefix + "project"))
                .orElse(Scope.DEFAULT.project()));
    AuthKey.Role role =
        values.isSet(prefix + "role")
            ? values.get(prefix + "role", text -> ConfigUnits.choice(AuthKey.Role.class, text))
            : AuthKey.Role.INGEST;
    return new AuthKey(values.text(prefix + "name"), digest(prefix), scope, role);
  }

  private Bytes digest(String prefix) {
    boolean hashed = values.isSet(prefix + "key_sha256");
    if (hashed == values.isSet(prefix + "key_file")) {
      throw new ConfigException(prefix + "key_sha256 or " + prefix + "key_file: set one of them.");
    }
    return Bytes.of(
        HexFormat.of()
            .parseHex(
                hashed
                    ? values.get(prefix + "key_sha256", ConfigParser::hexDigest)
                    : values.get(prefix + "key_file", ConfigParser::digestOfFile)));
  }

  private static String hexDigest(String text) {
    if (!text.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException("is not a SHA-256 of 64 hex digits");
    }
    return text;
  }

  private static String digestOfFile(String file) {
    return TraceIds.sha256(SecretFile.read(file).getBytes(StandardCharsets.UTF_8));
  }
}
