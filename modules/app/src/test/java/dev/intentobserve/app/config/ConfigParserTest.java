package dev.intentobserve.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.app.access.AuthKey;
import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Digests;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.notification.NotificationConfig;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.notification.NotificationConfig.ChannelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class ConfigParserTest {
  private static final String DIGEST = "ab".repeat(32);

  @TempDir Path directory;

  @Test
  void nothingSet_isTheDefaults() {
    assertThat(fromYaml(""))
        .isEqualTo(
            new AppConfig(
                Path.of("./data"),
                null,
                new AppConfig.Http(
                    "127.0.0.1",
                    8080,
                    "127.0.0.1",
                    9090,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    4096,
                    1024),
                new AppConfig.Database(
                    null,
                    5432,
                    "intent_observe",
                    "intent_observe",
                    null,
                    8,
                    Duration.ofSeconds(60)),
                new AppConfig.Ingest(Duration.ofSeconds(5), 64L << 20, InputLimits.DEFAULT),
                new AppConfig.Tail(List.of(), Duration.ofMillis(500)),
                List.of(),
                new AppConfig.Alerts(
                    List.of(),
                    Duration.ofSeconds(10),
                    Duration.ofHours(4),
                    null,
                    Path.of("./objectives"),
                    Duration.ofSeconds(15),
                    Duration.ofDays(7),
                    Duration.ofHours(48),
                    20),
                200,
                new AppConfig.Log(AppConfig.Log.Level.INFO, AppConfig.Log.Format.AUTO),
                false));
  }

  @Test
  void printedDefaults_meanTheSameAsNothing() {
    assertThat(fromYaml(ConfigRenderer.defaults())).isEqualTo(fromYaml(""));
  }

  @Test
  void printedDefaults_withEveryExampleTaken_areUnderstood() {
    String all =
        ConfigRenderer.defaults()
            .replaceAll("(?m)^(\\s*)# (\\w+: |- |  \\w+:|\\w+:$)", "$1$2")
            .replaceAll(
                "(?m)^.*(postgresql:|password_file|key_file|url_file|secret_file|host: db).*$", "")
            .replace("<64 hex digits>", DIGEST);
    AppConfig config = fromYaml(all);
    assertThat(config.tail().files()).containsExactly(Path.of("/path/to/events.jsonl"));
    assertThat(config.keys())
        .containsExactly(
            new AuthKey(
                "ci", digest(DIGEST), new Scope("default", "default"), AuthKey.Role.INGEST));
    assertThat(config.alerts().channels())
        .containsExactly(
            new Channel(
                "on-call",
                ChannelKind.WEBHOOK,
                "https://receiver.example/alerts",
                null,
                Severity.WARNING,
                NotificationConfig.CHANNEL_TIMEOUT));
  }

  @Test
  void everyKey_reachesItsPlace() throws IOException {
    Path key = Files.writeString(directory.resolve("installation.key"), DIGEST + "\n");
    AppConfig config =
        fromYaml(
            """
            data_dir: /var/lib/observe
            http:
              host: 0.0.0.0
              port: 81
              metrics_host: 0.0.0.0
              metrics_port: 91
              idle_timeout: 1m
              header_timeout: 250ms
              body_timeout: PT7S
              drain_timeout: 3s
              max_connections: 11
              max_connections_per_client: 12
            database:
              host: db
              port: 5433
              name: record
              user: keeper
              password: hush
              pool_size: 3
              wait: 1h
            ingest:
              deadline: 2s
              in_flight_bytes: 8MiB
              limits: {body: 1MiB, inflated: 2MB, record: 64KiB, depth: 7, attributes: 9}
            tail:
              files: [a.jsonl, /b/events.jsonl]
              poll_interval: 7d
            auth:
              keys:
                - name: ci
                  key_sha256: %s
                  tenant: acme
                  project: web
                  role: admin
            alerts:
              channels:
                - name: am
                  kind: alertmanager
                  url: http://am:9093
                  min_severity: critical
              group_wait: 1s
              repeat_interval: 2h
              external_url: https://observe.example/
              objectives_dir: /etc/objectives
              tick: 3s
              stale_intent: 4d
              pipeline_stall: 5h
              volume_surge: 6
            metrics: {series_budget: 7}
            log: {level: debug, format: json}
            otel: {self: true}
            identity: {key_file: '%s'}
            """
                .formatted(DIGEST, key));
    assertThat(config)
        .isEqualTo(
            new AppConfig(
                Path.of("/var/lib/observe"),
                IdentityKey.of(DIGEST),
                new AppConfig.Http(
                    "0.0.0.0",
                    81,
                    "0.0.0.0",
                    91,
                    Duration.ofMinutes(1),
                    Duration.ofMillis(250),
                    Duration.ofSeconds(7),
                    Duration.ofSeconds(3),
                    11,
                    12),
                new AppConfig.Database(
                    "db", 5433, "record", "keeper", "hush", 3, Duration.ofHours(1)),
                new AppConfig.Ingest(
                    Duration.ofSeconds(2),
                    8 << 20,
                    new InputLimits(1 << 20, 2_000_000, 64 << 10, 7, 9)),
                new AppConfig.Tail(
                    List.of(Path.of("a.jsonl"), Path.of("/b/events.jsonl")), Duration.ofDays(7)),
                List.of(
                    new AuthKey(
                        "ci", digest(DIGEST), new Scope("acme", "web"), AuthKey.Role.ADMIN)),
                new AppConfig.Alerts(
                    List.of(
                        new Channel(
                            "am",
                            ChannelKind.ALERTMANAGER,
                            "http://am:9093",
                            null,
                            Severity.CRITICAL,
                            NotificationConfig.CHANNEL_TIMEOUT)),
                    Duration.ofSeconds(1),
                    Duration.ofHours(2),
                    "https://observe.example/",
                    Path.of("/etc/objectives"),
                    Duration.ofSeconds(3),
                    Duration.ofDays(4),
                    Duration.ofHours(5),
                    6),
                7,
                new AppConfig.Log(AppConfig.Log.Level.DEBUG, AppConfig.Log.Format.JSON),
                true));
  }

  @Test
  void environment_winsOverTheFile() {
    AppConfig config =
        load(
            "http: {port: 81}\ntail: {files: [a, b, c]}\n",
            Map.of(
                "INTENT_OBSERVE_HTTP_PORT", "82",
                "INTENT_OBSERVE_TAIL_FILES", "x.jsonl, y.jsonl",
                "INTENT_OBSERVE_AUTH_KEYS_0_NAME", "ci",
                "INTENT_OBSERVE_AUTH_KEYS_0_KEY_SHA256", DIGEST,
                "INTENT_OBSERVE_INGEST_LIMITS_DEPTH", "12",
                "HOME", "/root"));
    assertThat(config.http().port()).isEqualTo(82);
    assertThat(config.tail().files()).containsExactly(Path.of("x.jsonl"), Path.of("y.jsonl"));
    assertThat(config.keys()).extracting(AuthKey::name).containsExactly("ci");
    assertThat(config.ingest().limits().depth()).isEqualTo(12);
  }

  @Test
  void variablesOfOthers_areNotOurs() {
    Map<String, String> environment =
        Map.of(
            "INTENT_OBSERVE_URL", "http://127.0.0.1:8080",
            "INTENT_OBSERVE_PORT", "tcp://10.0.0.1:8080",
            "INTENT_OBSERVE_SERVICE_HOST", "10.0.0.1",
            "INTENT_OBSERVE_PORT_8080_TCP_ADDR", "10.0.0.1");
    assertThat(load("", environment)).isEqualTo(fromYaml(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http: {prot: 80}|file.yaml:1: unknown key http.prot. Did you mean http.port?",
        "a: 1|file.yaml:1: unknown key a. All keys",
        "http: 80|unknown key http.",
        "tail: {files: one.jsonl}|unknown key tail.files.",
        "http: {port: 80, port: 81}|file.yaml:1: http.port is given twice",
        "http: {port: high}|http.port: \"high\" is not a port (0 to 65535). Set at file.yaml:1.",
        "http: {port: 70000}|http.port: \"70000\" is not a port",
        "http: {port: -1}|http.port: \"-1\" is not a port",
        "http: {idle_timeout: 5}|is not a duration such as 250ms, 5s",
        "http: {idle_timeout: 0s}|must be longer than zero",
        "ingest: {limits: {body: 3GiB}}|must be less than 2GiB",
        "ingest: {in_flight_bytes: 1KiB}|less than the largest body allowed",
        "log: {level: loud}|log.level: \"loud\" is none of error, warn, info, debug, trace",
        "otel: {self: maybe}|is neither true nor false",
        "http: {host: 0.0.0.0}|auth.keys must name at least one key",
        "http: {host: db.example}|auth.keys must name at least one key",
        "auth: {keys: [{name: x}]}|auth.keys[0].key_sha256 or auth.keys[0].key_file: set one",
        "auth: {keys: [{key_sha256: x}]}|auth.keys[0].name is required",
        "auth: {keys: [{name: x, key_sha256: zz}]}|is not a SHA-256 of 64 hex digits",
        "database: {url: 'postgresql://u:p@h/n', host: h}|database.url and database.host",
        "database: {host: h, password: p, password_file: f}|database.password_file (set at file.yaml:1) and database.password (set at file.yaml:1): both bring a password",
        "database: {url: 'postgresql://u:p@h/n', password_file: f}|database.password_file (set at file.yaml:1) and database.url (set at file.yaml:1): both bring a password",
        "database: {url: 'postgresql://u:@h/n', password_file: f}|both bring a password",
        "database: {host: h, password_file: /no/such/file}|database.password_file: \"/no/such/file\" does not exist. Set at file.yaml:1.",
        "database: {host: h, password_file: ''}|database.password_file:",
        "database: {host: h, password_file: /}|database.password_file: \"/\" cannot be read",
        "identity: {key_file: /no/such/file}|identity.key_file: \"/no/such/file\" does not exist. Set at file.yaml:1.",
        "database: {embedded: false}|database.url or database.host: neither is set",
        "database: {embedded: maybe}|is neither true nor false",
        "alerts: {channels: [{name: x, kind: pager, url: 'http://h'}]}|is none of webhook, alertmanager, slack",
        "alerts: {channels: [{name: x, kind: slack}]}|alerts.channels[0].url_file: set one of them",
        "alerts: {channels: [{name: X, kind: slack, url: 'http://h'}]}|alerts.channels[0]: the name",
        "alerts: {channels: [{name: x, kind: slack, url: 'h'}]}|the url must be http:// or https://",
        "alerts: {external_url: 'observe'}|alerts.external_url: \"observe\" the url must be",
        "[1, 2]|unknown key [0].",
        "just words|expected keys, found a value",
        "http: {|file.yaml:1 is not valid YAML",
      })
  void whatCannotBeUsed_isNamed(String yaml, String problem) {
    assertThatThrownBy(() -> fromYaml(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void unknownVariable_isNamedWithTheNearestKnown() {
    assertThatThrownBy(() -> load("", Map.of("INTENT_OBSERVE_HTTP_PROT", "1")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("INTENT_OBSERVE_HTTP_PROT")
        .hasMessageContaining("Did you mean INTENT_OBSERVE_HTTP_PORT?");
  }

  @Test
  void badSecret_isNotShown() {
    assertThatThrownBy(() -> fromYaml("database: {url: 'mysql://u:hunter2@h/n'}"))
        .hasMessageContaining("[REDACTED]")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void databaseUrl_isTakenApart() {
    AppConfig config = fromYaml("database: {url: 'postgresql://us%40er:p%3Aw@db.local/rec'}");
    assertThat(config.database())
        .isEqualTo(
            new AppConfig.Database(
                "db.local", 5432, "rec", "us@er", "p:w", 8, Duration.ofSeconds(60)));
    assertThat(config.database().toString()).doesNotContain("p:w");
  }

  @Test
  void databasePassword_isReadFromItsFile_withoutTheLineBreak() throws IOException {
    for (String text : List.of(" p:w\u00e9#\n", " p:w\u00e9#\r\n", " p:w\u00e9#")) {
      Path file = Files.writeString(directory.resolve("password"), text);
      AppConfig parts = fromYaml("database: {host: h, password_file: '" + file + "'}");
      AppConfig url =
          load(
              "",
              Map.of(
                  "INTENT_OBSERVE_DATABASE_URL",
                  "postgresql://u@h/n",
                  "INTENT_OBSERVE_DATABASE_PASSWORD_FILE",
                  file.toString()));
      assertThat(parts.database().password()).isEqualTo(" p:w\u00e9#");
      assertThat(url.database().password()).isEqualTo(" p:w\u00e9#");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|is an empty file",
        "'\n'|is an empty file",
        "'hush\nhush'|has more than one line"
      })
  void databasePasswordFile_thatCannotBeUsed_isNamedAndNotShown(String text, String problem)
      throws IOException {
    Path file = Files.writeString(directory.resolve("password"), text);
    assertThatThrownBy(() -> fromYaml("database: {host: h, password_file: '" + file + "'}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("hush");
  }

  @Test
  void databasePasswordFile_isShownAsAPath() throws IOException {
    Path file = Files.writeString(directory.resolve("password"), "hunter2\n");
    ConfigValues values = values("database: {host: h, password_file: '" + file + "'}", Map.of());
    assertThat(ConfigRenderer.effective(values, values.names()))
        .contains("database.password_file: " + file + "  # file.yaml:1\n")
        .doesNotContain("hunter2");
    assertThat(ConfigParser.parse(values).toString()).doesNotContain("hunter2");
  }

  @Test
  void databaseThatIsNamed_needsNoEmbeddedOne() {
    assertThat(fromYaml("database: {host: h, embedded: false}").database().embedded()).isFalse();
    assertThat(
            fromYaml("database: {url: 'postgresql://u@h/n', embedded: false}")
                .database()
                .embedded())
        .isFalse();
  }

  @Test
  void keyFile_isDigested() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "s3cret\n");
    AppConfig config = fromYaml("auth: {keys: [{name: ci, key_file: '" + file + "'}]}");
    assertThat(config.keys().getFirst().sha256()).isEqualTo(digest(Digests.sha256("s3cret")));
  }

  @Test
  void shortInstallationKey_isRefusedUnseen() throws IOException {
    Path file = Files.writeString(directory.resolve("short"), "hunter2\n");
    assertThatThrownBy(() -> fromYaml("identity: {key_file: '" + file + "'}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is shorter than 32 characters; make one with: openssl rand -hex 32")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void channel_readsItsSecretsFromFiles() throws IOException {
    Path url = Files.writeString(directory.resolve("url"), "https://h.example/hush\n");
    Path secret = Files.writeString(directory.resolve("secret"), "s3cret\n");
    AppConfig config =
        fromYaml(
            "alerts: {channels: [{name: a, kind: webhook, url_file: '%s', secret_file: '%s'}]}"
                .formatted(url, secret));
    Channel channel = config.alerts().channels().getFirst();
    assertThat(channel.url()).isEqualTo("https://h.example/hush");
    assertThat(channel.secret()).isEqualTo("s3cret");
    assertThat(config.toString()).doesNotContain("hush", "s3cret");
  }

  @Test
  void channelThatCannotBe_doesNotShowItsUrl() {
    assertThatThrownBy(
            () ->
                fromYaml(
                    "alerts: {channels: [{name: a, kind: slack, url: 'http://u:hush@h.example/'}]}"))
        .hasMessageContaining("[REDACTED]")
        .hasMessageNotContaining("hush");
    String twice = "{name: a, kind: slack, url: 'http://h'}";
    assertThatThrownBy(() -> fromYaml("alerts: {channels: [" + twice + ", " + twice + "]}"))
        .hasMessageContaining("same name");
    assertThatThrownBy(
            () ->
                fromYaml(
                    "alerts: {channels: [{name: a, kind: slack, url: 'http://h', secret_file: x}]}"))
        .hasMessageContaining("only webhooks are signed");
  }

  @Test
  void localUrl_isWhereItListens() {
    assertThat(fromYaml("").http().localUrl()).isEqualTo("http://127.0.0.1:8080");
    assertThat(fromYaml("http: {host: '::1', port: 81}").http().localUrl())
        .isEqualTo("http://[::1]:81");
  }

  @Test
  void effectiveValues_canBeReadBack_withoutSecrets() {
    String yaml =
        "http: {port: 81}\ndatabase: {host: db, password: hunter2}\ntail: {files: [a, b]}\n";
    ConfigValues values = values(yaml, Map.of("INTENT_OBSERVE_LOG_LEVEL", "warn"));
    String printed = ConfigRenderer.effective(values, values.names());
    assertThat(printed)
        .contains("http.port: 81  # file.yaml:1\n")
        .contains("log.level: warn  # INTENT_OBSERVE_LOG_LEVEL\n")
        .contains("http.host: 127.0.0.1  # default\n")
        .contains("database.password: \"[REDACTED]\"  # file.yaml:2\n")
        .doesNotContain("hunter2");
    assertThat(fromYaml(printed).tail()).isEqualTo(fromYaml(yaml).tail());
  }

  @Test
  void reference_listsEveryKeyAsItIs() throws IOException {
    Path page = Path.of("../../docs/operations/configuration.md");
    assertThat(Files.readString(page)).contains(ConfigRenderer.reference());
  }

  @Test
  void turkishLocale_changesNothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      assertThat(load("ingest: {limits: {body: 1MIB}}", Map.of("INTENT_OBSERVE_LOG_LEVEL", "INFO")))
          .isNotNull();
    } finally {
      Locale.setDefault(before);
    }
  }

  public static AppConfig fromYaml(String yaml) {
    return load(yaml, Map.of());
  }

  static AppConfig load(String yaml, Map<String, String> environment) {
    return ConfigParser.parse(values(yaml, environment));
  }

  private static ConfigValues values(String yaml, Map<String, String> environment) {
    return ConfigLoader.merge(YamlFlattener.parse("file.yaml", yaml), environment);
  }

  private static Bytes digest(String hex) {
    return Bytes.of(HexFormat.of().parseHex(hex));
  }
}
