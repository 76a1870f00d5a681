package dev.intentobserve.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.StoreContract.Shipping;
import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.Claim;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.WorkEvent;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhyTest {
  private static final EntityKey CLUSTER = new EntityKey(Kind.CLUSTER, "kettles");
  private static final Stored STORED =
      Corpus.stored(5, Scope.DEFAULT, Corpus.event("e", "signal.created", Corpus.SIGNAL, "{}"));

  @Test
  void orphan_isInNoTrace() {
    assertThat(Why.sentences(STORED, placed(new Placement.Orphan()), 5, List.of()))
        .containsExactly(
            "Stored as number 5; came in through http.",
            "signal:SIG-7 belongs to no cluster and no intent yet, so it is in no trace.",
            "No destination is configured, so it is shipped nowhere.");
  }

  @Test
  void memberOfACluster_isProvisional() {
    Placement placement = new Placement.Provisional(Corpus.TRACE, CLUSTER, "00000000000000a2");

    assertThat(
            Why.sentences(
                STORED, placed(placement), 9, List.of(new Shipping("tempo", "pending", null))))
        .containsExactly(
            "Stored as number 5; came in through http.",
            "signal:SIG-7 is under cluster:kettles, not promoted; its trace "
                + Corpus.TRACE
                + " is provisional.",
            "Not yet shipped to tempo.");
  }

  @Test
  void eventOfTheFuture_isNotYetPlaced() {
    assertThat(Why.sentences(STORED, placed(new Placement.Orphan()), 4, List.of()))
        .contains("Not yet placed: the step that gives events their trace has not come to it yet.");
  }

  @Test
  void everyFlag_hasASentence() {
    WorkEvent odd =
        new WorkEvent(
            "odd",
            "d",
            "nested",
            "t",
            "t",
            "s",
            null,
            Corpus.NOON,
            null,
            null,
            null,
            Json.Fields.EMPTY,
            List.of(),
            EnumSet.allOf(EventFlag.class),
            Bytes.utf8("{}"));

    List<String> sentences =
        Why.sentences(Corpus.stored(1, Scope.DEFAULT, odd), null, 1, List.of());

    assertThat(sentences)
        .hasSize(EventFlag.values().length + 3)
        .doesNotHaveDuplicates()
        .allMatch(sentence -> sentence.endsWith("."))
        .contains("It names no entity, so it is in no trace.");
  }

  @Test
  void claims_areSaidInWords() {
    assertThat(Why.claim(new Claim.Touches(CLUSTER))).isEqualTo("it also concerns cluster:kettles");
    assertThat(Why.claim(new Claim.LinksTo(Corpus.SIGNAL, CLUSTER, "grew_from")))
        .isEqualTo("signal:SIG-7 links to cluster:kettles (grew_from)");
    assertThat(
            Why.claim(new Claim.Lists(CLUSTER, Kind.SIGNAL, List.of("A", "B", "C", "D", "E", "F"))))
        .isEqualTo(
            "cluster:kettles lists signal:A, signal:B, signal:C, signal:D, signal:E … (6 in all)");
  }

  private static Placed placed(Placement placement) {
    return new Placed(placement, "captured", null, List.of(), EntityFacts.unknown(Corpus.SIGNAL));
  }
}
