package dev.intentobserve.trace;

import static dev.intentobserve.testkit.TestEvent.key;
import static dev.intentobserve.testkit.TestFutures.await;
import static dev.intentobserve.trace.StoredGraph.facts;
import static dev.intentobserve.trace.StoredGraph.membership;
import static dev.intentobserve.trace.StoredGraph.stamp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.ports.ProjectionPorts;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a request finds above and below an entity, and in how many steps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GraphClosureTest {
  private static final String UUID = "0195E1A0-0000-7000-8000-00000000000A";

  /** As intents claim it. */
  private static final String CLAIMED = TraceIds.traceKey(UUID);

  private static final int DEEP = 500;

  private StoredGraph store;

  @BeforeAll
  void open() {
    store = new StoredGraph();
  }

  @AfterAll
  void close() {
    store.close();
  }

  @Test
  void below_findsAllThatMayBelongToAnIntent() {
    Scope scope = new Scope("t", "below");
    EntityKey intent = key(EntityKind.INTENT, "INT-1");
    EntityKey cluster = key(EntityKind.CLUSTER, "CLU-1");
    EntityKey spec = key(EntityKind.SPEC, "SPEC-1");
    EntityKey contract = key(EntityKind.CONTRACT, "CON-1");
    EntityFacts listed = facts(key(EntityKind.SIGNAL, "SIG-1"), null);
    EntityFacts traced = facts(key(EntityKind.DECISION, "DEC-1"), UUID);
    EntityFacts unrelated =
        facts(key(EntityKind.SIGNAL, "SIG-9"), null, key(EntityKind.CLUSTER, "CLU-9"));
    List<EntityFacts> expected =
        List.of(
            facts(intent, UUID),
            facts(cluster, null, intent),
            facts(spec, null, intent),
            facts(contract, null, spec),
            facts(EntityKey.assertion("CON-1", "A1"), null, contract),
            listed,
            traced);
    Membership members = membership(cluster, "e1", "SIG-1", "SIG-unheard");
    Membership later = membership(key(EntityKind.CLUSTER, "CLU-9"), "e2", "SIG-1");
    TraceAlias alias = new TraceAlias(CLAIMED, "INT-1", stamp("e0"));
    TraceAlias rival = new TraceAlias(CLAIMED, "INT-2", stamp("e3"));
    store.commit(
        scope,
        Stream.concat(expected.stream(), Stream.of(unrelated)).toList(),
        List.of(members, later),
        List.of(alias, rival));
    EntityLineage below = store.below(scope, intent);
    assertThat(below.allFacts()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(below.allKeys()).contains(key(EntityKind.SIGNAL, "SIG-unheard"));
    assertThat(below.parent(listed.key()))
        .as("claimed later from outside")
        .isEqualTo(later.parent());
    assertThat(below.allAliases()).containsExactlyInAnyOrder(alias, rival);
  }

  /** Without statistics of the planner, and well within the statement timeout. */
  @Test
  void oneLongList_isReadInTime() {
    Scope scope = new Scope("t", "long");
    EntityKey cluster = key(EntityKind.CLUSTER, "CLU-1");
    String[] members =
        IntStream.range(0, 20_000).mapToObj(i -> "SIG-%06d".formatted(i)).toArray(String[]::new);
    store.commit(
        scope,
        List.of(facts(cluster, null)),
        List.of(membership(cluster, "e1", members)),
        List.of());
    EntityLineage below = store.below(scope, cluster);
    assertThat(below.signalsIn(cluster.id())).isEqualTo(20_000);
  }

  @Test
  void above_findsParentsMembershipsAndIntentsByTrace() {
    Scope scope = new Scope("t", "above");
    EntityKey intent = key(EntityKind.INTENT, "INT-1");
    EntityKey owner = key(EntityKind.INTENT, "INT-2");
    EntityKey cluster = key(EntityKind.CLUSTER, "CLU-1");
    EntityKey signal = key(EntityKind.SIGNAL, "SIG-1");
    EntityKey traced = key(EntityKind.DECISION, "DEC-1");
    List<EntityFacts> known =
        List.of(
            facts(intent, null),
            facts(owner, "trace-2"),
            facts(cluster, null, intent),
            facts(signal, null),
            facts(traced, "trace-2"),
            facts(key(EntityKind.SIGNAL, "SIG-2"), null));
    TraceAlias alias = new TraceAlias("trace-2", "INT-2", stamp("e0"));
    store.commit(
        scope, known, List.of(membership(cluster, "e1", "SIG-1", "SIG-2")), List.of(alias));
    EntityLineage above = store.above(scope, signal, traced);
    assertThat(found(above)).containsExactlyInAnyOrder(intent, owner, cluster, signal, traced);
    assertThat(above.parent(signal)).isEqualTo(cluster);
    assertThat(above.root(signal)).isEqualTo(intent);
    assertThat(above.root(traced)).isEqualTo(owner);
    assertThat(above.allAliases()).containsExactly(alias);
  }

  @Test
  void entityWithSeveralTraceStrings_isFoundByEach() {
    Scope scope = new Scope("t", "strings");
    EntityKey intent = key(EntityKind.INTENT, "INT-1");
    EntityKey signal = key(EntityKind.SIGNAL, "SIG-1");
    EntityFacts bearer = EntityFacts.merge(facts(signal, "a-first"), facts(signal, UUID));
    TraceAlias alias = new TraceAlias(CLAIMED, "INT-1", stamp("e0"));
    store.commit(scope, List.of(facts(intent, UUID), bearer), List.of(), List.of(alias));
    assertThat(found(store.below(scope, intent))).contains(signal);
    EntityLineage above = store.above(scope, signal);
    assertThat(found(above)).contains(intent);
    assertThat(above.allAliases()).containsExactly(alias);
  }

  @Test
  void stringOfNoEntity_findsTheIntentThatClaimsIt() {
    Scope scope = new Scope("t", "unborne");
    EntityKey intent = key(EntityKind.INTENT, "INT-1");
    TraceAlias alias = new TraceAlias(CLAIMED, "INT-1", stamp("e0"));
    store.commit(scope, List.of(facts(intent, UUID)), List.of(), List.of(alias));
    EntityLineage above = await(store.closure(scope).addRefs(List.of(UUID)).load()).lineage();
    assertThat(found(above)).containsExactly(intent);
    assertThat(above.allAliases()).containsExactly(alias);
  }

  @Test
  void idOfAnIntentAsTraceString_findsThatIntent() {
    Scope scope = new Scope("t", "id-as-string");
    EntityKey intent = key(EntityKind.INTENT, "INT-1");
    EntityKey contract = key(EntityKind.CONTRACT, "CON-1");
    store.commit(
        scope, List.of(facts(intent, null), facts(contract, "INT-1")), List.of(), List.of());
    assertThat(found(store.below(scope, intent))).containsExactlyInAnyOrder(intent, contract);
    assertThat(found(store.above(scope, contract))).containsExactlyInAnyOrder(intent, contract);
  }

  @Test
  void cycles_end() {
    Scope scope = new Scope("t", "cycle");
    EntityKey one = key(EntityKind.EXECUTION, "X1");
    EntityKey two = key(EntityKind.EXECUTION, "X2");
    store.commit(
        scope, List.of(facts(one, null, two), facts(two, null, one)), List.of(), List.of());
    assertThat(found(store.below(scope, one))).containsExactlyInAnyOrder(one, two);
    assertThat(found(store.above(scope, one))).containsExactlyInAnyOrder(one, two);
  }

  /** A step for each generation would take minutes for a chain of ten thousand. */
  @Test
  void deepChain_takesFewSteps() {
    Scope scope = new Scope("t", "deep");
    List<EntityKey> chain = commitChain(scope);
    store.saveStates(scope, chain.getFirst(), chain);
    AtomicInteger steps = countSteps();
    assertThat(found(store.below(scope, chain.getFirst()))).hasSize(DEEP);
    assertThat(steps.getAndSet(0)).isLessThan(5);
    assertThat(found(store.above(scope, chain.getLast()))).hasSize(DEEP);
    assertThat(steps.get()).isLessThan(12);
  }

  @Test
  void deepChain_isFoundAllTheSame_whileStatesAreMissingOrWrong() {
    Scope scope = new Scope("t", "behind");
    List<EntityKey> chain = commitChain(scope);
    EntityKey elsewhere = key(EntityKind.INTENT, "INT-elsewhere");
    store.commit(scope, List.of(facts(elsewhere, null)), List.of(), List.of());
    store.saveStates(scope, elsewhere, List.of(elsewhere, chain.get(3), chain.get(300)));
    assertThat(found(store.below(scope, chain.getFirst())))
        .containsExactlyInAnyOrderElementsOf(chain);
    assertThat(found(store.above(scope, chain.getLast())))
        .containsExactlyInAnyOrderElementsOf(chain);
  }

  private List<EntityKey> commitChain(Scope scope) {
    List<EntityKey> chain =
        IntStream.range(0, DEEP).mapToObj(n -> key(EntityKind.EXECUTION, "X" + n)).toList();
    List<EntityFacts> facts = new ArrayList<>();
    for (int n = 0; n < DEEP; n++) {
      facts.add(n == 0 ? facts(chain.get(n), null) : facts(chain.get(n), null, chain.get(n - 1)));
    }
    store.commit(scope, facts, List.of(), List.of());
    return chain;
  }

  /** Counts the questions about edges from now on. */
  private AtomicInteger countSteps() {
    AtomicInteger steps = new AtomicInteger();
    Handler<DeliveryContext<Object>> counter =
        delivery -> {
          if (delivery.message().address().equals(ProjectionPorts.EDGES.address())) {
            steps.incrementAndGet();
          }
          delivery.next();
        };
    store.vertx.eventBus().addOutboundInterceptor(counter);
    return steps;
  }

  private static Set<EntityKey> found(EntityLineage lineage) {
    return Set.copyOf(lineage.allFacts().stream().map(EntityFacts::key).toList());
  }
}
