package dev.intentobserve.store;

import static dev.intentobserve.testkit.Events.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.LifeContract;
import dev.intentobserve.contract.LifeContract.LifePage;
import dev.intentobserve.contract.LifeContract.LifeQuery;
import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.contract.LifeContract.LivesAfter;
import dev.intentobserve.contract.LifeContract.StraysOf;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CommitFacts;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.DirtyRoot;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.StoreContract.SaveSummaries;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Life;
import dev.intentobserve.event.Life.Mark;
import dev.intentobserve.event.Scope;
import dev.intentobserve.testkit.Bus;
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

class LifeTest {
  private static final Scope SCOPE = Scope.DEFAULT;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final EntityKey SIG_1 = key(Kind.SIGNAL, "SIG-1");
  private static final EntityKey SIG_2 = key(Kind.SIGNAL, "SIG-2");
  private static final EntityKey INTENT = key(Kind.INTENT, "INT-1");
  private static final EntityKey CLUSTER = key(Kind.CLUSTER, "CLU-1");

  private static Cellar cellar;

  @BeforeAll
  static void open() {
    cellar = Cellar.fresh();
  }

  @AfterAll
  static void close() {
    cellar.close();
  }

  @Test
  void everyField_comesBackAsItWas() {
    Scope scope = new Scope("t", "fields");
    TreeMap<Mark, Instant> marks = new TreeMap<>();
    marks.put(Mark.FIRST_SIGNAL, NOON.minusSeconds(7));
    marks.put(Mark.COMPLETED, NOON);
    Life life =
        new Life(
            INTENT,
            "complete",
            "L3",
            0.61,
            "mcp",
            "kettle",
            "CLU-9",
            NOON,
            NOON.plusSeconds(5),
            INTENT,
            "t".repeat(32),
            "s".repeat(16),
            marks);
    save(cellar, scope, life);
    LifeRow row = list(query(scope)).items().getFirst();
    assertThat(row.life()).isEqualTo(life);
    assertThat(row.scope()).isEqualTo(scope);
    assertThat(row.facts()).isEqualTo(EntityFacts.unknown(INTENT));
  }

  @Test
  void unchangedLife_keepsItsRevision_aChangedOneGetsTheNext() {
    Scope scope = new Scope("t", "revisions");
    save(cellar, scope, life(SIG_1, "captured"), life(SIG_2, "captured"));
    List<Long> first = revisions(scope);
    save(cellar, scope, life(SIG_1, "captured"), life(SIG_2, "active"));
    List<Long> second = revisions(scope);
    assertThat(second.get(0)).isEqualTo(first.get(0));
    assertThat(second.get(1)).isGreaterThan(first.get(0)).isGreaterThan(first.get(1));
  }

  @Test
  void heldTransaction_holdsBackTheRevisionsAfterIt() throws SQLException {
    try (Cellar own = Cellar.fresh();
        Cellar neighbour = own.neighbour();
        Connection other = DriverManager.getConnection(own.database.jdbcUrl());
        Statement statement = other.createStatement()) {
      save(own, SCOPE, life(SIG_1, "captured"));
      other.setAutoCommit(false);
      statement.execute(LifeSql.LOCK);
      statement.execute(
          "update life set state = 'active', revision = nextval('life_revision')"
              + " where id = 'SIG-1'");
      Future<Boolean> later =
          StoreContract.SAVE_SUMMARIES.ask(
              neighbour.vertx(), saved(SCOPE, life(SIG_2, "captured")));
      LifePage seen = own.ask(LifeContract.LIVES_AFTER, new LivesAfter(0, 10));
      assertThat(seen.rows()).extracting(row -> row.life().state()).containsExactly("captured");
      assertThat(later.isComplete()).isFalse();
      other.commit();
      Bus.await(later);
      assertThat(own.ask(LifeContract.LIVES_AFTER, new LivesAfter(seen.last(), 10)).rows())
          .extracting(row -> row.life().key())
          .containsExactly(SIG_1, SIG_2);
    }
  }

