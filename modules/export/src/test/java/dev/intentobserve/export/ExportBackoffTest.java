package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.export.ExportConfig.Tuning;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ExportBackoffTest {
  private final ExportBackoff backoff = new ExportBackoff(Tuning.DEFAULT, new Random(7));

  @Test
  void pause_doublesUpToTheLongestAndItsUpperHalfIsChance() {
    for (int attempt = 0; attempt < 100; attempt++) {
      long full = attempt > 6 ? 60_000 : Math.min(60_000, 500L << attempt);
      assertThat(backoff.pause(attempt, null).toMillis()).isBetween(full / 2, full);
    }
  }

  @Test
  void wish_isFollowedUpToAnHour() {
    assertThat(backoff.pause(5, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    assertThat(backoff.pause(0, Duration.ofDays(3650))).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void wishForNow_stillPauses() {
    assertThat(backoff.pause(0, Duration.ZERO)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
  }
}
