package dev.intentobserve.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "7d, P7D",
    "10s, PT10S",
    "1d12h, PT36H",
    "1h30m, PT90M",
    "90m, PT90M",
    "45S, PT45S",
    "250ms, PT0.25S",
    "2w, P14D",
    "P2W, P14D",
    "P7D, P7D",
    "PT1H30M, PT90M",
    "0s, PT0S"
  })
  void parse_readsShortAndIsoDurations(String text, Duration duration) {
    assertThat(DurationText.parse(text)).hasValue(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "d",
        "7 d",
        "-7d",
        "-5s",
        "PT-1H",
        "P1M",
        "P1Y",
        "soon",
        "1d2",
        "10x",
        "10s later",
        "9999999999d"
      })
  void parse_refusesTheRest(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT0.12S, 120ms",
    "PT59.9S, 59s",
    "PT60S, 1m",
    "PT61S, 1m 1s",
    "PT1H, 1h",
    "PT25H, 1d 1h",
    "PT1H59M, 1h 59m",
    "P400D, 400d",
    "PT-90M, -1h 30m"
  })
  void format_writesTheTwoLargestUnits(Duration duration, String text) {
    assertThat(DurationText.format(duration)).isEqualTo(text);
  }
}
