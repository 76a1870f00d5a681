package dev.intentobserve.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Backoff;
import dev.intentobserve.notification.DeliveryResponse.Disposition;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryResponseTest {
  @ParameterizedTest
  @CsvSource({
    "200, ACCEPTED", "202, ACCEPTED", "204, ACCEPTED", "302, RETRY", "400, REJECTED",
        "401, REJECTED",
    "404, REJECTED", "408, RETRY", "410, REJECTED", "413, REJECTED", "429, RETRY", "500, RETRY",
    "503, RETRY", "101, RETRY"
  })
  void status_decidesWhetherToRetry(int status, Disposition disposition) {
    assertThat(DeliveryResponse.http(status, null, AlertFixtures.NOON).disposition())
        .isEqualTo(disposition);
  }

  @ParameterizedTest
  @CsvSource({
    "7, PT7S",
    "'Sun, 01 Mar 2026 12:00:30 GMT', PT30S",
    "'Sun, 01 Mar 2026 11:00:00 GMT', PT-1H",
    "soon, ",
    "-1, ",
    "99999999999, "
  })
  void retryAfter_isParsedOrIgnored(String header, Duration requestedDelay) {
    assertThat(DeliveryResponse.http(503, header, AlertFixtures.NOON).requestedDelay())
        .isEqualTo(requestedDelay);
  }

  @Test
  void pause_doublesWithinItsLimits() {
    Backoff backoff = NotificationConfig.DEFAULT.backoff(new Random(7));
    for (int attempt = 1; attempt < 100; attempt++) {
      long full = Math.min(300_000, 1000L << Math.min(attempt - 1, 30));
      assertThat(backoff.pause(attempt, null))
          .isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
    }
    assertThat(backoff.pause(1, Duration.ofMinutes(20))).isEqualTo(Duration.ofMinutes(20));
    assertThat(backoff.pause(1, Duration.ofDays(20))).isEqualTo(Duration.ofHours(1));
    assertThat(backoff.pause(1, Duration.ofDays(-1))).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }
}
