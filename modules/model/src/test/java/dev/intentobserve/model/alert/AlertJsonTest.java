package dev.intentobserve.model.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class AlertJsonTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

  @Test
  void everyField_comesBack() {
    Alert alert = alert(0.1 + 0.2, NOON.plusSeconds(1), NOON.plusSeconds(2));
    assertThat(AlertJson.read(AlertJson.write(alert))).isEqualTo(alert);
  }

  @Test
  void whatIsAbsent_staysAbsent() {
    Alert alert = alert(null, null, null);
    assertThat(AlertJson.read(AlertJson.write(alert))).isEqualTo(alert);
  }

  @Test
  void valueThatIsNoNumber_comesBack() {
    Alert alert = alert(Double.NaN, null, null);
    assertThat(AlertJson.read(AlertJson.write(alert))).isEqualTo(alert);
  }

  private static Alert alert(Double value, Instant fired, Instant resolved) {
    return Alert.builder()
        .id("0123456789abcdef")
        .rule("StaleIntent")
        .severity(Severity.WARNING)
        .state(Alert.State.RESOLVED)
        .labels(new TreeMap<>(Map.of("b", "2", "a", "\u0000\ud800")))
        .summary("summary")
        .description("line\nline")
        .value(value)
        .since(NOON)
        .fired(fired)
        .resolved(resolved)
        .evidence(List.of("/api/v1/events/e-1"))
        .build();
  }
}