  @Test
  void readerWhileTwoProcessesSave_neverSkips() {
    try (Cellar one = Cellar.fresh();
        Cellar two = one.neighbour()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int n = 0; n < 60; n++) {
        Cellar writer = n % 2 == 0 ? one : two;
        Life[] lives =
            IntStream.range(n * 5, n * 5 + 5)
                .mapToObj(i -> life(key(Kind.SIGNAL, "S" + i), "captured"))
                .toArray(Life[]::new);
        answers.add(StoreContract.SAVE_SUMMARIES.ask(writer.vertx(), saved(SCOPE, lives)));
      }
      List<EntityKey> seen = new ArrayList<>();
      long after = 0;
      while (seen.size() < 300) {
        LifePage page = one.ask(LifeContract.LIVES_AFTER, new LivesAfter(after, 7));
        page.rows().forEach(row -> seen.add(row.life().key()));
        after = page.last();
      }
      Bus.await(Future.all(answers));
      assertThat(seen).doesNotHaveDuplicates();
    }
  }

  @Test
  void moreLivesThanOneStatementTakes_areAllWritten() {
    Scope scope = new Scope("t", "many");
    Life[] lives =
        IntStream.range(0, 4_500)
            .mapToObj(i -> life(key(Kind.SIGNAL, "S" + i), "captured"))
            .toArray(Life[]::new);
    save(cellar, scope, lives);
    Set<String> ids = new HashSet<>();
    String cursor = null;
    do {
      Listing<LifeRow> page =
          list(new LifeQuery(scope, null, null, null, null, null, null, null, null, 1000, cursor));
      page.items().forEach(row -> ids.add(row.life().key().id()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(ids).hasSize(4_500);
  }

  @Test
  void filters_narrowTheListInItsOrder() {
    Scope scope = new Scope("t", "filters");
    save(
        cellar,
        scope,
        with(SIG_1, "captured", "L1", "git", "kettle", "CLU-1", null),
        with(SIG_2, "promoted", "L4", "git", "teapot", null, NOON),
        with(INTENT, "proposed", null, "mcp", null, null, null));
    assertThat(ids(query(scope))).containsExactly("INT-1", "SIG-1", "SIG-2");
    assertThat(ids(asked(scope, Kind.SIGNAL, null, null, null, null, null, null, null)))
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
  void page_leadsToTheNext_whateverWasAddedMeanwhile() {
    Scope scope = new Scope("t", "pages");
    save(cellar, scope, life(SIG_1, "captured"), life(SIG_2, "captured"));
    Listing<LifeRow> first =
        list(new LifeQuery(scope, null, null, null, null, null, null, null, null, 1, null));
    save(cellar, scope, life(key(Kind.CLUSTER, "CLU-0"), "forming"));
    Listing<LifeRow> second =
        list(new LifeQuery(scope, null, null, null, null, null, null, null, null, 1, first.next()));
    assertThat(first.items()).extracting(row -> row.life().key()).containsExactly(SIG_1);
    assertThat(second.items()).extracting(row -> row.life().key()).containsExactly(SIG_2);
  }

  @Test
  void strays_areWhoStaysBehindAndWhereOthersCameFrom() {
    Scope scope = new Scope("t", "strays");
    EntityKey one = key(Kind.SIGNAL, "A");
    EntityKey two = key(Kind.SIGNAL, "B");
    EntityKey three = key(Kind.SIGNAL, "C");
    save(cellar, scope, under(one, CLUSTER), under(two, CLUSTER), under(three, three));
    save(cellar, scope, under(key(Kind.CONTRACT, "D"), key(Kind.SPEC, "SPEC-1")));
    StraysOf question =
        new StraysOf(
            Set.of(new Scoped<>(scope, INTENT), new Scoped<>(scope, CLUSTER)),
            List.of(
                new Scoped<>(scope, under(one, INTENT)),
                new Scoped<>(scope, under(three, INTENT)),
                new Scoped<>(scope, under(key(Kind.CONTRACT, "D"), INTENT))));
    assertThat(cellar.ask(LifeContract.STRAYS, question))
        .extracting(Scoped::value)
        .containsExactlyInAnyOrder(two, CLUSTER, key(Kind.SPEC, "SPEC-1"));
  }

  @Test
  void dirtThatSomebodyElseAnswered_isNotAnsweredAgain() {
    Scope scope = new Scope("t", "answered");
    long at = cellar.ask(StoreContract.CURSOR, new CursorOf("lives"));
    cellar.ask(
        StoreContract.COMMIT_FACTS,
        new CommitFacts(
            "lives",
            at,
            at + 1,
            List.of(),
            List.of(),
            List.of(),
            Set.of(new Scoped<>(scope, SIG_1))));
    List<DirtyRoot> dirty =
        cellar.ask(StoreContract.DIRTY, new StoreContract.DirtyRoots(100)).stream()
            .filter(root -> root.scope().equals(scope))
            .toList();
    SaveSummaries newer =
        new SaveSummaries(List.of(), List.of(new Scoped<>(scope, life(SIG_1, "active"))), dirty);
    SaveSummaries older =
        new SaveSummaries(List.of(), List.of(new Scoped<>(scope, life(SIG_1, "captured"))), dirty);
    cellar.ask(StoreContract.SAVE_SUMMARIES, newer);
    assertThat(Fault.from(cellar.askInVain(StoreContract.SAVE_SUMMARIES, older)).code())
        .isEqualTo("dirt_moved");
    assertThat(list(query(scope)).items())
        .extracting(row -> row.life().state())
        .containsExactly("active");
  }

  private static void save(Cellar into, Scope scope, Life... lives) {
    into.ask(StoreContract.SAVE_SUMMARIES, saved(scope, lives));
  }

  private static SaveSummaries saved(Scope scope, Life... lives) {
    List<Scoped<Life>> scoped = new ArrayList<>();
    for (Life life : lives) {
      scoped.add(new Scoped<>(scope, life));
    }
    return new SaveSummaries(List.of(), scoped, List.of());
  }

  private static Listing<LifeRow> list(LifeQuery query) {
    return cellar.ask(LifeContract.FIND_LIVES, query);
  }

  private static List<String> ids(LifeQuery query) {
    return list(query).items().stream().map(row -> row.life().key().id()).toList();
  }

  private static List<Long> revisions(Scope scope) {
    return list(query(scope)).items().stream().map(LifeRow::revision).toList();
  }

  private static LifeQuery query(Scope scope) {
    return asked(scope, null, null, null, null, null, null, null, null);
  }

  private static LifeQuery asked(
      Scope scope,
      Kind kind,
      Set<String> states,
      String source,
      String product,
      String cluster,
      String level,
      Instant endedSince,
      String idPrefix) {
    return new LifeQuery(
        scope, kind, states, source, product, cluster, level, endedSince, idPrefix, 100, null);
  }

  private static Life life(EntityKey key, String state) {
    return with(key, state, null, null, null, null, null);
  }

  private static Life with(
      EntityKey key,
      String state,
      String level,
      String source,
      String product,
      String cluster,
      Instant end) {
    return new Life(
        key,
        state,
        level,
        null,
        source,
        product,
        cluster,
        NOON,
        end,
        key,
        null,
        null,
        new TreeMap<>());
  }

  private static Life under(EntityKey key, EntityKey top) {
    return new Life(
        key, "unknown", null, null, null, null, null, null, null, top, null, null, new TreeMap<>());
  }
}
