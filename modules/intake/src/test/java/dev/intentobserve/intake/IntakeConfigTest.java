package dev.intentobserve.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.intentobserve.event.Limits;
import dev.intentobserve.event.Scope;
import dev.intentobserve.intake.IntakeConfig.TailFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntakeConfigTest {
  @Test
  void defaults_holdTheLargestBody() {
    assertThat(IntakeConfig.DEFAULT.inFlightBytes())
        .isGreaterThanOrEqualTo(Limits.DEFAULT.inflated());
  }

  @Test
  void houseTooSmallForABody_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Duration.ofSeconds(5), 1000, List.of()))
        .withMessageContaining("intake.inFlightBytes");
  }

  @Test
  void zeroDeadline_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Duration.ZERO, 64 << 20, List.of()))
        .withMessageContaining("intake.deadline");
  }

  @Test
  void fileNamedTwice_isRefusedHoweverItIsWritten() {
    List<TailFile> files = List.of(new TailFile("x/../events.jsonl"), new TailFile("events.jsonl"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Duration.ofSeconds(5), 64 << 20, files))
        .withMessageContaining("twice");
  }

  @Test
  void path_isAbsolute() {
    assertThat(Path.of(new TailFile("events.jsonl").path())).isAbsolute();
  }

  private static IntakeConfig config(Duration deadline, long inFlight, List<TailFile> files) {
    return new IntakeConfig(
        Limits.DEFAULT,
        deadline,
        Duration.ofSeconds(30),
        inFlight,
        1000,
        1000,
        Scope.DEFAULT,
        files,
        Duration.ofSeconds(1),
        IntakeConfig.DEFAULT.identity(),
        Set.of());
  }
}
