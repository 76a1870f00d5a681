package dev.intentobserve.trace;

import static dev.intentobserve.testkit.Events.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.testkit.Events;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TraceAssignerTest {

  @ParameterizedTest
  @CsvSource({
    "0,contract.completed/passed",
    "0.0,contract.completed/passed",
    "2,contract.completed/failed"
  })
  void completedContract_keepsWhatItCameTo(String failed, String outcome) {
    WorkEvent completed =
        Events.of("contract.completed", "CON-1").data("assertions_failed", failed).build();

    assertThat(facts(completed).occurrences()).containsOnlyKeys("contract.completed", outcome);
  }

  @Test
  void completedContractThatSaysNothingOfAssertions_keepsNone() {
    WorkEvent completed = Events.of("contract.completed", "CON-1").build();

    assertThat(facts(completed).occurrences()).containsOnlyKeys("contract.completed");
  }

  private static EntityFacts facts(WorkEvent event) {
    Stored stored = new Stored(1, Scope.DEFAULT, "http", Events.NOON, event);
    EntityFacts facts =
        TraceAssigner.assign(List.of(stored), 1000)
            .get(Scope.DEFAULT)
            .facts()
            .get(key(Kind.CONTRACT, "CON-1"));
    assertThat(facts).isNotNull();
    return facts;
  }
}
