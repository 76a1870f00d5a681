package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathCheckTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api/v1/events",
        "/entities/spec/..%2Fspecs%2Fa.md",
        "/entities/signal/a%2F..%2Fb%252e",
        "/entities/signal/a..b",
        "/entities/signal/..."
      })
  void leadsWhereItSays(String path) {
    assertThat(PathCheck.isStraight(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..",
        "/assets/../metrics",
        "/assets/%2e%2E/metrics",
        "/assets/.%2e/metrics",
        "/assets/./metrics",
        "/assets/..;x/metrics",
        "/assets/..%3Bx/metrics",
        "/assets\\..\\metrics",
        "/events/a%0Ab"
      })
  void leadsElsewhere(String path) {
    assertThat(PathCheck.isStraight(path)).isFalse();
  }
}
