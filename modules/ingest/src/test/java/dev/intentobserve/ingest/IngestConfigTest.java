package dev.intentobserve.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.intentobserve.ingest.IngestConfig.TailFile;
import dev.intentobserve.ingest.pipeline.ReceiverConfig;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.InputLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IngestConfigTest {
  @Test
  void defaults_holdTheLargestBody() {
    assertThat(ReceiverConfig.DEFAULT.inFlightBytes())
        .isGreaterThanOrEqualTo(InputLimits.DEFAULT.inflated());
  }

  @Test
  void inFlightLimitBelowTheLargestBody_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Duration.ofSeconds(5), 1000, List.of()))
        .withMessageContaining("ingest.in_flight_bytes");
  }

  @Test
  void zeroDeadline_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Duration.ZERO, 64 << 20, List.of()))
        .withMessageContaining("ingest.deadline");
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

  private static IngestConfig config(Duration deadline, long inFlight, List<TailFile> files) {
    ReceiverConfig receivers =
        new ReceiverConfig(
            InputLimits.DEFAULT,
            deadline,
            Duration.ofSeconds(30),
            inFlight,
            1000,
            1000,
            ReceiverConfig.DEFAULT.identity(),
            Set.of());
    return new IngestConfig(receivers, Scope.DEFAULT, files, Duration.ofSeconds(1));
  }
}
