package dev.intentobserve.store.projection;

import static dev.intentobserve.testkit.TestEvent.NOON;
import static dev.intentobserve.testkit.TestEvent.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.entity.StampedValue;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.AboveKeys;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.EntityGraph;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityGraphTest {
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
    assertThat(
            store
                .ask(
                    StorePorts.ABOVE,
                    new AboveKeys(scope, Set.of(facts.key(), key(EntityKind.SIGNAL, "SIG-none"))))
                .facts())
        .containsExactly(facts);
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
    TraceAlias alias = new TraceAlias(UUID, "INT-1", stamp("e0"));
    TraceAlias rival =
        new TraceAlias(
            UUID.toLowerCase(java.util.Locale.ROOT).replace("-", ""), "INT-2", stamp("e3"));
    commit(
        scope,
        Stream.concat(expected.stream(), Stream.of(unrelated)).toList(),
        List.of(members, later),
        List.of(alias, rival));
    EntityGraph below = store.ask(StorePorts.BELOW, new Scoped<>(scope, intent));
    assertThat(below.facts()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(below.memberships()).containsExactlyInAnyOrder(members, later);
    assertThat(below.aliases()).containsExactlyInAnyOrder(alias, rival);
  }

  /** Without statistics of the planner, and well within the statement timeout. */
  @Test
  void oneLongList_isReadInTime() {
    Scope scope = new Scope("t", "long");
    EntityKey cluster = key(EntityKind.CLUSTER, "CLU-1");
    String[] members =
        IntStream.range(0, 20_000).mapToObj(i -> "SIG-%06d".formatted(i)).toArray(String[]::new);
    Membership list = membership(cluster, "e1", members);
    commit(scope, List.of(facts(cluster, null)), List.of(list), List.of());
    EntityGraph below = store.ask(StorePorts.BELOW, new Scoped<>(scope, cluster));
    assertThat(below.memberships()).containsExactly(list);
  }

  @Test
  void above_findsParentsMembershipsAndIntentsByTrace() {
    Scope scope = new Scope("t", "above");
    EntityKey intent = key(EntityKind.INTENT, "INT-1");
    EntityKey cluster = key(EntityKind.CLUSTER, "CLU-1");
    EntityKey signal = key(EntityKind.SIGNAL, "SIG-1");
    EntityKey traced = key(EntityKind.DECISION, "DEC-1");
    List<EntityFacts> known =
        List.of(
            facts(intent, null),
            facts(key(EntityKind.INTENT, "INT-2"), "trace-2"),
            facts(cluster, null, intent),
            facts(signal, null),
            facts(traced, "trace-2"),
            facts(key(EntityKind.SIGNAL, "SIG-2"), null));
    TraceAlias alias = new TraceAlias("trace-2", "INT-2", stamp("e0"));
    commit(scope, known, List.of(membership(cluster, "e1", "SIG-1", "SIG-2")), List.of(alias));
    EntityGraph above = store.ask(StorePorts.ABOVE, new AboveKeys(scope, Set.of(signal, traced)));
    assertThat(above.facts())
        .extracting(EntityFacts::key)
        .containsExactlyInAnyOrder(
            intent, key(EntityKind.INTENT, "INT-2"), cluster, signal, traced);
    assertThat(above.memberships()).containsExactly(membership(cluster, "e1", "SIG-1"));
    assertThat(above.aliases()).containsExactly(alias);
  }

  @Test
  void entityWithSeveralTraceStrings_isFoundByEach() {
    Scope scope = new Scope("t", "strings");
    EntityKey intent = key(EntityKind.INTENT, "INT-1");
    EntityKey signal = key(EntityKind.SIGNAL, "SIG-1");
    EntityFacts bearer = EntityFacts.merge(facts(signal, "a-first"), traced(signal, UUID));
    TraceAlias alias = new TraceAlias(UUID, "INT-1", stamp("e0"));
    commit(scope, List.of(facts(intent, UUID), bearer), List.of(), List.of(alias));
    assertThat(store.ask(StorePorts.BELOW, new Scoped<>(scope, intent)).facts())
        .extracting(EntityFacts::key)
        .contains(signal);
    EntityGraph above = store.ask(StorePorts.ABOVE, new AboveKeys(scope, Set.of(signal)));
    assertThat(above.facts()).extracting(EntityFacts::key).contains(intent);
    assertThat(above.aliases()).containsExactly(alias);
  }

  @Test
  void stringOfNoEntity_findsTheIntentThatClaimsIt() {
    Scope scope = new Scope("t", "unborne");
    EntityKey intent = key(EntityKind.INTENT, "INT-1");
    EntityKey signal = key(EntityKind.SIGNAL, "SIG-new");
    TraceAlias alias = new TraceAlias(UUID, "INT-1", stamp("e0"));
    commit(scope, List.of(facts(intent, UUID)), List.of(), List.of(alias));
    EntityGraph above =
        store.ask(StorePorts.ABOVE, new AboveKeys(scope, Set.of(signal), Set.of(UUID)));
    assertThat(above.facts()).extracting(EntityFacts::key).containsExactly(intent);
    assertThat(above.aliases()).containsExactly(alias);
  }

  @Test
  void idOfAnIntentAsTraceString_findsThatIntent() {
    Scope scope = new Scope("t", "id-as-string");
    EntityKey intent = key(EntityKind.INTENT, "INT-1");
    EntityKey contract = key(EntityKind.CONTRACT, "CON-1");
    commit(scope, List.of(facts(intent, null), facts(contract, "INT-1")), List.of(), List.of());
    assertThat(store.ask(StorePorts.BELOW, new Scoped<>(scope, intent)).facts())
        .extracting(EntityFacts::key)
        .containsExactlyInAnyOrder(intent, contract);
    assertThat(store.ask(StorePorts.ABOVE, new AboveKeys(scope, Set.of(contract))).facts())
        .extracting(EntityFacts::key)
        .containsExactlyInAnyOrder(intent, contract);
  }

  @Test
  void cycles_end() {
    Scope scope = new Scope("t", "cycle");
    EntityKey one = key(EntityKind.EXECUTION, "X1");
    EntityKey two = key(EntityKind.EXECUTION, "X2");
    commit(scope, List.of(facts(one, null, two), facts(two, null, one)), List.of(), List.of());
    assertThat(store.ask(StorePorts.BELOW, new Scoped<>(scope, one)).facts()).hasSize(2);
    assertThat(store.ask(StorePorts.ABOVE, new AboveKeys(scope, Set.of(one))).facts()).hasSize(2);
  }

  @Test
  void alias_keepsTheEarliestClaimWhateverCameFirst() {
    Scope scope = new Scope("t", "alias");
    EntityKey intent = key(EntityKind.INTENT, "INT-1");
    TraceAlias late = new TraceAlias("ref", "INT-1", new Stamp(NOON.plusSeconds(5), 1, "b"));
    TraceAlias early = new TraceAlias("ref", "INT-1", new Stamp(NOON, 1, "a"));
    commit(scope, List.of(facts(intent, null)), List.of(), List.of(late));
    commit(scope, List.of(facts(intent, null)), List.of(), List.of(early, late));
    assertThat(store.ask(StorePorts.BELOW, new Scoped<>(scope, intent)).aliases())
        .containsExactly(early);
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

  private static CommitFacts step(String cursor, long from, long to) {
    return new CommitFacts(cursor, from, to, List.of(), List.of(), List.of(), Set.of());
  }

  private static TraceSummary summary(String traceId, EntityKey root) {
    return new TraceSummary(traceId, root, "proposed", "notice", root.id(), NOON, null, NOON, 3);
  }

  static EntityFacts facts(EntityKey key, String traceRef, EntityKey... parents) {
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

  private static EntityFacts traced(EntityKey key, String traceRef) {
    EntityFacts unknown = EntityFacts.unknown(key);
    return new EntityFacts(
        key,
        unknown.occurrences(),
        unknown.attributes(),
        unknown.parents(),
        new TreeMap<>(Map.of(traceRef, stamp("z"))),
        unknown.files(),
        unknown.links());
  }

  static Membership membership(EntityKey parent, String eventId, String... signals) {
    return new Membership(parent, EntityKind.SIGNAL, List.of(signals), stamp(eventId));
  }

  static Stamp stamp(String eventId) {
    return new Stamp(NOON, 10, eventId);
  }
}
