package dev.intentobserve.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.entity.EntityKind;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventCatalogTest {
  @ParameterizedTest
  @CsvSource({
    "signal.captured, signal.created, SIGNAL",
    "cluster.formed, signal.clustered, SIGNAL",
    "intent.approved, intent.accepted, INTENT",
    "spec.written, spec.created, SPEC",
    "spec.staged, spec.approved, SPEC",
    "contract.passed, contract.completed, CONTRACT",
    "intent.approval.requested, approval.requested, APPROVAL",
    "agent.trace.captured, trace.completed, EXECUTION",
    "system.status, system.health, SYSTEM"
  })
  void synonyms_haveOneCanonicalName(String name, String canonical, EntityKind kind) {
    EventType type = EventCatalog.standard().type(name);

    assertThat(type.name()).isEqualTo(canonical);
    assertThat(type.kind()).isEqualTo(kind);
    assertThat(type.known()).isTrue();
  }

  @Test
  void unknownType_keepsItsNameAndTheKindOfItsFirstWord() {
    assertThat(EventCatalog.standard().type("spec.frobnicated"))
        .isEqualTo(new EventType("spec.frobnicated", EntityKind.SPEC, 200, false, Set.of()));
    assertThat(EventCatalog.standard().type("whatever").kind()).isEqualTo(EntityKind.OTHER);
  }

  @Test
  void ranks_orderTheTypesOfALifecycle() {
    assertThat(rank("signal.created")).isLessThan(rank("signal.promoted"));
    assertThat(rank("signal.promoted")).isLessThan(rank("intent.proposed"));
    assertThat(rank("intent.proposed")).isLessThan(rank("spec.created"));
    assertThat(rank("spec.created")).isLessThan(rank("contract.started"));
    assertThat(rank("contract.started")).isLessThan(rank("contract.verified"));
  }

  @Test
  void effects_sayWhatATypeDoes() {
    assertThat(type("signal.captured").creates(EntityKind.SIGNAL)).isTrue();
    assertThat(type("signal.enriched").creates(EntityKind.SIGNAL)).isFalse();
    assertThat(type("signal.promoted").joins(EntityKind.INTENT)).isTrue();
    assertThat(type("signal.promoted").foreignTitle()).isTrue();
    assertThat(type("signal.updated").backfills(EntityKind.INTENT)).isTrue();
    assertThat(type("signal.referenced").coReferences()).isTrue();
    assertThat(type("contract.passed").evaluates()).isTrue();
    assertThat(type("contract.assertion.skipped").ofAssertion()).isTrue();
  }

  @Test
  void typesOfAnEffect_areInTheOrderOfTheFile() {
    assertThat(EventCatalog.standard().creating(EntityKind.CONTRACT))
        .containsExactly("contract.defined", "contract.started");
    assertThat(EventCatalog.standard().joining(EntityKind.CLUSTER))
        .containsExactly("signal.clustered");
  }

  @ParameterizedTest
  @CsvSource({
    "contract.failed, true",
    "contract.verified, false",
    "execution.error_retry, true",
    "approval.expired, true",
    "deployment.failed, true",
    "deployment.roll_back_rejected, true",
    "failed.over, false",
    "errors.none, false"
  })
  void failures_areMarkedInTheCatalogOrEndInAWordForIt(String name, boolean failure) {
    assertThat(type(name).failure()).isEqualTo(failure);
  }

  private static EventType type(String name) {
    return EventCatalog.standard().type(name);
  }

  private static int rank(String type) {
    return EventCatalog.standard().type(type).rank();
  }
}
