package dev.intentobserve.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WrongKeyLimiterTest {
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final WrongKeyLimiter limit = new WrongKeyLimiter(() -> now, 3, Duration.ofSeconds(1));

  private long heard(String address, int attempts) {
    return IntStream.range(0, attempts).filter(i -> limit.tryFail(address)).count();
  }

  @Test
  void fewAtOnce_thenOneForEachPause() {
    assertThat(heard("192.0.2.1", 10)).isEqualTo(3);
    now = now.plusMillis(999);
    assertThat(heard("192.0.2.1", 10)).isZero();
    now = now.plusMillis(1);
    assertThat(heard("192.0.2.1", 10)).isEqualTo(1);
    now = now.plusSeconds(3600);
    assertThat(heard("192.0.2.1", 10)).isEqualTo(3);
  }

  @Test
  void addresses_doNotLimitEachOther() {
    heard("192.0.2.1", 10);
    assertThat(heard("192.0.2.2", 10)).isEqualTo(3);
  }

  @Test
  void networkOfIpVersion6_isOneAddress() {
    heard("2001:db8:0:1:0:0:0:1", 10);
    assertThat(heard("2001:db8:0:1:ffff:0:0:2", 10)).isZero();
    assertThat(heard("2001:db8:0:2:0:0:0:1", 10)).isEqualTo(3);
  }

  @Test
  void clockSetBack_keepsNobodyOutForLonger() {
    heard("192.0.2.1", 10);
    now = now.minusSeconds(3600);
    heard("192.0.2.1", 10);
    now = now.plusSeconds(3);
    assertThat(heard("192.0.2.1", 10)).isEqualTo(3);
  }

  @Test
  void memory_isBounded() {
    IntStream.range(0, 20_000).forEach(i -> limit.tryFail("10.0." + i / 256 + "." + i % 256));
    assertThat(limit.remembered()).isEqualTo(10_000);
  }
}
