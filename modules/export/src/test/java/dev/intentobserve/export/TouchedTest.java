package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.testkit.Events;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TouchedTest {
  private static final EntityKey INTENT = Events.key(Kind.INTENT, "INT-1");
  private static final EntityKey CLUSTER = Events.key(Kind.CLUSTER, "CL-1");
  private static final EntityKey SPEC = Events.key(Kind.SPEC, "SPEC-1");

  private static final TraceTouch.Trace TRACE = new TraceTouch.Trace("t", INTENT);

  @Test
  void page_touchesEntitiesAndThoseOfTheirClaims() {
    List<Touched> touched =
        Touched.in(
            List.of(
                Events.of("intent.proposed", "INT-1").lists(Kind.CLUSTER, "CL-9").stored(1),
                Events.of("spec.created", "SPEC-1").under(INTENT).touches(CLUSTER).stored(2),
                Events.nameless("system.health").stored(3)));

    assertThat(touched)
        .containsExactly(
            new Touched(
                Scope.DEFAULT, Map.of(INTENT, 2L, SPEC, 2L, CLUSTER, 2L), Set.of(INTENT, SPEC)));
  }

  @Test
  void scopes_areKeptApart() {
    Stored ours = Events.of("spec.created", "SPEC-1").stored(1);
    Stored theirs = new Stored(2, new Scope("t2", "p"), "http", Events.NOON, ours.event());

    assertThat(Touched.in(List.of(ours, theirs)))
        .extracting(Touched::scope)
        .containsExactly(Scope.DEFAULT, new Scope("t2", "p"));
  }

  @Test
  void promotedCluster_sendsTheWholeTrace() {
    Touched touched = new Touched(Scope.DEFAULT, Map.of(CLUSTER, 1L, SPEC, 1L), Set.of(CLUSTER));
    TraceTouch.Builder promotion = new TraceTouch.Builder();
    promotion.add(CLUSTER, touched);
    TraceTouch.Builder other = new TraceTouch.Builder();
    other.add(SPEC, touched);

    assertThat(promotion.build(Scope.DEFAULT, TRACE).all()).isTrue();
    assertThat(other.build(Scope.DEFAULT, TRACE).all()).isFalse();
  }

  @Test
  void shippedTraces_forgetTheOldest() {
    ShippedTraces shipped = new ShippedTraces();
    for (int i = 0; i <= 4096; i++) {
      shipped.add(List.of(touch("t" + i)));
    }

    assertThat(shipped.knows(touch("t0"))).isFalse();
    assertThat(shipped.knows(touch("t1"))).isTrue();
  }

  private static TraceTouch touch(String traceId) {
    return new TraceTouch(Scope.DEFAULT, traceId, INTENT, Map.of("spec:S", 1L), Set.of(), false);
  }
}
