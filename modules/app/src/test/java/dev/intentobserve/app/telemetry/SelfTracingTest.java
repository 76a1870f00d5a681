package dev.intentobserve.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelfTracingTest {
  /** A secret may hold a percent sign; an error about it would show the secret. */
  @Test
  void headerThatIsNotPercentEncoded_isSentAsItIs() {
    Map<String, String> environment =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1",
            "OTEL_EXPORTER_OTLP_HEADERS", "authorization=Basic%20a%zz,x-scope=1");
    try (OpenTelemetrySdk sdk = SelfTracing.open(environment)) {
      assertThat(sdk.toString())
          .contains("endpoint=http://127.0.0.1:1/v1/traces")
          .contains("x-scope");
    }
  }
}
