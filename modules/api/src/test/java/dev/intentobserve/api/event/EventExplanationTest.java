package dev.intentobserve.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.EventFixtures;
import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.ports.StorePorts.ExportStatus;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventExplanationTest {
  private static final EntityKey CLUSTER = new EntityKey(EntityKind.CLUSTER, "kettles");
  private static final StoredEvent STORED =
      EventFixtures.stored(
          5, Scope.DEFAULT, EventFixtures.event("e", "signal.created", EventFixtures.SIGNAL, "{}"));

  @Test
  void orphan_isInNoTrace() {
    assertThat(EventExplanation.sentences(STORED, placed(new Placement.Orphan()), 5, List.of()))
        .containsExactly(
            "Stored as number 5; received by http.",
            "signal:SIG-7 belongs to no cluster and no intent yet, so it is not part of a trace.",
            "Not exported: no destination is configured.");
  }

  @Test
  void memberOfACluster_isProvisional() {
    Placement placement = new Placement.InTrace(EventFixtures.TRACE, CLUSTER, "00000000000000a2");

    assertThat(
            EventExplanation.sentences(
                STORED, placed(placement), 9, List.of(new ExportStatus("tempo", "pending", null))))
        .containsExactly(
            "Stored as number 5; received by http.",
            "signal:SIG-7 is under cluster:kettles, not promoted; its trace "
                + EventFixtures.TRACE
                + " is provisional.",
            "Not yet exported to tempo.");
  }

  @Test
  void eventOfTheFuture_isNotYetPlaced() {
    assertThat(EventExplanation.sentences(STORED, placed(new Placement.Orphan()), 4, List.of()))
        .contains("Not yet placed in a trace: the placement step has not reached it yet.");
  }

  @Test
  void everyFlag_hasASentence() {
    WorkEvent odd =
        WorkEvent.builder()
            .eventId("odd")
            .digest("d")
            .dialect("nested")
            .type("t")
            .rawType("t")
            .source("s")
            .eventTime(EventFixtures.NOON)
            .flags(EnumSet.allOf(EventFlag.class))
            .body(Bytes.utf8("{}"))
            .build();

    List<String> sentences =
        EventExplanation.sentences(EventFixtures.stored(1, Scope.DEFAULT, odd), null, 1, List.of());

    assertThat(sentences)
        .hasSize(EventFlag.values().length + 3)
        .doesNotHaveDuplicates()
        .allMatch(sentence -> sentence.endsWith("."))
        .contains("It names no entity, so it is not part of a trace.");
  }

  @Test
  void claims_areSaidInWords() {
    assertThat(EventExplanation.claim(new Claim.Touches(CLUSTER)))
        .isEqualTo("it also concerns cluster:kettles");
    assertThat(
            EventExplanation.claim(new Claim.LinksTo(EventFixtures.SIGNAL, CLUSTER, "grew_from")))
        .isEqualTo("signal:SIG-7 links to cluster:kettles (grew_from)");
    assertThat(
            EventExplanation.claim(
                new Claim.Lists(CLUSTER, EntityKind.SIGNAL, List.of("A", "B", "C", "D", "E", "F"))))
        .isEqualTo(
            "cluster:kettles lists signal:A, signal:B, signal:C, signal:D, signal:E … (6 in all)");
  }

  private static EntityPlacement placed(Placement placement) {
    return new EntityPlacement(
        placement, "captured", null, List.of(), EntityFacts.unknown(EventFixtures.SIGNAL));
  }
}
