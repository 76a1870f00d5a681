package dev.intentobserve.store;

import static dev.intentobserve.testkit.Events.NOON;
import static dev.intentobserve.testkit.Events.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.AboveKeys;
import dev.intentobserve.contract.StoreContract.BelowRoot;
import dev.intentobserve.contract.StoreContract.CommitFacts;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.DirtyRoot;
import dev.intentobserve.contract.StoreContract.DirtyRoots;
import dev.intentobserve.contract.StoreContract.Family;
import dev.intentobserve.contract.StoreContract.Linked;
import dev.intentobserve.contract.StoreContract.LinkedTo;
import dev.intentobserve.contract.StoreContract.RootsOf;
import dev.intentobserve.contract.StoreContract.SaveSummaries;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Alias;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Membership;
import dev.intentobserve.event.Occurrence;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stamp;
import dev.intentobserve.event.Stamped;
import dev.intentobserve.event.TraceSummary;
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
class FamilyTest {
  private static final String UUID = "0195E1A0-0000-7000-8000-00000000000A";

  private Cellar cellar;

  @BeforeAll
  void open() {
    cellar = Cellar.fresh();
  }

  @AfterAll
  void close() {
    cellar.close();
  }

  @Test
  void facts_comeBackAsTheyWere() {
    Scope scope = new Scope("t", "roundtrip");
    EntityFacts facts =
        facts(key(Kind.SIGNAL, "SIG-1"), "ref \u0001 \"x\"", key(Kind.CLUSTER, "CLU-1"));
    commit(scope, List.of(facts), List.of(), List.of());
    assertThat(
            cellar
                .ask(
                    StoreContract.ABOVE,
                    new AboveKeys(scope, Set.of(facts.key(), key(Kind.SIGNAL, "SIG-none"))))
                .facts())
        .containsExactly(facts);
  }

  @Test
  void commit_movesTheCursorOnlyFromWhereItStands() {
    CommitFacts first = step("c1", 0, 7);
    assertThat(cellar.ask(StoreContract.COMMIT_FACTS, first)).isTrue();
    assertThat(cellar.ask(StoreContract.CURSOR, new CursorOf("c1"))).isEqualTo(7);
    Throwable refused = cellar.askInVain(StoreContract.COMMIT_FACTS, first);
    assertThat(refused)
        .isInstanceOfSatisfying(Fault.class, f -> assertThat(f.code()).isEqualTo("cursor_moved"));
    assertThat(cellar.askInVain(StoreContract.COMMIT_FACTS, step("c2", 3, 7)))
        .isInstanceOfSatisfying(Fault.class, f -> assertThat(f.code()).isEqualTo("cursor_moved"));
    assertThat(cellar.ask(StoreContract.CURSOR, new CursorOf("c2"))).isZero();
  }

  @Test
  void below_findsAllThatMayLieUnderAnIntent() {
    Scope scope = new Scope("t", "below");
    EntityKey intent = key(Kind.INTENT, "INT-1");
    EntityKey cluster = key(Kind.CLUSTER, "CLU-1");
    EntityKey spec = key(Kind.SPEC, "SPEC-1");
    EntityKey contract = key(Kind.CONTRACT, "CON-1");
    EntityFacts listed = facts(key(Kind.SIGNAL, "SIG-1"), null);
    EntityFacts traced = facts(key(Kind.DECISION, "DEC-1"), UUID);
    EntityFacts stranger = facts(key(Kind.SIGNAL, "SIG-9"), null, key(Kind.CLUSTER, "CLU-9"));
    List<EntityFacts> family =
        List.of(
            facts(intent, UUID),
            facts(cluster, null, intent),
            facts(spec, null, intent),
            facts(contract, null, spec),
            facts(EntityKey.assertion("CON-1", "A1"), null, contract),
            listed,
            traced);
    Membership members = membership(cluster, "e1", "SIG-1", "SIG-unheard");
    Membership later = membership(key(Kind.CLUSTER, "CLU-9"), "e2", "SIG-1");
    Alias alias = new Alias(UUID, "INT-1", stamp("e0"));
    Alias rival =
        new Alias(UUID.toLowerCase(java.util.Locale.ROOT).replace("-", ""), "INT-2", stamp("e3"));
    commit(
        scope,
        Stream.concat(family.stream(), Stream.of(stranger)).toList(),
        List.of(members, later),
        List.of(alias, rival));
    Family below = cellar.ask(StoreContract.BELOW, new BelowRoot(scope, intent));
    assertThat(below.facts()).containsExactlyInAnyOrderElementsOf(family);
    assertThat(below.memberships()).containsExactlyInAnyOrder(members, later);
    assertThat(below.aliases()).containsExactlyInAnyOrder(alias, rival);
  }

  /** Before anything was analyzed, and well within the statement timeout. */
  @Test
  void oneLongList_isReadBackInTime() {
    Scope scope = new Scope("t", "long");
    EntityKey cluster = key(Kind.CLUSTER, "CLU-1");
    String[] members =
        IntStream.range(0, 20_000).mapToObj(i -> "SIG-%06d".formatted(i)).toArray(String[]::new);
    Membership list = membership(cluster, "e1", members);
    commit(scope, List.of(facts(cluster, null)), List.of(list), List.of());
    Family below = cellar.ask(StoreContract.BELOW, new BelowRoot(scope, cluster));
    assertThat(below.memberships()).containsExactly(list);
  }

