package dev.intentobserve.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void oddAndEvenNumbers_haveAMedian() {
    assertThat(new Samples(List.of(3.0, 1.0, 2.0)).median()).isEqualTo(2);
    assertThat(new Samples(List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
  }

  @Test
  void percentile_isASample_thatTheShareDoesNotExceed() {
    Samples hundred = new Samples(IntStream.rangeClosed(1, 100).asDoubleStream().toArray());
    assertThat(List.of(hundred.percentile(0), hundred.percentile(0.5), hundred.percentile(0.99)))
        .isEqualTo(List.of(1.0, 50.0, 99.0));
    assertThat(hundred.percentile(1)).isEqualTo(100);
  }

  @Test
  void noSamples_areRefused() {
    assertThatThrownBy(() -> new Samples(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
