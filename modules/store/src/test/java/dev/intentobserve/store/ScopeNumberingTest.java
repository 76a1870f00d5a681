package dev.intentobserve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.model.event.DeadLetter;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.AlertQuery;
import dev.intentobserve.ports.AlertStorePorts.AlertRow;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.ChangesOf;
import dev.intentobserve.ports.AlertStorePorts.CommitDelivery;
import dev.intentobserve.ports.AlertStorePorts.CommitEvaluation;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import dev.intentobserve.ports.AlertStorePorts.DeliveryQuery;
import dev.intentobserve.ports.AlertStorePorts.LastDeliveries;
import dev.intentobserve.ports.EventQuery;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Entry;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Position;
import dev.intentobserve.ports.StorePorts.PositionOf;
import dev.intentobserve.ports.StorePorts.Receipt;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.alert.AlertRepositoryTest;
import dev.intentobserve.store.record.AppendTest;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.testkit.TestFutures;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers shown to a tenant count only what is its own, so that they tell nothing about others. */
class ScopeNumberingTest {
  private static final Scope LOUD = new Scope("loud", "web");
  private static final Scope QUIET = new Scope("quiet", "web");

  private StoreHarness store;

  @BeforeEach
  void open() {
    store = StoreHarness.fresh();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void receipts_countWithinTheirScope() {
    assertThat(append(QUIET, 1)).containsExactly(1L);
    assertThat(append(LOUD, 1, 2, 3)).containsExactly(1L, 2L, 3L);
    assertThat(append(QUIET, 2, 1, 3)).containsExactly(2L, 1L, 3L);
    store.restart();
    assertThat(append(LOUD, 4)).containsExactly(4L);
    assertThat(append(QUIET, 3, 4)).containsExactly(3L, 4L);
    assertThat(store.readAfter(0, 10).events())
        .extracting(StoredEvent::seq)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
  }

  @Test
  void requestsInOneTransaction_countSeparately() {
    List<Future<StorePorts.Appended>> answers = new ArrayList<>();
    for (int n = 1; n <= 40; n++) {
      answers.add(StorePorts.APPEND.ask(store.vertx(), batch(n % 2 == 0 ? LOUD : QUIET, event(n))));
    }
    TestFutures.await(Future.all(answers));
    for (Scope scope : List.of(LOUD, QUIET)) {
      assertThat(answers.stream().filter(a -> a.result() != null).count()).isEqualTo(40);
      assertThat(list(scope, 100, null, true).items())
          .extracting(StoredEvent::scopeSeq)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    }
  }

  @Test
  void twoProcesses_countWithoutGap() {
    try (StoreHarness secondProcess = store.secondProcess()) {
      List<Future<StorePorts.Appended>> answers = new ArrayList<>();
      for (int n = 1; n <= 60; n++) {
        StoreHarness one = n % 3 == 0 ? secondProcess : store;
        answers.add(StorePorts.APPEND.ask(one.vertx(), batch(n % 2 == 0 ? LOUD : QUIET, event(n))));
      }
      TestFutures.await(Future.all(answers));
    }
    assertThat(
            store.database.value(
                "select string_agg(tenant || ' ' || m || ' ' || c, ', ' order by tenant) from ("
                    + "select tenant, max(scope_seq) as m, count(distinct scope_seq) as c"
                    + " from event group by tenant) as t"))
        .isEqualTo("loud 30 30, quiet 30 30");
  }

  @Test
  void conflict_namesTheNumberOfItsOwnScope() {
    append(LOUD, 1, 2, 3);
    append(QUIET, 1);
    WorkEvent other = TestEvent.of("signal.created", "SIG-1").id("e-1").title("changed").build();
    assertThat(store.append(batch(QUIET, other)).receipts())
        .extracting(Receipt::detail)
        .containsExactly("event_id is already in the record with another body, as seq 1");
  }

  @Test
  void pages_continueByNumbersOfTheirScope() {
    append(LOUD, 1, 2, 3, 4, 5);
    append(QUIET, 1, 2, 3);
    append(LOUD, 6);
    append(QUIET, 4);
    Listing<StoredEvent> first = list(QUIET, 2, null, false);
    Listing<StoredEvent> second = list(QUIET, 2, first.next(), false);
    assertThat(first.items()).extracting(StoredEvent::scopeSeq).containsExactly(4L, 3L);
    assertThat(text(first.next())).isEqualTo("3");
    assertThat(second.items()).extracting(StoredEvent::scopeSeq).containsExactly(2L, 1L);
    assertThat(ids(list(QUIET, 10, text64("2"), true))).containsExactly("e-3", "e-4");
  }

  @Test
  void position_isBeforeTheNextEventOfTheScope() {
    append(LOUD, 1, 2);
    append(QUIET, 1);
    append(LOUD, 3, 4, 5);
    append(QUIET, 2);
    append(LOUD, 6);
    assertThat(position(QUIET, 0)).isEqualTo(new Position(2, 0));
    assertThat(position(QUIET, 1)).isEqualTo(new Position(6, 1));
    assertThat(position(QUIET, 2)).isEqualTo(new Position(8, 2));
    assertThat(position(QUIET, Long.MAX_VALUE)).isEqualTo(new Position(8, 2));
    assertThat(position(Scope.DEFAULT, 5)).isEqualTo(new Position(8, 0));
  }

  @Test
  void deadLetters_areNumberedByTheirScope_withoutGapForKnownOnes() {
    store.append(refused(LOUD, "{", "[", "(", "{"));
    store.append(refused(QUIET, "{"));
    store.append(refused(LOUD, "{", "<", "[", ">"));
    store.append(refused(QUIET, "{", "["));
    assertThat(deadLetters(LOUD)).containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(deadLetters(QUIET)).containsExactly(2L, 1L);
  }

  @Test
  void replay_closesTheDeadLetterOfItsScope() {
    store.append(refused(LOUD, "{"));
    store.append(refused(QUIET, "{"));
    Entry repaired = new Entry.Accepted(event(1), "index 0");
    store.append(new Append(QUIET, "retry", TestEvent.NOON, List.of(repaired), null, 1L));
    assertThat(
            store.database.value(
                "select string_agg(tenant || ' ' || status, ', ' order by tenant) from dead_letter"))
        .isEqualTo("loud open, quiet replayed");
  }

  @Test
  void silences_areNumberedByTheirScope() {
    assertThat(List.of(silence(LOUD), silence(LOUD), silence(QUIET), silence(LOUD)))
        .containsExactly(1L, 2L, 1L, 3L);
    List<Future<Silence>> saved = new ArrayList<>();
    for (int n = 0; n < 8; n++) {
      saved.add(AlertStorePorts.SAVE_SILENCE.ask(store.vertx(), quiet(LOUD)));
    }
    TestFutures.await(Future.all(saved));
    assertThat(saved)
        .extracting(one -> one.result().id())
        .containsExactlyInAnyOrder(4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
  }

  @Test
  void changesOfAlerts_areNumberedByTheirScope() {
    tick(LOUD, "a", "b", "c");
    tick(QUIET, "a");
    tick(LOUD, "d");
    tick(QUIET, "b");
    assertThat(changes(QUIET, 0)).extracting(Change::scopeNumber).containsExactly(2L, 3L);
    assertThat(changes(LOUD, 3)).extracting(Change::scopeNumber).containsExactly(4L, 5L);
    assertThat(store.ask(AlertStorePorts.CHANGES_HEAD, QUIET)).isEqualTo(3);
    assertThat(store.ask(AlertStorePorts.CHANGES_HEAD, Scope.DEFAULT)).isEqualTo(1);
    Listing<AlertRow> first = alerts(QUIET, null);
    assertThat(first.items()).extracting(AlertRow::change).containsExactly(3L);
    assertThat(text(first.next())).endsWith("\n3");
    assertThat(alerts(QUIET, first.next()).items())
        .extracting(AlertRow::change)
        .containsExactly(2L);
    assertThat(store.ask(AlertStorePorts.FIRING, new Nothing()).alerts())
        .extracting(Change::number)
        .containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void deliveries_referToTheChangeOfTheirScope() {
    tick(LOUD, "a", "b");
    tick(QUIET, "a");
    Delivery told = delivery(QUIET, 2, "delivered");
    commit(delivery(LOUD, 2, "failed"), delivery(LOUD, 2, "delivered"), told);
    commit(delivery(QUIET, 2, "delivered"));
    assertThat(
            store
                .ask(
                    AlertStorePorts.LAST_DELIVERIES,
                    new LastDeliveries(
                        "hook", List.of(new Scoped<>(QUIET, AlertRepositoryTest.id("a")))))
                .getFirst()
                .delivery())
        .isEqualTo(told);
    Listing<Delivery> first =
        store.ask(
            AlertStorePorts.FIND_DELIVERIES, new DeliveryQuery(QUIET, null, null, null, 1, null));
    assertThat(text(first.next())).isEqualTo("2");
  }

  private List<Long> append(Scope scope, int... numbers) {
    WorkEvent[] events = new WorkEvent[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      events[i] = event(numbers[i]);
    }
    return store.append(batch(scope, events)).receipts().stream().map(Receipt::seq).toList();
  }

  private static WorkEvent event(int n) {
    return AppendTest.signal(n);
  }

  private static Append batch(Scope scope, WorkEvent... events) {
    return TestEvent.batch(scope, "http", List.of(events));
  }

  private Listing<StoredEvent> list(Scope scope, int limit, String cursor, boolean ascending) {
    return store.ask(
        StorePorts.FIND_EVENTS,
        EventQuery.builder(scope, limit).ascending(ascending).cursor(cursor).build());
  }

  private static List<String> ids(Listing<StoredEvent> page) {
    return page.items().stream().map(stored -> stored.event().eventId()).toList();
  }

  private Position position(Scope scope, long scopeSeq) {
    return store.ask(StorePorts.POSITION, new PositionOf(scope, scopeSeq));
  }

  private static Append refused(Scope scope, String... bodies) {
    List<Entry> entries = new ArrayList<>();
    for (String body : bodies) {
      entries.add(AppendTest.refused(body));
    }
    return new Append(scope, "http", TestEvent.NOON, entries, null, null);
  }

  private List<Long> deadLetters(Scope scope) {
    return store
        .ask(
            StorePorts.FIND_DEAD_LETTERS,
            new StorePorts.DeadLetterQuery(scope, null, null, null, 10, null))
        .items()
        .stream()
        .map(DeadLetter::id)
        .toList();
  }

  private long silence(Scope scope) {
    return store.ask(AlertStorePorts.SAVE_SILENCE, quiet(scope)).id();
  }

  private static Scoped<Silence> quiet(Scope scope) {
    return new Scoped<>(
        scope,
        new Silence(
            0,
            new TreeMap<>(Map.of("rule", "Rule")),
            "ada",
            "deploy",
            TestEvent.NOON,
            TestEvent.NOON.plus(Duration.ofHours(1)),
            null));
  }

  private void tick(Scope scope, String... names) {
    List<Scoped<Alert>> changed = new ArrayList<>();
    for (String name : names) {
      changed.add(new Scoped<>(scope, AlertRepositoryTest.alert(name, Alert.State.FIRING)));
    }
    store.ask(
        AlertStorePorts.COMMIT_EVALUATION,
        new CommitEvaluation(TestEvent.NOON, changed, List.of(), List.of()));
  }

  private List<Change> changes(Scope scope, long after) {
    return store.ask(AlertStorePorts.CHANGES_OF, new ChangesOf(scope, after, 10));
  }

  private Listing<AlertRow> alerts(Scope scope, String cursor) {
    return store.ask(
        AlertStorePorts.FIND_ALERTS, new AlertQuery(scope, null, null, null, 1, cursor));
  }

  private void commit(Delivery... deliveries) {
    store.ask(
        AlertStorePorts.COMMIT_DELIVERY, new CommitDelivery("hook", 0, 0, List.of(deliveries)));
  }

  private static Delivery delivery(Scope scope, long change, String outcome) {
    return new Delivery(
        scope,
        "hook",
        AlertRepositoryTest.id("a"),
        "Rule",
        Alert.State.FIRING,
        change,
        outcome,
        1,
        TestEvent.NOON,
        null);
  }

  private static String text(String cursor) {
    return new String(
        Base64.getUrlDecoder().decode(cursor), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String text64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
