package dev.intentobserve.store.projection;

import static dev.intentobserve.testkit.TestEvent.NOON;
import static dev.intentobserve.testkit.TestEvent.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.entity.StampedValue;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.ProjectionPorts;
import dev.intentobserve.ports.ProjectionPorts.Edges;
import dev.intentobserve.ports.ProjectionPorts.EdgesOf;
import dev.intentobserve.ports.ProjectionPorts.RelatedTo;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.IncomingLink;
import dev.intentobserve.ports.StorePorts.IncomingLinksOf;
import dev.intentobserve.ports.StorePorts.SaveSummaries;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import dev.intentobserve.ports.StorePorts.StaleRootQuery;
import dev.intentobserve.store.StoreHarness;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Facts, claims, links, summaries and stale roots, as they are saved and found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityTablesTest {
  private static final String UUID = "0195E1A0-0000-7000-8000-00000000000A";

  private StoreHarness store;

  @BeforeAll
  void open() {
    store = StoreHarness.fresh();
  }

  @AfterAll
  void close() {
    store.close();
  }

  @Test
  void facts_areReadAsSaved() {
    Scope scope = new Scope("t", "roundtrip");
    EntityFacts facts =
        facts(
            key(EntityKind.SIGNAL, "SIG-1"), "ref \u0001 \"x\"", key(EntityKind.CLUSTER, "CLU-1"));
    commit(scope, List.of(facts), List.of(), List.of());
    Set<EntityKey> keys = Set.of(facts.key(), key(EntityKind.SIGNAL, "SIG-none"));
    assertThat(edges(scope, keys, Set.of()).facts()).containsExactly(facts);
  }

  @Test
  void commit_movesTheCursorOnlyFromItsPosition() {
    CommitFacts first = step("c1", 0, 7);
    assertThat(store.ask(StorePorts.COMMIT_FACTS, first)).isTrue();
    assertThat(store.ask(StorePorts.CURSOR, "c1")).isEqualTo(7);
    Throwable refused = store.askExpectingFailure(StorePorts.COMMIT_FACTS, first);
    assertThat(refused)
        .isInstanceOfSatisfying(Fault.class, f -> assertThat(f.code()).isEqualTo("cursor_moved"));
    assertThat(store.askExpectingFailure(StorePorts.COMMIT_FACTS, step("c2", 3, 7)))
        .isInstanceOfSatisfying(Fault.class, f -> assertThat(f.code()).isEqualTo("cursor_moved"));
    assertThat(store.ask(StorePorts.CURSOR, "c2")).isZero();
  }

  @Test
  void alias_keepsTheEarliestClaimWhateverCameFirst() {
    Scope scope = new Scope("t", "alias");
    EntityKey intent = key(EntityKind.INTENT, "INT-1");
    TraceAlias late = new TraceAlias("ref", "INT-1", new Stamp(NOON.plusSeconds(5), 1, "b"));
    TraceAlias early = new TraceAlias("ref", "INT-1", new Stamp(NOON, 1, "a"));
    commit(scope, List.of(facts(intent, null)), List.of(), List.of(late));
    commit(scope, List.of(facts(intent, null)), List.of(), List.of(early, late));
    assertThat(edges(scope, Set.of(intent), Set.of()).aliases()).containsExactly(early);
    assertThat(edges(scope, Set.of(), Set.of("ref")).aliases()).containsExactly(early);
  }

  @Test
  void related_areTheEntitiesUnderTheSameTop() {
    Scope scope = new Scope("t", "related");
    EntityKey intent = key(EntityKind.INTENT, "INT-1");
    EntityKey spec = key(EntityKind.SPEC, "SPEC-1");
    EntityKey other = key(EntityKind.SPEC, "SPEC-2");
    saveStates(scope, state(intent, intent), state(spec, intent), state(other, other));
    saveStates(Scope.DEFAULT, state(key(EntityKind.SPEC, "SPEC-3"), intent));
    assertThat(related(scope, spec)).containsExactlyInAnyOrder(intent, spec);
    assertThat(related(scope, spec, intent, other)).containsExactlyInAnyOrder(intent, spec, other);
    assertThat(related(scope, key(EntityKind.SPEC, "SPEC-none"))).isEmpty();
  }

  private List<EntityKey> related(Scope scope, EntityKey... keys) {
    return store.ask(ProjectionPorts.RELATED, new RelatedTo(scope, Set.of(keys)));
  }

  private void saveStates(Scope scope, EntityState... states) {
    List<Scoped<EntityState>> scoped =
        Arrays.stream(states).map(state -> new Scoped<>(scope, state)).toList();
    store.ask(StorePorts.SAVE_SUMMARIES, new SaveSummaries(List.of(), scoped, List.of()));
  }

  private static EntityState state(EntityKey key, EntityKey top) {
    return EntityState.builder().key(key).state("unknown").top(top).build();
  }

  @Test
  void roots_areFoundByIdTraceAndSummary() {
    Scope scope = new Scope("t", "roots");
    EntityKey intent = key(EntityKind.INTENT, "INT-1");
    EntityKey cluster = key(EntityKind.CLUSTER, "CLU-1");
    commit(
        scope,
        List.of(facts(intent, UUID), facts(cluster, null)),
        List.of(),
        List.of(new TraceAlias(UUID, "INT-1", stamp("e"))));
    String derived = "0123456789abcdef0123456789abcdef";
    store.ask(
        StorePorts.SAVE_SUMMARIES,
        new SaveSummaries(
            List.of(
                new Scoped<>(scope, summary(derived, cluster)),
                new Scoped<>(scope, summary(derived, intent))),
            List.of(),
            List.of()));
    assertThat(roots(scope, "INT-1")).containsExactly(intent);
    assertThat(roots(scope, "CLU-1")).containsExactly(cluster);
    assertThat(roots(scope, UUID.replace("-", ""))).containsExactly(intent);
    assertThat(roots(scope, derived)).containsExactly(intent, cluster);
    assertThat(roots(scope, "nobody")).isEmpty();
  }

  @Test
  void staleRoot_isClearedOnlyIfItDidNotChangeAgain() {
    Scope scope = new Scope("t", "stale");
    Scoped<EntityKey> root = new Scoped<>(scope, key(EntityKind.INTENT, "INT-1"));
    markStale(root);
    List<StaleRoot> seen = stale(scope);
    markStale(root);
    markStale(new Scoped<>(scope, key(EntityKind.INTENT, "INT-2")));
    assertThat(store.ask(StorePorts.STALE_ROOT_COUNT, new StaleRootQuery(100)))
        .isGreaterThanOrEqualTo(2);
    assertThat(store.ask(StorePorts.STALE_ROOT_COUNT, new StaleRootQuery(1))).isEqualTo(1);
    store.ask(StorePorts.SAVE_SUMMARIES, new SaveSummaries(List.of(), List.of(), seen));
    assertThat(stale(scope)).hasSize(2);
    store.ask(StorePorts.SAVE_SUMMARIES, new SaveSummaries(List.of(), List.of(), stale(scope)));
    assertThat(stale(scope)).isEmpty();
  }

  private List<StaleRoot> stale(Scope scope) {
    return store.ask(StorePorts.STALE_ROOTS, new StaleRootQuery(100)).stream()
        .filter(root -> root.scope().equals(scope))
        .toList();
  }

  @Test
  void incomingLinks_areThoseFromOutside() {
    Scope scope = new Scope("t", "links");
    EntityKey observation = key(EntityKind.OBSERVATION, "OBS-1");
    EntityKey intent = key(EntityKind.INTENT, "INT-1");
    EntityFacts grown =
        linking(key(EntityKind.SIGNAL, "SIG-9"), "grew_from " + observation, "mentions " + intent);
    EntityFacts inside =
        linking(key(EntityKind.SIGNAL, "SIG-1"), "references signal:SIG-9", "mentions " + intent);
    commit(scope, List.of(grown, inside), List.of(), List.of());
    commit(scope, List.of(grown), List.of(), List.of());
    Set<EntityKey> tree = Set.of(observation, intent, inside.key());
    assertThat(store.ask(StorePorts.INCOMING_LINKS, new IncomingLinksOf(scope, tree, 10)))
        .containsExactly(
            new IncomingLink(grown, "grew_from", observation),
            new IncomingLink(grown, "mentions", intent));
    assertThat(store.ask(StorePorts.INCOMING_LINKS, new IncomingLinksOf(scope, tree, 1)))
        .hasSize(1);
    assertThat(store.ask(StorePorts.INCOMING_LINKS, new IncomingLinksOf(Scope.DEFAULT, tree, 10)))
        .isEmpty();
  }

  private static EntityFacts linking(EntityKey key, String... links) {
    EntityFacts facts = facts(key, null);
    return new EntityFacts(
        key,
        facts.occurrences(),
        facts.attributes(),
        facts.parents(),
        facts.traceRefs(),
        facts.files(),
        new TreeSet<>(Set.of(links)));
  }

  private void markStale(Scoped<EntityKey> root) {
    long at = store.ask(StorePorts.CURSOR, "stale");
    store.ask(
        StorePorts.COMMIT_FACTS,
        new CommitFacts("stale", at, at + 1, List.of(), List.of(), List.of(), Set.of(root)));
  }

  private List<EntityKey> roots(Scope scope, String ref) {
    return store.ask(StorePorts.ROOTS, new Scoped<>(scope, ref));
  }

  private void commit(
      Scope scope,
      List<EntityFacts> facts,
      List<Membership> memberships,
      List<TraceAlias> aliases) {
    String cursor = "cursor of " + scope.project();
    long at = store.ask(StorePorts.CURSOR, cursor);
    store.ask(
        StorePorts.COMMIT_FACTS,
        new CommitFacts(
            cursor,
            at,
            at + 1,
            facts.stream().map(f -> new Scoped<>(scope, f)).toList(),
            memberships.stream().map(m -> new Scoped<>(scope, m)).toList(),
            aliases.stream().map(a -> new Scoped<>(scope, a)).toList(),
            Set.of()));
  }

  private Edges edges(Scope scope, Set<EntityKey> above, Set<String> refs) {
    return store.ask(
        ProjectionPorts.EDGES, new EdgesOf(scope, above, Set.of(), refs, Set.of(), false));
  }

  private static CommitFacts step(String cursor, long from, long to) {
    return new CommitFacts(cursor, from, to, List.of(), List.of(), List.of(), Set.of());
  }

  private static TraceSummary summary(String traceId, EntityKey root) {
    return new TraceSummary(traceId, root, "proposed", "notice", root.id(), NOON, null, NOON, 3);
  }

  private static EntityFacts facts(EntityKey key, String traceRef, EntityKey... parents) {
    TreeMap<EntityKind, StampedValue> claims = new TreeMap<>();
    Arrays.stream(parents).forEach(p -> claims.put(p.kind(), new StampedValue(stamp("p"), p.id())));
    return new EntityFacts(
        key,
        new TreeMap<>(Map.of("signal.created", new Occurrence(2, stamp("a"), stamp("b")))),
        new TreeMap<>(Map.of("title", new StampedValue(stamp("a"), "Title of " + key))),
        claims,
        traceRef == null ? new TreeMap<>() : new TreeMap<>(Map.of(traceRef, stamp("a"))),
        new TreeSet<>(Set.of("a.md")),
        new TreeSet<>());
  }

  private static Stamp stamp(String eventId) {
    return new Stamp(NOON, 10, eventId);
  }
}
