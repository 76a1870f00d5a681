package dev.intentobserve.trace;

import static dev.intentobserve.testkit.TestEvent.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.model.trace.WorkSpan;
import dev.intentobserve.testkit.TestEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TraceBuilderTest {
  private static final String UUID = "6f1e1c1e-0d5b-4a3c-9a59-1f2f3a4b5c6d";
  private static final String TRACE = "6f1e1c1e0d5b4a3c9a591f2f3a4b5c6d";
  private static final EntityKey INT_1 = key(EntityKind.INTENT, "INT-1");
  private static final EntityKey SPEC_1 = key(EntityKind.SPEC, "SPEC-1");

  private static WorkEvent captured(String signal, String at) {
    return TestEvent.of("signal.created", signal).at(at).title("About " + signal).build();
  }

  private static WorkEvent promoted(String signal, String at, String trace) {
    return TestEvent.of("signal.promoted", signal)
        .at(at)
        .trace(trace)
        .under(INT_1)
        .touches(INT_1)
        .build();
  }

  @Test
  void promotedSignals_areUnderTheRootOfTheEmittersTrace() {
    TraceTree tree =
        TraceFixture.of(
                captured("SIG-1", "2026-03-01T08:00:00Z"),
                captured("SIG-2", "2026-03-01T09:00:00Z"),
                promoted("SIG-1", "2026-03-02T08:00:00Z", UUID),
                promoted("SIG-2", "2026-03-02T08:00:00Z", UUID),
                TestEvent.of("intent.proposed", "INT-1")
                    .at("2026-03-02T08:00:00Z")
                    .trace(UUID)
                    .title("Do it")
                    .lists(EntityKind.SIGNAL, "SIG-1", "SIG-2")
                    .build())
            .trace("INT-1");

    assertThat(tree.traceId()).isEqualTo(TRACE);
    assertThat(tree.title()).isEqualTo("Do it");
    assertThat(TraceFixture.drawn(tree))
        .containsExactly(
            "intent INT-1 proposed",
            "  phase signal_to_intent complete",
            "  signal SIG-1 promoted",
            "  signal SIG-2 promoted",
            "  phase intent_to_spec open");
    assertThat(tree.spans().getFirst().start()).isEqualTo(Instant.parse("2026-03-01T08:00:00Z"));
    WorkSpan signal = TraceFixture.span(tree, "SIG-2");
    assertThat(signal.end()).isEqualTo(Instant.parse("2026-03-02T08:00:00Z"));
    assertThat(signal.flags()).containsExactly("backfilled");
    assertThat(signal.attributes()).containsEntry("intent.linked_at", "2026-03-02T08:00:00Z");
  }

  @Test
  void reEmittedProposalWithoutTraceId_joinsTheExistingTrace() {
    TraceFixture world =
        TraceFixture.of(
            TestEvent.of("intent.proposed", "INT-1").trace(UUID).title("First").build(),
            TestEvent.of("intent.proposed", "INT-1")
                .at("2026-03-05T00:00:00Z")
                .title("Edited")
                .build());

    TraceTree tree = world.trace("INT-1");

    assertThat(tree.traceId()).isEqualTo(TRACE);
    assertThat(tree.title()).isEqualTo("Edited");
    assertThat(tree.spans().stream().filter(span -> span.kind().equals("intent"))).hasSize(1);
  }

  @Test
  void slugAsTraceId_isAnAliasOfADerivedTraceId() {
    TraceTree tree =
        TraceFixture.of(TestEvent.of("intent.proposed", "INT-1").trace("ws-hygiene-7").build())
            .trace("INT-1");

    assertThat(tree.traceId()).matches("[0-9a-f]{12}5[0-9a-f]{3}[89ab][0-9a-f]{15}");
    assertThat(tree.aliases()).containsExactly("ws-hygiene-7");
  }

  @Test
  void intentsIdAsTraceId_meansThatIntentsTrace() {
    TraceTree tree =
        TraceFixture.of(
                TestEvent.of("intent.proposed", "INT-1").build(),
                TestEvent.of("contract.started", "CON-1").trace("INT-1").build())
            .trace("INT-1");

    assertThat(TraceFixture.drawn(tree)).contains("  contract CON-1 started");
  }

  @Test
  void approval_hasTheStateOfItsDecision() {
    TraceTree tree =
        TraceFixture.of(
                TestEvent.of("approval.requested", "APR-1").under(INT_1).build(),
                TestEvent.of("approval.decided", "APR-1")
                    .at("2026-03-05T00:00:00Z")
                    .data("decision", "denied")
                    .build(),
                TestEvent.of("approval.requested", "APR-2").under(INT_1).build())
            .trace("INT-1");

    assertThat(TraceFixture.drawn(tree))
        .contains("  approval APR-1 denied", "  approval APR-2 pending");
  }

  @Test
  void clusterWhoseLastMemberLeft_isDissolved() {
    EntityKey left = key(EntityKind.CLUSTER, "CL-1");
    EntityKey joined = key(EntityKind.CLUSTER, "CL-2");
    EntityLineage lineage =
        TraceFixture.of(
                TestEvent.of("signal.clustered", "SIG-1").under(left).touches(left).build(),
                TestEvent.of("signal.clustered", "SIG-1")
                    .at("2026-03-05T00:00:00Z")
                    .under(joined)
                    .touches(joined)
                    .build())
            .lineage();

    assertThat(PlacementResolver.place(lineage, Set.of(left)).get(left).state())
        .isEqualTo("dissolved");
    assertThat(PlacementResolver.place(lineage, Set.of(joined)).get(joined).state())
        .isEqualTo("forming");
  }

  @Test
  void contractKnownOnlyByItsTraceId_joinsTheIntentThatOwnsTheId() {
    TraceTree tree =
        TraceFixture.of(
                TestEvent.of("intent.proposed", "INT-1").trace("TRACE-001").build(),
                TestEvent.of("contract.started", "CON-1")
                    .trace("TRACE-001")
                    .under(SPEC_1)
                    .touches(SPEC_1)
                    .build())
            .trace("INT-1");

    assertThat(TraceFixture.drawn(tree))
        .containsExactly(
            "intent INT-1 executing",
            "  phase intent_to_spec open",
            "  spec SPEC-1 executing",
            "    contract CON-1 started");
  }

  @Test
  void twoIntentsClaimingOneUuid_theEarlierKeepsItAndTheOtherDerivesItsOwn() {
    TraceFixture world =
        TraceFixture.of(
            TestEvent.of("intent.proposed", "INT-2").at("2026-03-02T00:00:00Z").trace(UUID).build(),
            TestEvent.of("intent.proposed", "INT-1")
                .at("2026-03-01T00:00:00Z")
                .trace(UUID)
                .build());

    assertThat(world.trace("INT-1").traceId()).isEqualTo(TRACE);
    assertThat(world.trace("INT-2").traceId()).isNotEqualTo(TRACE).hasSize(32);
  }

  @Test
  void specWithAllContractsVerified_isCompleteAndItsIntentIsObserved() {
    TraceTree tree =
        TraceFixture.of(
                TestEvent.of("intent.proposed", "INT-1").at("2026-03-01T00:00:00Z").build(),
                TestEvent.of("spec.created", "SPEC-1")
                    .at("2026-03-02T00:00:00Z")
                    .under(INT_1)
                    .touches(INT_1)
                    .lists(EntityKind.CONTRACT, "CON-1", "CON-2")
                    .build(),
                TestEvent.of("spec.approved", "SPEC-1").at("2026-03-03T00:00:00Z").build(),
                TestEvent.of("contract.completed", "CON-1").at("2026-03-04T00:00:00Z").build(),
                TestEvent.of("contract.verified", "CON-2").at("2026-03-05T00:00:00Z").build())
            .trace("INT-1");

    assertThat(tree.stage()).isEqualTo("observe");
    assertThat(TraceFixture.drawn(tree))
        .containsExactly(
            "intent INT-1 executing",
            "  phase intent_to_spec complete",
            "  phase spec_to_complete complete",
            "  spec SPEC-1 complete",
            "    contract CON-1 verified",
            "    contract CON-2 verified");
    assertThat(TraceFixture.span(tree, "spec_to_complete").start())
        .isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
    assertThat(TraceFixture.span(tree, "spec_to_complete").end())
        .isEqualTo(Instant.parse("2026-03-05T00:00:00Z"));
  }

  @Test
  void completedIsNotPassed_whenAnAssertionFailed() {
    TraceFixture world =
        TraceFixture.of(
            TestEvent.of("contract.started", "CON-1")
                .at("2026-03-01T00:00:00Z")
                .under(SPEC_1)
                .build(),
            TestEvent.of("contract.assertion.failed", "CON-1").at("2026-03-01T01:00:00Z").build(),
            TestEvent.of("contract.completed", "CON-1").at("2026-03-01T02:00:00Z").build());

    assertThat(state(world, EntityKind.CONTRACT, "CON-1")).isEqualTo("failed");

    world.add(
        List.of(
            TestEvent.of("contract.revised", "CON-1").at("2026-03-02T00:00:00Z").build(),
            TestEvent.of("contract.started", "CON-1").at("2026-03-02T01:00:00Z").build(),
            TestEvent.of("contract.completed", "CON-1").at("2026-03-02T02:00:00Z").build()));

    assertThat(state(world, EntityKind.CONTRACT, "CON-1")).isEqualTo("verified");
  }

  @Test
  void specThatRequestsEvaluation_isClosedOnlyByADerivedVerdict() {
    TraceFixture world =
        TraceFixture.of(
            TestEvent.of("spec.created", "SPEC-1")
                .at("2026-07-01T00:00:00Z")
                .data("evaluate", "true")
                .lists(EntityKind.CONTRACT, "CON-1")
                .build(),
            TestEvent.of("contract.verified", "CON-1").at("2026-07-02T00:00:00Z").build(),
            verdict("self", "OBS-1"));

    assertThat(state(world, EntityKind.SPEC, "SPEC-1")).isEqualTo("executing");

    world.add(List.of(verdict("derived", "OBS-2")));

    assertThat(state(world, EntityKind.SPEC, "SPEC-1")).isEqualTo("complete");
  }

  @Test
  void verdictWithoutAuthority_closesWhenADecisionOverridesIt() {
    TraceFixture world =
        TraceFixture.of(
            TestEvent.of("intent.proposed", "INT-1").at("2026-07-01T00:00:00Z").build(),
            TestEvent.of("spec.created", "SPEC-1")
                .at("2026-07-01T00:00:00Z")
                .data("evaluate", "true")
                .under(INT_1)
                .lists(EntityKind.CONTRACT, "CON-1")
                .build(),
            TestEvent.of("contract.verified", "CON-1").at("2026-07-02T00:00:00Z").build(),
            verdict("self", "OBS-1"),
            decision("DEC-1", "OBS-1", "false"));

    assertThat(TraceFixture.span(world.trace("INT-1"), "SPEC-1").state()).isEqualTo("executing");

    world.add(List.of(decision("DEC-2", "OBS-1", "true")));

    assertThat(TraceFixture.span(world.trace("INT-1"), "SPEC-1").state()).isEqualTo("complete");
  }

  private static WorkEvent decision(String id, String verdict, String override) {
    return TestEvent.of("decision.recorded", id)
        .at("2026-07-04T00:00:00Z")
        .data("overrides_verdict", verdict)
        .data("override", override)
        .under(SPEC_1)
        .build();
  }

  private static WorkEvent verdict(String origin, String id) {
    return TestEvent.of("observation.evaluated", id)
        .at("2026-07-03T00:00:00Z")
        .data("criteria_origin", origin)
        .data("evaluator_model", "some-model")
        .data("evaluator_repo", "external")
        .data("verdict", "pass")
        .under(SPEC_1)
        .build();
  }

  @Test
  void promotionOfACluster_movesItsSignalsWithoutNamingThem() {
    EntityKey cluster = key(EntityKind.CLUSTER, "CLU-1");
    TraceFixture world =
        TraceFixture.of(
            TestEvent.of("signal.clustered", "SIG-1").under(cluster).touches(cluster).build(),
            TestEvent.of("signal.clustered", "SIG-2").under(cluster).touches(cluster).build());
    TraceTree provisional = TraceBuilder.build(world.lineage(), cluster);
    assertThat(TraceFixture.drawn(provisional))
        .containsExactly(
            "cluster CLU-1 forming", "  signal SIG-1 clustered", "  signal SIG-2 clustered");

    world.add(
        List.of(
            TestEvent.of("intent.proposed", "INT-1")
                .at("2026-03-09T00:00:00Z")
                .trace(UUID)
                .touches(cluster)
                .claim(new Claim.BelongsTo(cluster, INT_1))
                .build()));
    TraceTree tree = world.trace("INT-1");

    assertThat(TraceFixture.drawn(tree))
        .containsExactly(
            "intent INT-1 proposed",
            "  cluster CLU-1 promoted",
            "  phase signal_to_intent complete",
            "  signal SIG-1 promoted",
            "  signal SIG-2 promoted",
            "  phase intent_to_spec open");
    WorkSpan signal = TraceFixture.span(tree, "SIG-1");
    assertThat(signal.links())
        .contains(
            new WorkSpan.Link(
                "provisional", "cluster:CLU-1", provisional.traceId(), signal.spanId()));
    assertThat(world.lineage().root(cluster)).isEqualTo(INT_1);
  }

  @Test
  void signalListedByTwoIntents_isUnderTheLaterOne() {
    TraceFixture world =
        TraceFixture.of(
            TestEvent.of("intent.proposed", "INT-2")
                .at("2026-03-02T00:00:00Z")
                .lists(EntityKind.SIGNAL, "SIG-1")
                .build(),
            TestEvent.of("intent.proposed", "INT-1")
                .at("2026-03-01T00:00:00Z")
                .lists(EntityKind.SIGNAL, "SIG-1")
                .build());

    assertThat(world.lineage().root(key(EntityKind.SIGNAL, "SIG-1")))
        .isEqualTo(key(EntityKind.INTENT, "INT-2"));
    assertThat(TraceFixture.drawn(world.trace("INT-1"))).noneMatch(line -> line.contains("SIG-1"));
  }

  @Test
  void listedButNeverSeen_isAPlaceholder() {
    TraceTree tree =
        TraceFixture.of(
                TestEvent.of("intent.proposed", "INT-1").lists(EntityKind.SIGNAL, "SIG-9").build())
            .trace("INT-1");

    WorkSpan signal = TraceFixture.span(tree, "SIG-9");
    assertThat(signal.flags()).containsExactly("backfilled", "placeholder");
    assertThat(signal.start()).isNull();
  }

  @Test
  void cycleOfParents_isCutAtItsSmallestKeyAndAllStayConnected() {
    WorkEvent a = executing("A", "B");
    WorkEvent b = executing("B", "C");
    WorkEvent c = executing("C", "A");
    TraceTree tree =
        TraceFixture.of(TestEvent.of("intent.proposed", "INT-1").trace("T").build(), a, b, c)
            .trace("INT-1");

    assertThat(TraceFixture.drawn(tree))
        .containsExactly(
            "intent INT-1 proposed",
            "  execution A unknown",
            "    execution C unknown",
            "      execution B unknown",
            "  phase intent_to_spec open");
    assertThat(TraceFixture.span(tree, "A").flags()).containsExactly("cycle");
  }

  @Test
  void chainOfTenThousand_overflowsNothing() {
    TraceFixture world =
        TraceFixture.of(TestEvent.of("intent.proposed", "INT-1").trace("T").build());
    List<WorkEvent> chain = new ArrayList<>();
    chain.add(TestEvent.of("execution.resumed", "E-0").under(INT_1).build());
    for (int i = 1; i < 10_000; i++) {
      chain.add(executing("E-" + i, "E-" + (i - 1)));
    }
    world.add(chain);

    assertThat(world.trace("INT-1").spans()).hasSize(10_002);
  }

  private static WorkEvent executing(String id, String parent) {
    return TestEvent.of("execution.resumed", id)
        .trace("T")
        .under(key(EntityKind.EXECUTION, parent))
        .build();
  }

  @Test
  void spanIds_areTheSameInEveryTraceAndDifferBetweenScopes() {
    EntityKey key = key(EntityKind.SIGNAL, "SIG-1");
    String id = TraceIds.spanId(Scope.DEFAULT, key, "");

    assertThat(id).matches("[0-9a-f]{16}");
    assertThat(TraceIds.spanId(new Scope("other", "default"), key, "")).isNotEqualTo(id);
  }

  private static String state(TraceFixture world, EntityKind kind, String id) {
    EntityKey key = key(kind, id);
    return PlacementResolver.place(world.lineage(), Set.of(key)).get(key).state();
  }
}
