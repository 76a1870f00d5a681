package dev.intentobserve.store.projection;

import static dev.intentobserve.testkit.TestEvent.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.EntityState.Milestone;
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.EntityStatePorts.EntityStatePage;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.EntityStatePorts.EntityStatesAfter;
import dev.intentobserve.ports.EntityStateQuery;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.SaveSummaries;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import dev.intentobserve.store.StoreHarness;
import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.testkit.TestFutures;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EntityStateRepositoryTest {
  private static final Scope SCOPE = Scope.DEFAULT;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final EntityKey SIG_1 = key(EntityKind.SIGNAL, "SIG-1");
  private static final EntityKey SIG_2 = key(EntityKind.SIGNAL, "SIG-2");
  private static final EntityKey INTENT = key(EntityKind.INTENT, "INT-1");
  private static final EntityKey CLUSTER = key(EntityKind.CLUSTER, "CLU-1");

  private static StoreHarness store;

  @BeforeAll
  static void open() {
    store = StoreHarness.fresh();
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void everyField_isReadAsSaved() {
    Scope scope = new Scope("t", "fields");
    TreeMap<Milestone, Instant> marks = new TreeMap<>();
    marks.put(Milestone.FIRST_SIGNAL, NOON.minusSeconds(7));
    marks.put(Milestone.CONTRACTS_PASSED, NOON);
    EntityState entityState =
        EntityState.builder()
            .key(INTENT)
            .state("complete")
            .level("L3")
            .trust(0.61)
            .source("mcp")
            .product("kettle")
            .cluster("CLU-9")
            .start(NOON)
            .end(NOON.plusSeconds(5))
            .top(INTENT)
            .traceId("t".repeat(32))
            .spanId("s".repeat(16))
            .marks(marks)
            .build();
    save(store, scope, entityState);
    EntityStateRow row = list(query(scope)).items().getFirst();
    assertThat(row.entityState()).isEqualTo(entityState);
    assertThat(row.scope()).isEqualTo(scope);
    assertThat(row.facts()).isEqualTo(EntityFacts.unknown(INTENT));
  }

  @Test
  void unchangedState_keepsItsRevision_aChangedOneGetsTheNext() {
    Scope scope = new Scope("t", "revisions");
    save(store, scope, entityState(SIG_1, "captured"), entityState(SIG_2, "captured"));
    List<Long> first = revisions(scope);
    save(store, scope, entityState(SIG_1, "captured"), entityState(SIG_2, "active"));
    List<Long> second = revisions(scope);
    assertThat(second.get(0)).isEqualTo(first.get(0));
    assertThat(second.get(1)).isGreaterThan(first.get(0)).isGreaterThan(first.get(1));
  }

  @Test
  void pendingTransaction_delaysTheRevisionsAfterIt() throws SQLException {
    try (StoreHarness own = StoreHarness.fresh();
        StoreHarness secondProcess = own.secondProcess();
        Connection other = DriverManager.getConnection(own.database.jdbcUrl());
        Statement statement = other.createStatement()) {
      save(own, SCOPE, entityState(SIG_1, "captured"));
      other.setAutoCommit(false);
      statement.execute(AdvisoryLocks.ENTITIES);
      statement.execute(
          "update entity set state = 'active', revision = nextval('entity_revision')"
              + " where id = 'SIG-1'");
      Future<Boolean> later =
          StorePorts.SAVE_SUMMARIES.ask(
              secondProcess.vertx(), saved(SCOPE, entityState(SIG_2, "captured")));
      EntityStatePage seen =
          own.ask(EntityStatePorts.ENTITY_STATES_AFTER, new EntityStatesAfter(0, 10));
      assertThat(seen.rows())
          .extracting(row -> row.entityState().state())
          .containsExactly("captured");
      assertThat(later.isComplete()).isFalse();
      other.commit();
      TestFutures.await(later);
      assertThat(
              own.ask(EntityStatePorts.ENTITY_STATES_AFTER, new EntityStatesAfter(seen.last(), 10))
                  .rows())
          .extracting(row -> row.entityState().key())
          .containsExactly(SIG_1, SIG_2);
    }
  }

  @Test
  void readerWhileTwoProcessesSave_neverSkips() {
    try (StoreHarness one = StoreHarness.fresh();
        StoreHarness two = one.secondProcess()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int n = 0; n < 60; n++) {
        StoreHarness writer = n % 2 == 0 ? one : two;
        EntityState[] entityStates =
            IntStream.range(n * 5, n * 5 + 5)
                .mapToObj(i -> entityState(key(EntityKind.SIGNAL, "S" + i), "captured"))
                .toArray(EntityState[]::new);
        answers.add(StorePorts.SAVE_SUMMARIES.ask(writer.vertx(), saved(SCOPE, entityStates)));
      }
      List<EntityKey> seen = new ArrayList<>();
      long after = 0;
      while (seen.size() < 300) {
        EntityStatePage page =
            one.ask(EntityStatePorts.ENTITY_STATES_AFTER, new EntityStatesAfter(after, 7));
        page.rows().forEach(row -> seen.add(row.entityState().key()));
        after = page.last();
      }
      TestFutures.await(Future.all(answers));
      assertThat(seen).doesNotHaveDuplicates();
    }
  }

  @Test
  void moreStatesThanOneStatementTakes_areAllWritten() {
    Scope scope = new Scope("t", "many");
    EntityState[] entityStates =
        IntStream.range(0, 4_500)
            .mapToObj(i -> entityState(key(EntityKind.SIGNAL, "S" + i), "captured"))
            .toArray(EntityState[]::new);
    save(store, scope, entityStates);
    Set<String> ids = new HashSet<>();
    String cursor = null;
    do {
      Listing<EntityStateRow> page =
          list(EntityStateQuery.builder(scope, 1000).cursor(cursor).build());
      page.items().forEach(row -> ids.add(row.entityState().key().id()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(ids).hasSize(4_500);
  }

  @Test
  void filters_narrowTheListInItsOrder() {
    Scope scope = new Scope("t", "filters");
    save(
        store,
        scope,
        with(SIG_1, "captured", "L1", "git", "kettle", "CLU-1", null),
        with(SIG_2, "promoted", "L4", "git", "teapot", null, NOON),
        with(INTENT, "proposed", null, "mcp", null, null, null));
    assertThat(ids(query(scope))).containsExactly("INT-1", "SIG-1", "SIG-2");
    assertThat(ids(asked(scope, EntityKind.SIGNAL, null, null, null, null, null, null, null)))
        .containsExactly("SIG-1", "SIG-2");
    assertThat(
            ids(
                asked(
                    scope,
                    null,
                    Set.of("promoted", "proposed"),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null)))
        .containsExactly("INT-1", "SIG-2");
    assertThat(ids(asked(scope, null, null, "git", "kettle", null, null, null, null)))
        .containsExactly("SIG-1");
    assertThat(ids(asked(scope, null, null, null, null, "CLU-1", null, null, null)))
        .containsExactly("SIG-1");
    assertThat(ids(asked(scope, null, null, null, null, null, "L4", null, null)))
        .containsExactly("SIG-2");
    assertThat(ids(asked(scope, null, null, null, null, null, null, NOON, null)))
        .containsExactly("SIG-2");
    assertThat(ids(asked(scope, null, null, null, null, null, null, null, "INT")))
        .containsExactly("INT-1");
    assertThat(ids(query(new Scope("t", "stranger")))).isEmpty();
  }

  @Test
  void page_continuesWithTheNext_whateverWasAddedMeanwhile() {
    Scope scope = new Scope("t", "pages");
    save(store, scope, entityState(SIG_1, "captured"), entityState(SIG_2, "captured"));
    Listing<EntityStateRow> first = list(EntityStateQuery.builder(scope, 1).build());
    save(store, scope, entityState(key(EntityKind.CLUSTER, "CLU-0"), "forming"));
    Listing<EntityStateRow> second =
        list(EntityStateQuery.builder(scope, 1).cursor(first.next()).build());
    assertThat(first.items()).extracting(row -> row.entityState().key()).containsExactly(SIG_1);
    assertThat(second.items()).extracting(row -> row.entityState().key()).containsExactly(SIG_2);
  }

  @Test
  void rootRefreshedByAnotherProcess_isNotSavedAgain() {
    Scope scope = new Scope("t", "answered");
    long at = store.ask(StorePorts.CURSOR, "states");
    store.ask(
        StorePorts.COMMIT_FACTS,
        new CommitFacts(
            "states",
            at,
            at + 1,
            List.of(),
            List.of(),
            List.of(),
            Set.of(new Scoped<>(scope, SIG_1))));
    List<StaleRoot> stale =
        store.ask(StorePorts.STALE_ROOTS, new StorePorts.StaleRootQuery(100)).stream()
            .filter(root -> root.scope().equals(scope))
            .toList();
    SaveSummaries newer =
        new SaveSummaries(
            List.of(), List.of(new Scoped<>(scope, entityState(SIG_1, "active"))), stale);
    SaveSummaries older =
        new SaveSummaries(
            List.of(), List.of(new Scoped<>(scope, entityState(SIG_1, "captured"))), stale);
    store.ask(StorePorts.SAVE_SUMMARIES, newer);
    assertThat(Fault.from(store.askExpectingFailure(StorePorts.SAVE_SUMMARIES, older)).code())
        .isEqualTo("stale_roots_moved");
    assertThat(list(query(scope)).items())
        .extracting(row -> row.entityState().state())
        .containsExactly("active");
  }

  private static void save(StoreHarness into, Scope scope, EntityState... entityStates) {
    into.ask(StorePorts.SAVE_SUMMARIES, saved(scope, entityStates));
  }

  private static SaveSummaries saved(Scope scope, EntityState... entityStates) {
    List<Scoped<EntityState>> scoped = new ArrayList<>();
    for (EntityState entityState : entityStates) {
      scoped.add(new Scoped<>(scope, entityState));
    }
    return new SaveSummaries(List.of(), scoped, List.of());
  }

  private static Listing<EntityStateRow> list(EntityStateQuery query) {
    return store.ask(EntityStatePorts.FIND_ENTITY_STATES, query);
  }

  private static List<String> ids(EntityStateQuery query) {
    return list(query).items().stream().map(row -> row.entityState().key().id()).toList();
  }

  private static List<Long> revisions(Scope scope) {
    return list(query(scope)).items().stream().map(EntityStateRow::revision).toList();
  }

  private static EntityStateQuery query(Scope scope) {
    return asked(scope, null, null, null, null, null, null, null, null);
  }

  private static EntityStateQuery asked(
      Scope scope,
      EntityKind kind,
      Set<String> states,
      String source,
      String product,
      String cluster,
      String level,
      Instant endedSince,
      String idPrefix) {
    return EntityStateQuery.builder(scope, 100)
        .kind(kind)
        .states(states)
        .source(source)
        .product(product)
        .cluster(cluster)
        .level(level)
        .endedSince(endedSince)
        .idPrefix(idPrefix)
        .build();
  }

  private static EntityState entityState(EntityKey key, String state) {
    return with(key, state, null, null, null, null, null);
  }

  private static EntityState with(
      EntityKey key,
      String state,
      String level,
      String source,
      String product,
      String cluster,
      Instant end) {
    return EntityState.builder()
        .key(key)
        .state(state)
        .level(level)
        .source(source)
        .product(product)
        .cluster(cluster)
        .start(NOON)
        .end(end)
        .top(key)
        .build();
  }

  private static EntityState under(EntityKey key, EntityKey top) {
    return EntityState.builder().key(key).state("unknown").top(top).build();
  }
}