  @Test
  void above_findsParentsMembershipsAndIntentsByTrace() {
    Scope scope = new Scope("t", "above");
    EntityKey intent = key(Kind.INTENT, "INT-1");
    EntityKey cluster = key(Kind.CLUSTER, "CLU-1");
    EntityKey signal = key(Kind.SIGNAL, "SIG-1");
    EntityKey traced = key(Kind.DECISION, "DEC-1");
    List<EntityFacts> known =
        List.of(
            facts(intent, null),
            facts(key(Kind.INTENT, "INT-2"), "trace-2"),
            facts(cluster, null, intent),
            facts(signal, null),
            facts(traced, "trace-2"),
            facts(key(Kind.SIGNAL, "SIG-2"), null));
    Alias alias = new Alias("trace-2", "INT-2", stamp("e0"));
    commit(scope, known, List.of(membership(cluster, "e1", "SIG-1", "SIG-2")), List.of(alias));
    Family above = cellar.ask(StoreContract.ABOVE, new AboveKeys(scope, Set.of(signal, traced)));
    assertThat(above.facts())
        .extracting(EntityFacts::key)
        .containsExactlyInAnyOrder(intent, key(Kind.INTENT, "INT-2"), cluster, signal, traced);
    assertThat(above.memberships()).containsExactly(membership(cluster, "e1", "SIG-1"));
    assertThat(above.aliases()).containsExactly(alias);
  }

  @Test
  void bearerOfSeveralTraceStrings_isFoundByEach() {
    Scope scope = new Scope("t", "strings");
    EntityKey intent = key(Kind.INTENT, "INT-1");
    EntityKey signal = key(Kind.SIGNAL, "SIG-1");
    EntityFacts bearer = EntityFacts.merge(facts(signal, "a-first"), traced(signal, UUID));
    Alias alias = new Alias(UUID, "INT-1", stamp("e0"));
    commit(scope, List.of(facts(intent, UUID), bearer), List.of(), List.of(alias));
    assertThat(cellar.ask(StoreContract.BELOW, new BelowRoot(scope, intent)).facts())
        .extracting(EntityFacts::key)
        .contains(signal);
    Family above = cellar.ask(StoreContract.ABOVE, new AboveKeys(scope, Set.of(signal)));
    assertThat(above.facts()).extracting(EntityFacts::key).contains(intent);
    assertThat(above.aliases()).containsExactly(alias);
  }

  @Test
  void stringNobodyBearsYet_leadsToWhoClaimsIt() {
    Scope scope = new Scope("t", "unborne");
    EntityKey intent = key(Kind.INTENT, "INT-1");
    EntityKey signal = key(Kind.SIGNAL, "SIG-new");
    Alias alias = new Alias(UUID, "INT-1", stamp("e0"));
    commit(scope, List.of(facts(intent, UUID)), List.of(), List.of(alias));
    Family above =
        cellar.ask(StoreContract.ABOVE, new AboveKeys(scope, Set.of(signal), Set.of(UUID)));
    assertThat(above.facts()).extracting(EntityFacts::key).containsExactly(intent);
    assertThat(above.aliases()).containsExactly(alias);
  }

  @Test
  void idOfAnIntentAsTraceString_leadsToThatIntent() {
    Scope scope = new Scope("t", "id-as-string");
    EntityKey intent = key(Kind.INTENT, "INT-1");
    EntityKey contract = key(Kind.CONTRACT, "CON-1");
    commit(scope, List.of(facts(intent, null), facts(contract, "INT-1")), List.of(), List.of());
    assertThat(cellar.ask(StoreContract.BELOW, new BelowRoot(scope, intent)).facts())
        .extracting(EntityFacts::key)
        .containsExactlyInAnyOrder(intent, contract);
    assertThat(cellar.ask(StoreContract.ABOVE, new AboveKeys(scope, Set.of(contract))).facts())
        .extracting(EntityFacts::key)
        .containsExactlyInAnyOrder(intent, contract);
  }

  @Test
  void cycles_end() {
    Scope scope = new Scope("t", "cycle");
    EntityKey one = key(Kind.EXECUTION, "X1");
    EntityKey two = key(Kind.EXECUTION, "X2");
    commit(scope, List.of(facts(one, null, two), facts(two, null, one)), List.of(), List.of());
    assertThat(cellar.ask(StoreContract.BELOW, new BelowRoot(scope, one)).facts()).hasSize(2);
    assertThat(cellar.ask(StoreContract.ABOVE, new AboveKeys(scope, Set.of(one))).facts())
        .hasSize(2);
  }

