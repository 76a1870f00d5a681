package dev.intentobserve.trace;

import static dev.intentobserve.testkit.TestEvent.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.testkit.TestEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FactExtractorTest {

  @ParameterizedTest
  @CsvSource({
    "0,contract.completed/passed",
    "0.0,contract.completed/passed",
    "2,contract.completed/failed"
  })
  void completedContract_keepsItsResult(String failed, String outcome) {
    WorkEvent completed =
        TestEvent.of("contract.completed", "CON-1").data("assertions_failed", failed).build();

    assertThat(facts(completed).occurrences()).containsOnlyKeys("contract.completed", outcome);
  }

  @Test
  void completedContractWithoutAssertions_keepsNone() {
    WorkEvent completed = TestEvent.of("contract.completed", "CON-1").build();

    assertThat(facts(completed).occurrences()).containsOnlyKeys("contract.completed");
  }

  private static EntityFacts facts(WorkEvent event) {
    StoredEvent stored = new StoredEvent(1, Scope.DEFAULT, "http", TestEvent.NOON, event);
    EntityFacts facts =
        FactExtractor.assign(List.of(stored), 1000)
            .get(Scope.DEFAULT)
            .facts()
            .get(key(EntityKind.CONTRACT, "CON-1"));
    assertThat(facts).isNotNull();
    return facts;
  }
}
