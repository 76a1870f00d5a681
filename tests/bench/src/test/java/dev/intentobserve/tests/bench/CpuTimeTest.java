package dev.intentobserve.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.tests.bench.CpuTime.Stat;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
  @Test
  void stat_isRead_whateverTheProgramIsCalled() {
    String line = "17 (a (b) c) S 3 17 17 0 -1 4194560 900 800 0 0 11 22 33 44 20 0 1 0 99 1 2";
    assertThat(Stat.parse(line)).isEqualTo(new Stat(3, 33, 77));
  }
}
