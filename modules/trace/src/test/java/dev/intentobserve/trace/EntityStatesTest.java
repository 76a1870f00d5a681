package dev.intentobserve.trace;

import static dev.intentobserve.testkit.TestEvent.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.EntityState.Milestone;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.testkit.TestEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EntityStatesTest {
  private static final EntityKey INTENT = key(EntityKind.INTENT, "INT-1");
  private static final EntityKey CLUSTER = key(EntityKind.CLUSTER, "CLU-1");
  private static final EntityKey SPEC = key(EntityKind.SPEC, "SPEC-1");
  private static final EntityKey SIGNAL = key(EntityKind.SIGNAL, "SIG-1");
  private static final EntityKey CONTRACT = key(EntityKind.CONTRACT, "CON-1");

  @Test
  void orphan_isItsOwnRootInNoTrace() {
    TraceFixture world =
        TraceFixture.of(
            TestEvent.of("signal.created", "SIG-1")
                .at("2026-03-01T10:00:00Z")
                .source("mailbox")
                .data("trust", "0.7")
                .data("product", "kettle")
                .build());

    assertThat(world.entityStates().get(SIGNAL))
        .isEqualTo(
            EntityState.builder()
                .key(SIGNAL)
                .state("captured")
                .level("L3")
                .trust(0.7)
                .source("mailbox")
                .product("kettle")
                .start(Instant.parse("2026-03-01T10:00:00Z"))
                .top(SIGNAL)
                .build());
  }

  @Test
  void signalOfAPromotedCluster_isUnderTheIntentAndKeepsItsCluster() {
    TraceFixture world =
        TraceFixture.of(
            TestEvent.of("signal.created", "SIG-1").at("2026-03-01T10:00:00Z").build(),
            TestEvent.of("signal.clustered", "SIG-1")
                .at("2026-03-01T11:00:00Z")
                .under(CLUSTER)
                .build(),
            TestEvent.of("intent.proposed", "INT-1")
                .at("2026-03-01T12:00:00Z")
                .data("product", "kettle")
                .claim(new Claim.BelongsTo(CLUSTER, INTENT))
                .build());

    EntityState entityState = world.entityStates().get(SIGNAL);
    assertThat(entityState.state()).isEqualTo("promoted");
    assertThat(entityState.cluster()).isEqualTo("CLU-1");
    assertThat(entityState.product()).isEqualTo("kettle");
    assertThat(entityState.end()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    assertThat(entityState.top()).isEqualTo(INTENT);
    assertThat(entityState.traceId()).isEqualTo(TraceIds.derivedTraceId(Scope.DEFAULT, INTENT));
    assertThat(entityState.spanId()).isEqualTo(TraceIds.spanId(Scope.DEFAULT, SIGNAL, ""));
  }

  @Test
  void intent_hasTheReportedTimesOfItsPhases() {
    TraceFixture world =
        TraceFixture.of(
            TestEvent.of("signal.created", "SIG-1")
                .at("2026-03-01T10:00:00Z")
                .under(INTENT)
                .build(),
            TestEvent.of("intent.proposed", "INT-1").at("2026-03-01T12:00:00Z").build(),
            TestEvent.of("spec.created", "SPEC-1").at("2026-03-02T09:00:00Z").under(INTENT).build(),
            TestEvent.of("spec.created", "SPEC-2").at("2026-03-02T08:00:00Z").under(INTENT).build(),
            TestEvent.of("spec.approved", "SPEC-1").at("2026-03-01T11:00:00Z").build(),
            TestEvent.of("spec.completed", "SPEC-1").at("2026-03-03T09:00:00Z").build());

    assertThat(world.entityStates().get(INTENT).marks())
        .isEqualTo(
            Map.of(
                Milestone.FIRST_SIGNAL, Instant.parse("2026-03-01T10:00:00Z"),
                Milestone.PROMOTED, Instant.parse("2026-03-01T12:00:00Z"),
                Milestone.SPEC_AUTHORED, Instant.parse("2026-03-02T08:00:00Z"),
                Milestone.SPEC_APPROVED, Instant.parse("2026-03-01T11:00:00Z")));

    world.add(List.of(TestEvent.of("spec.completed", "SPEC-2").at("2026-03-04T09:00:00Z").build()));
    assertThat(world.entityStates().get(INTENT).marks())
        .containsEntry(Milestone.CONTRACTS_PASSED, Instant.parse("2026-03-04T09:00:00Z"));
    assertThat(world.entityStates().get(SPEC).marks()).isEmpty();
    assertThat(world.entityStates().get(INTENT).start())
        .isEqualTo(TraceFixture.span(world.trace("INT-1"), "INT-1").start());
  }

  @Test
  void intent_isPromotedByItsFirstSignalOrItsProposal_whicheverWasFirst() {
    TestEvent proposed = TestEvent.of("intent.proposed", "INT-1").at("2026-03-01T12:00:00Z");
    TestEvent before =
        TestEvent.of("signal.promoted", "SIG-1")
            .at("2026-03-01T11:00:00Z")
            .under(INTENT)
            .touches(INTENT);
    TestEvent after =
        TestEvent.of("signal.promoted", "SIG-2")
            .at("2026-03-01T13:00:00Z")
            .under(INTENT)
            .touches(INTENT);

    assertThat(mark(Milestone.PROMOTED, proposed, after)).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(mark(Milestone.PROMOTED, after, proposed, before)).isEqualTo("2026-03-01T11:00:00Z");
  }

  @Test
  void contractsHavePassed_whenTheLastOfAllSpecsIsVerified_whateverTheSpecsSay() {
    TestEvent specs =
        TestEvent.of("spec.created", "SPEC-1")
            .under(INTENT)
            .lists(EntityKind.CONTRACT, "CON-1", "CON-2");
    TestEvent declared = TestEvent.of("spec.completed", "SPEC-1").at("2026-03-02T00:00:00Z");
    TestEvent first = TestEvent.of("contract.verified", "CON-1").at("2026-03-03T00:00:00Z");
    TestEvent last = TestEvent.of("contract.verified", "CON-2").at("2026-03-04T00:00:00Z");
    TestEvent failed = TestEvent.of("contract.failed", "CON-1").at("2026-03-05T00:00:00Z");
    TestEvent other = TestEvent.of("spec.created", "SPEC-2").under(INTENT);

    assertThat(mark(Milestone.CONTRACTS_PASSED, specs, declared, first)).isNull();
    assertThat(mark(Milestone.CONTRACTS_PASSED, last, specs, declared, first))
        .isEqualTo("2026-03-04T00:00:00Z");
    assertThat(mark(Milestone.CONTRACTS_PASSED, specs, first, last, failed)).isNull();
    assertThat(mark(Milestone.CONTRACTS_PASSED, specs, first, last, other)).isNull();
  }

  private static @Nullable Instant mark(Milestone milestone, TestEvent... events) {
    WorkEvent[] built = Stream.of(events).map(TestEvent::build).toArray(WorkEvent[]::new);
    return TraceFixture.of(built).entityStates().get(INTENT).marks().get(milestone);
  }

  @Test
  void source_isOfTheCreation_elseOfTheLatestEvent_elseOfTheReferrer() {
    TraceFixture world =
        TraceFixture.of(
            TestEvent.of("signal.created", "SIG-1").at("2026-03-01T10:00:00Z").source("a").build(),
            TestEvent.of("signal.promoted", "SIG-1")
                .at("2026-03-01T11:00:00Z")
                .source("b")
                .under(INTENT)
                .touches(INTENT)
                .build(),
            TestEvent.of("spec.approved", "SPEC-1").at("2026-03-01T11:00:00Z").source("c").build(),
            TestEvent.of("spec.reviewed", "SPEC-1").at("2026-03-01T12:00:00Z").source("d").build(),
            TestEvent.of("contract.verified", "CON-2").under(CONTRACT).source("e").build());

    assertThat(world.entityStates().get(SIGNAL).source()).isEqualTo("a");
    assertThat(world.entityStates().get(INTENT).source()).isEqualTo("b");
    assertThat(world.entityStates().get(SPEC).source()).isEqualTo("d");
    assertThat(world.entityStates().get(CONTRACT).source()).isNull();

    world.add(
        List.of(
            TestEvent.of("intent.proposed", "INT-1")
                .at("2026-03-01T09:00:00Z")
                .source("f")
                .build()));
    assertThat(world.entityStates().get(INTENT).source()).isEqualTo("f");
  }

  @Test
  void internalAttributes_areNotShownInSpans() {
    TraceFixture world =
        TraceFixture.of(
            TestEvent.of("intent.proposed", "INT-1").source("a").build(),
            TestEvent.of("signal.promoted", "SIG-1").under(INTENT).touches(INTENT).build());

    assertThat(TraceFixture.span(world.trace("INT-1"), "INT-1").attributes().keySet())
        .noneMatch(name -> name.contains("source."));
  }

  @Test
  void orphans_areUnderTheTopmost_andInACycleUnderTheSmallest() {
    TraceFixture world =
        TraceFixture.of(
            TestEvent.of("spec.created", "SPEC-1").lists(EntityKind.CONTRACT, "CON-1").build(),
            TestEvent.of("execution.paused", "E-2").under(key(EntityKind.EXECUTION, "E-1")).build(),
            TestEvent.of("execution.paused", "E-1").under(key(EntityKind.EXECUTION, "E-2")).build(),
            TestEvent.of("execution.paused", "E-3")
                .under(key(EntityKind.EXECUTION, "E-2"))
                .build());

    assertThat(world.entityStates().get(CONTRACT).top()).isEqualTo(SPEC);
    assertThat(world.entityStates().get(CONTRACT).state()).isEqualTo("defined");
    for (String id : new String[] {"E-1", "E-2", "E-3"}) {
      assertThat(world.entityStates().get(key(EntityKind.EXECUTION, id)).top())
          .isEqualTo(key(EntityKind.EXECUTION, "E-1"));
    }
  }
}
