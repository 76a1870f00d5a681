package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.export.ExportConfig.Protocol;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExportConfigTest {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of("empty", "", Map.of()),
        Arguments.of("encoded space", "Authorization=Basic%20dTpw", auth("Basic dTpw")),
        Arguments.of("literal space", "Authorization=Basic dTpw", auth("Basic dTpw")),
        Arguments.of("raw padding", "Authorization=Basic%20dQ==", auth("Basic dQ==")),
        Arguments.of("encoded padding", "Authorization=Basic%20dQ%3D%3D", auth("Basic dQ==")),
        Arguments.of("plus stays plus", "Authorization=a+b", auth("a+b")),
        Arguments.of("encoded twice", "Authorization=a%2520b", auth("a%20b")),
        Arguments.of("no hex digits", "Authorization=100%zz%4", auth("100%zz%4")),
        Arguments.of("spaces around", " Authorization = x , X-Org = 7 ", both("x", "7")),
        Arguments.of("trailing comma", "Authorization=x,", auth("x")),
        Arguments.of("comma in a value", "Authorization=x%2Cy", auth("x,y")),
        Arguments.of("part without =", "nonsense,Authorization=x", auth("x")),
        Arguments.of("empty key", "=x,Authorization=y", auth("y")),
        Arguments.of("empty value", "Authorization=", auth("")),
        Arguments.of("key is not decoded", "a%41=x", Map.of("a%41", "x")),
        Arguments.of("later one wins", "Authorization=x,Authorization=y", auth("y")),
        Arguments.of("lower case", "authorization=x", Map.of("authorization", "x")));
  }

  private static Map<String, String> auth(String value) {
    return Map.of("Authorization", value);
  }

  private static Map<String, String> both(String authorization, String org) {
    return Map.of("Authorization", authorization, "X-Org", org);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void headers_areReadAsWritten(String name, String text, Map<String, String> expected) {
    ExportConfig config = read(ENDPOINT, "http://h:4318", HEADERS, text);

    assertThat(config.traces().headers()).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void headersThatDifferInCaseOnly_areOneHeader() {
    ExportConfig config = read(ENDPOINT, "http://h", HEADERS, "X-Org=1,x-org=2");

    assertThat(config.logs().headers()).hasSize(1).containsValue("2");
  }

  @Test
  void headersOfOneSignal_replaceTheGeneralOnes() {
    ExportConfig config =
        read(ENDPOINT, "http://h", HEADERS, "a=1", "OTEL_EXPORTER_OTLP_LOGS_HEADERS", "b=2");

    assertThat(config.traces().headers()).isEqualTo(Map.of("a", "1"));
    assertThat(config.logs().headers()).isEqualTo(Map.of("b", "2"));
  }

  @Test
  void noEndpoint_exportsNothing() {
    ExportConfig config = read(HEADERS, "a=1");

    assertThat(config.traces()).isNull();
    assertThat(config.logs()).isNull();
    assertThat(config.metrics()).isNull();
    assertThat(config.isEnabled()).isFalse();
  }

  @Test
  void metrics_haveAnEndpointHeadersAndIntervalOfTheirOwn() {
    ExportConfig config =
        read(
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
            "http://mimir:8080/otlp/v1/metrics",
            "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
            "X-Scope-OrgID=7",
            "OTEL_METRIC_EXPORT_INTERVAL",
            "15000");

    assertThat(config.metrics().uri()).hasToString("http://mimir:8080/otlp/v1/metrics");
    assertThat(config.metrics().headers()).isEqualTo(Map.of("X-Scope-OrgID", "7"));
    assertThat(config.tuning().metricInterval()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.traces()).isNull();
    assertThat(config.isEnabled()).isTrue();
  }

  @Test
  void metrics_areExportedEachMinuteWithTheRest_unlessSwitchedOff() {
    ExportConfig config = read(ENDPOINT, "http://h");
    ExportConfig off = read(ENDPOINT, "http://h", "OTEL_METRICS_EXPORTER", "none");

    assertThat(config.metrics().uri()).hasToString("http://h/v1/metrics");
    assertThat(config.tuning().metricInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(off.metrics()).isNull();
    assertThat(off.logs()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "0", "-1", "1.5", "10000000000"})
  void invalidInterval_isAWarning(String interval) {
    ExportConfig config = read(ENDPOINT, "http://h", "OTEL_METRIC_EXPORT_INTERVAL", interval);

    assertThat(config.tuning().metricInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.warnings())
        .containsExactly(
            "OTEL_METRIC_EXPORT_INTERVAL: a whole number of milliseconds above 0 is expected; 60000"
                + " is used");
  }

  @Test
  void traces_areGivenASecondToSettle_orTheDelayOfTheEnvironment() {
    assertThat(read(ENDPOINT, "http://h").tuning().settle()).isEqualTo(Duration.ofSeconds(1));
    assertThat(read(ENDPOINT, "http://h", "OTEL_BSP_SCHEDULE_DELAY", "5000").tuning().settle())
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(read("OTEL_BSP_SCHEDULE_DELAY", "never").warnings()).isEmpty();
  }

  @Test
  void deltaTemporality_isNotSupported() {
    String variable = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE";

    assertThat(read(ENDPOINT, "http://h", variable, "delta").warnings())
        .containsExactly(variable + ": only cumulative metrics are supported");
    assertThat(read(ENDPOINT, "http://h", variable, "Cumulative").warnings()).isEmpty();
  }

  @Test
  void endpoint_losesTrailingSlashesAndGainsThePathOfTheSignal() {
    ExportConfig config = read(ENDPOINT, "https://otlp.example.net/otlp///");

    assertThat(config.traces().uri()).hasToString("https://otlp.example.net/otlp/v1/traces");
    assertThat(config.logs().uri()).hasToString("https://otlp.example.net/otlp/v1/logs");
    assertThat(config.traces().port()).isEqualTo(443);
  }

  @Test
  void endpointOfOneSignal_isTakenVerbatimAndAlone() {
    ExportConfig config =
        read("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://loki:3100/otlp/v1/logs/");

    assertThat(config.logs().uri()).hasToString("http://loki:3100/otlp/v1/logs/");
    assertThat(config.traces()).isNull();
  }

  @Test
  void exporterNone_switchesASignalOff() {
    ExportConfig config = read(ENDPOINT, "http://h", "OTEL_TRACES_EXPORTER", "none");

    assertThat(config.traces()).isNull();
    assertThat(config.logs()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"collector:4318", "ftp://h", "http://", "http://u:hush-hush@h", "http://h h"})
  void invalidEndpoint_isAnErrorThatNamesTheVariableOnly(String endpoint) {
    assertThatThrownBy(() -> read(ENDPOINT, endpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(ENDPOINT)
        .hasMessageNotContaining("hush-hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b=hush-hush", "a=hush-hush%0d%0aEvil: 1", "a=hush-hush%00"})
  void headerThatHttpDoesNotAllow_isAnErrorWithoutItsValue(String headers) {
    assertThatThrownBy(() -> read(ENDPOINT, "http://h", HEADERS, headers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(HEADERS)
        .hasMessageNotContaining("hush-hush");
  }

  @Test
  void grpcWithoutScheme_isSecureUnlessSaidOtherwise() {
    var secure = read(ENDPOINT, "h:4317", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    var plain =
        read(
            ENDPOINT,
            "h:4317",
            "OTEL_EXPORTER_OTLP_PROTOCOL",
            "grpc",
            "OTEL_EXPORTER_OTLP_INSECURE",
            "true");

    assertThat(secure.traces().protocol()).isEqualTo(Protocol.GRPC);
    assertThat(secure.traces().displayEndpoint()).isEqualTo("https://h:4317");
    assertThat(plain.traces().displayEndpoint()).isEqualTo("http://h:4317");
  }

  @Test
  void unsupportedValue_isOneWarningAndReplaced() {
    ExportConfig config =
        read(
            ENDPOINT,
            "http://h",
            "OTEL_EXPORTER_OTLP_PROTOCOL",
            "http/json",
            "OTEL_EXPORTER_OTLP_TIMEOUT",
            "soon",
            "OTEL_EXPORTER_OTLP_COMPRESSION",
            "zstd");

    assertThat(config.traces().protocol()).isEqualTo(Protocol.HTTP_PROTOBUF);
    assertThat(config.traces().timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.traces().gzip()).isFalse();
    assertThat(config.warnings()).hasSize(3);
  }

  @Test
  void timeoutAndCompression_areRead() {
    ExportConfig config =
        read(
            ENDPOINT,
            "http://h",
            "OTEL_EXPORTER_OTLP_TIMEOUT",
            "2500",
            "OTEL_EXPORTER_OTLP_COMPRESSION",
            "gzip",
            "OTEL_EXPORTER_OTLP_CERTIFICATE",
            "/etc/ca.pem");

    assertThat(config.logs().timeout()).isEqualTo(Duration.ofMillis(2500));
    assertThat(config.logs().gzip()).isTrue();
    assertThat(config.logs().certificate()).isEqualTo("/etc/ca.pem");
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void resource_hasDefaults() {
    assertThat(ExportConfig.DEFAULT.resource())
        .containsEntry("service.name", "intent")
        .containsEntry("deployment.environment", "local")
        .containsKey("service.version");
  }

  @Test
  void resource_isDecodedAndTheServiceNameWins() {
    ExportConfig config =
        read(
            "OTEL_RESOURCE_ATTRIBUTES",
            "service.name=other, team = a%20b ,deployment.environment=prod",
            "OTEL_SERVICE_NAME",
            "mine",
            "INTENT_ENV",
            "stage");

    assertThat(config.resource())
        .containsEntry("service.name", "mine")
        .containsEntry("team", "a b")
        .containsEntry("deployment.environment", "prod");
    assertThat(read("INTENT_ENV", "stage").resource())
        .containsEntry("deployment.environment", "stage");
  }

  @Test
  void text_showsNoSecret() {
    ExportConfig config =
        read(ENDPOINT, "https://h/hush-hush?key=hush-hush", HEADERS, "Authorization=hush-hush");

    assertThat(config.toString()).contains("Authorization").doesNotContain("hush-hush");
  }

  private static ExportConfig read(String... pairs) {
    Map<String, String> environment = new java.util.HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put(pairs[i], pairs[i + 1]);
    }
    return ExportConfig.fromEnvironment(environment);
  }
}