  @Test
  void alias_keepsTheEarliestClaimWhateverCameFirst() {
    Scope scope = new Scope("t", "alias");
    EntityKey intent = key(Kind.INTENT, "INT-1");
    Alias late = new Alias("ref", "INT-1", new Stamp(NOON.plusSeconds(5), 1, "b"));
    Alias early = new Alias("ref", "INT-1", new Stamp(NOON, 1, "a"));
    commit(scope, List.of(facts(intent, null)), List.of(), List.of(late));
    commit(scope, List.of(facts(intent, null)), List.of(), List.of(early, late));
    assertThat(cellar.ask(StoreContract.BELOW, new BelowRoot(scope, intent)).aliases())
        .containsExactly(early);
  }

  @Test
  void roots_areFoundByIdTraceAndSummary() {
    Scope scope = new Scope("t", "roots");
    EntityKey intent = key(Kind.INTENT, "INT-1");
    EntityKey cluster = key(Kind.CLUSTER, "CLU-1");
    commit(
        scope,
        List.of(facts(intent, UUID), facts(cluster, null)),
        List.of(),
        List.of(new Alias(UUID, "INT-1", stamp("e"))));
    String derived = "0123456789abcdef0123456789abcdef";
    cellar.ask(
        StoreContract.SAVE_SUMMARIES,
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
  void dirt_isForgottenOnlyWhenItDidNotGrow() {
    Scope scope = new Scope("t", "dirt");
    Scoped<EntityKey> root = new Scoped<>(scope, key(Kind.INTENT, "INT-1"));
    soil(root);
    List<DirtyRoot> seen = dirty(scope);
    soil(root);
    soil(new Scoped<>(scope, key(Kind.INTENT, "INT-2")));
    assertThat(cellar.ask(StoreContract.DIRT, new DirtyRoots(100))).isGreaterThanOrEqualTo(2);
    assertThat(cellar.ask(StoreContract.DIRT, new DirtyRoots(1))).isEqualTo(1);
    cellar.ask(StoreContract.SAVE_SUMMARIES, new SaveSummaries(List.of(), List.of(), seen));
    assertThat(dirty(scope)).hasSize(2);
    cellar.ask(StoreContract.SAVE_SUMMARIES, new SaveSummaries(List.of(), List.of(), dirty(scope)));
    assertThat(dirty(scope)).isEmpty();
  }

  private List<DirtyRoot> dirty(Scope scope) {
    return cellar.ask(StoreContract.DIRTY, new DirtyRoots(100)).stream()
        .filter(root -> root.scope().equals(scope))
        .toList();
  }

  @Test
  void linked_tellsWhoPointsInFromOutside() {
    Scope scope = new Scope("t", "links");
    EntityKey observation = key(Kind.OBSERVATION, "OBS-1");
    EntityKey intent = key(Kind.INTENT, "INT-1");
    EntityFacts grown =
        linking(key(Kind.SIGNAL, "SIG-9"), "grew_from " + observation, "mentions " + intent);
    EntityFacts inside =
        linking(key(Kind.SIGNAL, "SIG-1"), "references signal:SIG-9", "mentions " + intent);
    commit(scope, List.of(grown, inside), List.of(), List.of());
    commit(scope, List.of(grown), List.of(), List.of());
    Set<EntityKey> tree = Set.of(observation, intent, inside.key());
    assertThat(cellar.ask(StoreContract.LINKED, new LinkedTo(scope, tree, 10)))
        .containsExactly(
            new Linked(grown, "grew_from", observation), new Linked(grown, "mentions", intent));
    assertThat(cellar.ask(StoreContract.LINKED, new LinkedTo(scope, tree, 1))).hasSize(1);
    assertThat(cellar.ask(StoreContract.LINKED, new LinkedTo(Scope.DEFAULT, tree, 10))).isEmpty();
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

  private void soil(Scoped<EntityKey> root) {
    long at = cellar.ask(StoreContract.CURSOR, new CursorOf("dirt"));
    cellar.ask(
        StoreContract.COMMIT_FACTS,
        new CommitFacts("dirt", at, at + 1, List.of(), List.of(), List.of(), Set.of(root)));
  }

  private List<EntityKey> roots(Scope scope, String ref) {
    return cellar.ask(StoreContract.ROOTS, new RootsOf(scope, ref));
  }

  private void commit(
      Scope scope, List<EntityFacts> facts, List<Membership> memberships, List<Alias> aliases) {
    String cursor = "cursor of " + scope.project();
    long at = cellar.ask(StoreContract.CURSOR, new CursorOf(cursor));
    cellar.ask(
        StoreContract.COMMIT_FACTS,
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
    TreeMap<Kind, Stamped> claims = new TreeMap<>();
    Arrays.stream(parents).forEach(p -> claims.put(p.kind(), new Stamped(stamp("p"), p.id())));
    return new EntityFacts(
        key,
        new TreeMap<>(Map.of("signal.created", new Occurrence(2, stamp("a"), stamp("b")))),
        new TreeMap<>(Map.of("title", new Stamped(stamp("a"), "Title of " + key))),
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
    return new Membership(parent, Kind.SIGNAL, List.of(signals), stamp(eventId));
  }

  static Stamp stamp(String eventId) {
    return new Stamp(NOON, 10, eventId);
  }
}
