package dev.intentobserve.ports.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class GateTest {
  @Test
  void beyondCapacity_admitsNothingUntilSomethingLeaves() {
    Gate gate = new Gate(100);

    assertThat(gate.tryEnter(60)).isTrue();
    assertThat(gate.tryEnter(60)).isFalse();
    assertThat(gate.inFlight()).isEqualTo(60);
    gate.leave(60);
    assertThat(gate.tryEnter(60)).isTrue();
  }

  @Test
  void emptyGate_admitsWhatWouldNeverFitOtherwise() {
    Gate gate = new Gate(100);

    assertThat(gate.tryEnter(1000)).isTrue();
    assertThat(gate.tryEnter(1)).isFalse();
  }

  @Test
  void gateWithoutRoom_isNoGate() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Gate(0));
  }
}
