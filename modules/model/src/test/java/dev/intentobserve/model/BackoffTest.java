package dev.intentobserve.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static final Duration HALF_SECOND = Duration.ofMillis(500);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private final Backoff exact = Backoff.of(HALF_SECOND, MINUTE);

  @Test
  void pause_doublesUpToTheLongest() {
    assertThat(exact.pause(1)).isEqualTo(HALF_SECOND);
    assertThat(exact.pause(2)).isEqualTo(Duration.ofSeconds(1));
    assertThat(exact.pause(7)).isEqualTo(Duration.ofSeconds(32));
    assertThat(exact.pause(8)).isEqualTo(MINUTE);
    assertThat(exact.pause(Integer.MAX_VALUE)).isEqualTo(MINUTE);
  }

  @Test
  void jitter_isTheUpperHalfOfThePause() {
    Backoff backoff = exact.withJitter(new Random(7));
    for (int failures = 1; failures <= 100; failures++) {
      long full = exact.pause(failures).toMillis();
      assertThat(backoff.pause(failures).toMillis()).isBetween(full / 2, full);
    }
  }

  @Test
  void requestedPause_isFollowedUpToItsLimit() {
    Backoff backoff = exact.withLongestRequested(Duration.ofHours(1));
    assertThat(backoff.pause(5, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    assertThat(backoff.pause(1, Duration.ofDays(3650))).isEqualTo(Duration.ofHours(1));
    assertThat(backoff.pause(1, null)).isEqualTo(HALF_SECOND);
  }

  @Test
  void requestForNow_stillPauses() {
    assertThat(exact.pause(1, Duration.ZERO)).isEqualTo(HALF_SECOND);
    assertThat(exact.pause(1, Duration.ofSeconds(-1))).isEqualTo(HALF_SECOND);
  }

  @Test
  void pauses_mustBePositive() {
    assertThatThrownBy(() -> Backoff.of(Duration.ZERO, MINUTE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Backoff.of(MINUTE, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
