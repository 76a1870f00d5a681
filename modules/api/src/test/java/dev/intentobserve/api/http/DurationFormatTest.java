package dev.intentobserve.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.EventFixtures;
import dev.intentobserve.model.json.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationFormatTest {
  @ParameterizedTest
  @CsvSource({
    "2026-03-01T12:00:00Z, 2026-03-01T12:00:00Z",
    "2026-03-01T12:00:00+02:00, 2026-03-01T10:00:00Z",
    "2026-03-01T12:00:00 02:00, 2026-03-01T10:00:00Z",
    "2026-03-01T12:00:00, 2026-03-01T12:00:00Z",
    "2026-03-01T12:00, 2026-03-01T12:00:00Z",
    "2026-03-01, 2026-03-01T00:00:00Z",
    "24h, 2026-03-09T12:00:00Z",
    "P7D, 2026-03-03T12:00:00Z"
  })
  void moments_areUnderstood(String text, Instant moment) {
    assertThat(InstantParser.parse(text, EventFixtures.NOON)).hasValue(moment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "noon", "2026-13-01", "+99999-01-01T00:00:00Z", "999999999w", "1772352000"})
  void whatIsNoMoment_isNot(String text) {
    assertThat(InstantParser.parse(text, EventFixtures.NOON)).isEmpty();
  }

  @Test
  void unknownDuration_isNullTwice() {
    Json.Builder out = Json.object();
    DurationFormat.put(out, "age", DurationFormat.between(null, EventFixtures.NOON));
    DurationFormat.put(
        out,
        "back",
        DurationFormat.between(EventFixtures.NOON, EventFixtures.NOON.minusSeconds(1)));

    assertThat(out.build().encode())
        .isEqualTo("{\"age\":null,\"age_seconds\":null,\"back\":\"PT0S\",\"back_seconds\":0}");
  }
}
