package dev.intentobserve.trace;

import static dev.intentobserve.testkit.Events.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.event.Claim;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Ids;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Life;
import dev.intentobserve.event.Life.Mark;
import dev.intentobserve.event.Scope;
import dev.intentobserve.testkit.Events;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LivesTest {
  private static final EntityKey INTENT = key(Kind.INTENT, "INT-1");
  private static final EntityKey CLUSTER = key(Kind.CLUSTER, "CLU-1");
  private static final EntityKey SPEC = key(Kind.SPEC, "SPEC-1");
  private static final EntityKey SIGNAL = key(Kind.SIGNAL, "SIG-1");
  private static final EntityKey CONTRACT = key(Kind.CONTRACT, "CON-1");

  @Test
  void orphan_standsUnderItselfInNoTrace() {
    World world =
        World.of(
            Events.of("signal.created", "SIG-1")
                .at("2026-03-01T10:00:00Z")
                .source("mailbox")
                .data("trust", "0.7")
                .data("product", "kettle")
                .build());

    assertThat(world.lives().get(SIGNAL))
        .isEqualTo(
            new Life(
                SIGNAL,
                "captured",
                "L3",
                0.7,
                "mailbox",
                "kettle",
                null,
                Instant.parse("2026-03-01T10:00:00Z"),
                null,
                SIGNAL,
                null,
                null,
                new TreeMap<>()));
  }

  @Test
  void signalOfAPromotedCluster_standsUnderTheIntentAndKeepsItsCluster() {
    World world =
        World.of(
            Events.of("signal.created", "SIG-1").at("2026-03-01T10:00:00Z").build(),
            Events.of("signal.clustered", "SIG-1")
                .at("2026-03-01T11:00:00Z")
                .under(CLUSTER)
                .build(),
            Events.of("intent.proposed", "INT-1")
                .at("2026-03-01T12:00:00Z")
                .data("product", "kettle")
                .claim(new Claim.BelongsTo(CLUSTER, INTENT))
                .build());

    Life life = world.lives().get(SIGNAL);
    assertThat(life.state()).isEqualTo("promoted");
    assertThat(life.cluster()).isEqualTo("CLU-1");
    assertThat(life.product()).isEqualTo("kettle");
    assertThat(life.end()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    assertThat(life.top()).isEqualTo(INTENT);
    assertThat(life.traceId()).isEqualTo(Ids.derivedTraceId(Scope.DEFAULT, INTENT));
    assertThat(life.spanId()).isEqualTo(Ids.spanId(Scope.DEFAULT, SIGNAL, ""));
  }

  @Test
  void intent_isMarkedWithTheRawMomentsOfItsPhases() {
    World world =
        World.of(
            Events.of("signal.created", "SIG-1").at("2026-03-01T10:00:00Z").under(INTENT).build(),
            Events.of("intent.proposed", "INT-1").at("2026-03-01T12:00:00Z").build(),
            Events.of("spec.created", "SPEC-1").at("2026-03-02T09:00:00Z").under(INTENT).build(),
            Events.of("spec.created", "SPEC-2").at("2026-03-02T08:00:00Z").under(INTENT).build(),
            Events.of("spec.approved", "SPEC-1").at("2026-03-01T11:00:00Z").build(),
            Events.of("spec.completed", "SPEC-1").at("2026-03-03T09:00:00Z").build());

    assertThat(world.lives().get(INTENT).marks())
        .isEqualTo(
            Map.of(
                Mark.FIRST_SIGNAL, Instant.parse("2026-03-01T10:00:00Z"),
                Mark.PROPOSED, Instant.parse("2026-03-01T12:00:00Z"),
                Mark.SPEC_AUTHORED, Instant.parse("2026-03-02T08:00:00Z"),
                Mark.SPEC_APPROVED, Instant.parse("2026-03-01T11:00:00Z")));

    world.add(List.of(Events.of("spec.completed", "SPEC-2").at("2026-03-04T09:00:00Z").build()));
    assertThat(world.lives().get(INTENT).marks())
        .containsEntry(Mark.COMPLETED, Instant.parse("2026-03-04T09:00:00Z"));
    assertThat(world.lives().get(SPEC).marks()).isEmpty();
    assertThat(world.lives().get(INTENT).start())
        .isEqualTo(World.span(world.trace("INT-1"), "INT-1").start());
  }

  @Test
  void source_isOfTheCreation_elseOfTheLatestEvent_elseOfWhoNamedIt() {
    World world =
        World.of(
            Events.of("signal.created", "SIG-1").at("2026-03-01T10:00:00Z").source("a").build(),
            Events.of("signal.promoted", "SIG-1")
                .at("2026-03-01T11:00:00Z")
                .source("b")
                .under(INTENT)
                .touches(INTENT)
                .build(),
            Events.of("spec.approved", "SPEC-1").at("2026-03-01T11:00:00Z").source("c").build(),
            Events.of("spec.reviewed", "SPEC-1").at("2026-03-01T12:00:00Z").source("d").build(),
            Events.of("contract.verified", "CON-2").under(CONTRACT).source("e").build());

    assertThat(world.lives().get(SIGNAL).source()).isEqualTo("a");
    assertThat(world.lives().get(INTENT).source()).isEqualTo("b");
    assertThat(world.lives().get(SPEC).source()).isEqualTo("d");
    assertThat(world.lives().get(CONTRACT).source()).isNull();

    world.add(
        List.of(
            Events.of("intent.proposed", "INT-1").at("2026-03-01T09:00:00Z").source("f").build()));
    assertThat(world.lives().get(INTENT).source()).isEqualTo("f");
  }

  @Test
  void houseAttributes_areNotShownInSpans() {
    World world =
        World.of(
            Events.of("intent.proposed", "INT-1").source("a").build(),
            Events.of("signal.promoted", "SIG-1").under(INTENT).touches(INTENT).build());

    assertThat(World.span(world.trace("INT-1"), "INT-1").attributes().keySet())
        .noneMatch(name -> name.contains("source."));
  }

  @Test
  void orphans_standUnderTheTopmost_andInACircleUnderTheSmallest() {
    World world =
        World.of(
            Events.of("spec.created", "SPEC-1").lists(Kind.CONTRACT, "CON-1").build(),
            Events.of("execution.paused", "E-2").under(key(Kind.EXECUTION, "E-1")).build(),
            Events.of("execution.paused", "E-1").under(key(Kind.EXECUTION, "E-2")).build(),
            Events.of("execution.paused", "E-3").under(key(Kind.EXECUTION, "E-2")).build());

    assertThat(world.lives().get(CONTRACT).top()).isEqualTo(SPEC);
    assertThat(world.lives().get(CONTRACT).state()).isEqualTo("defined");
    for (String id : new String[] {"E-1", "E-2", "E-3"}) {
      assertThat(world.lives().get(key(Kind.EXECUTION, id)).top())
          .isEqualTo(key(Kind.EXECUTION, "E-1"));
    }
  }
}
