package dev.intentobserve.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.notify.Reply.Verdict;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {
  @ParameterizedTest
  @CsvSource({
    "200, TAKEN", "202, TAKEN", "204, TAKEN", "302, LATER", "400, NEVER", "401, NEVER",
    "404, NEVER", "408, LATER", "410, NEVER", "413, NEVER", "429, LATER", "500, LATER",
    "503, LATER", "101, LATER"
  })
  void status_tellsWhetherToComeAgain(int status, Verdict verdict) {
    assertThat(Reply.http(status, null, Alerts.NOON).verdict()).isEqualTo(verdict);
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
  void retryAfter_isUnderstoodOrLeft(String header, Duration wish) {
    assertThat(Reply.http(503, header, Alerts.NOON).wish()).isEqualTo(wish);
  }

  @Test
  void pause_doublesWithinItsLimits() {
    Backoff backoff = new Backoff(NotifyConfig.DEFAULT, new Random(7));
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
