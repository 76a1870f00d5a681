package dev.intentobserve.app;

import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.Ids;
import dev.intentobserve.event.Limits;
import dev.intentobserve.event.Scope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/** Turns values into the typed configuration. */
final class ConfigParser {
  private final Values values;

  private ConfigParser(Values values) {
    this.values = values;
  }

  static AppConfig parse(Values values) {
    return new ConfigParser(values).parse();
  }

  private AppConfig parse() {
    return new AppConfig(
        values.get("data_dir", Path::of),
        values.isSet("identity.key_file") ? values.get("identity.key_file", KeyFile::parse) : null,
        http(),
        new DatabaseUrl(values).database(),
        new AppConfig.Ingest(
            duration("ingest.deadline"),
            values.get("ingest.in_flight_bytes", Units::bytes),
            limits()),
        new AppConfig.Tail(
            values.list("tail.files").stream().map(Path::of).toList(),
            duration("tail.poll_interval")),
        values.indexes("auth.keys").mapToObj(this::key).toList(),
        new AlertsParser(values).alerts(),
        new AppConfig.Metrics(values.get("metrics.series_budget", Units::count)),
        log(),
        values.get("otel.self", Units::flag));
  }

  private AppConfig.Http http() {
    return new AppConfig.Http(
        values.text("http.host"),
        values.get("http.port", Units::port),
        values.text("http.metrics_host"),
        values.get("http.metrics_port", Units::port),
        duration("http.idle_timeout"),
        duration("http.header_timeout"),
        duration("http.body_timeout"),
        duration("http.drain_timeout"),
        values.get("http.max_connections", Units::count),
        values.get("http.max_connections_per_client", Units::count));
  }

  private Limits limits() {
    return new Limits(
        values.get("ingest.limits.body", Units::intBytes),
        values.get("ingest.limits.inflated", Units::intBytes),
        values.get("ingest.limits.record", Units::intBytes),
        values.get("ingest.limits.depth", Units::count),
        values.get("ingest.limits.attributes", Units::count));
  }

  private AppConfig.Log log() {
    return new AppConfig.Log(
        values.get("log.level", text -> Units.choice(AppConfig.Log.Level.class, text)),
        values.get("log.format", text -> Units.choice(AppConfig.Log.Format.class, text)));
  }

  private Duration duration(String name) {
    return values.get(name, Units::duration);
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
            ? values.get(prefix + "role", text -> Units.choice(AuthKey.Role.class, text))
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
    return Ids.sha256(SecretFile.read(file).getBytes(StandardCharsets.UTF_8));
  }
}
