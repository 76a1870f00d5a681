package dev.intentobserve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.AlertStoreContract;
import dev.intentobserve.contract.AlertStoreContract.AlertQuery;
import dev.intentobserve.contract.AlertStoreContract.AlertRow;
import dev.intentobserve.contract.AlertStoreContract.Change;
import dev.intentobserve.contract.AlertStoreContract.ChangesHead;
import dev.intentobserve.contract.AlertStoreContract.ChangesOf;
import dev.intentobserve.contract.AlertStoreContract.CommitDelivery;
import dev.intentobserve.contract.AlertStoreContract.CommitTick;
import dev.intentobserve.contract.AlertStoreContract.Delivery;
import dev.intentobserve.contract.AlertStoreContract.DeliveryQuery;
import dev.intentobserve.contract.AlertStoreContract.LastTold;
import dev.intentobserve.contract.AlertStoreContract.NowFiring;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Append;
import dev.intentobserve.contract.StoreContract.Entry;
import dev.intentobserve.contract.StoreContract.EventQuery;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.StoreContract.Position;
import dev.intentobserve.contract.StoreContract.PositionOf;
import dev.intentobserve.contract.StoreContract.Receipt;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.DeadLetter;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Silence;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.testkit.Bus;
import dev.intentobserve.testkit.Events;
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

/** What a tenant is shown counts what is its own: how busy others are is nobody's business. */
class ScopeNumbersTest {
  private static final Scope LOUD = new Scope("loud", "web");
  private static final Scope QUIET = new Scope("quiet", "web");

  private Cellar cellar;

  @BeforeEach
  void open() {
    cellar = Cellar.fresh();
  }

  @AfterEach
  void close() {
    cellar.close();
  }

  @Test
  void receipts_countWhatIsOnesOwn() {
    assertThat(append(QUIET, 1)).containsExactly(1L);
    assertThat(append(LOUD, 1, 2, 3)).containsExactly(1L, 2L, 3L);
    assertThat(append(QUIET, 2, 1, 3)).containsExactly(2L, 1L, 3L);
    cellar.restart();
    assertThat(append(LOUD, 4)).containsExactly(4L);
    assertThat(append(QUIET, 3, 4)).containsExactly(3L, 4L);
    assertThat(cellar.readAfter(0, 10).events())
        .extracting(Stored::seq)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
  }

  @Test
  void requestsInOneTransaction_countApart() {
    List<Future<StoreContract.Appended>> answers = new ArrayList<>();
    for (int n = 1; n <= 40; n++) {
      answers.add(
          StoreContract.APPEND.ask(cellar.vertx(), batch(n % 2 == 0 ? LOUD : QUIET, event(n))));
    }
    Bus.await(Future.all(answers));
    for (Scope scope : List.of(LOUD, QUIET)) {
      assertThat(answers.stream().filter(a -> a.result() != null).count()).isEqualTo(40);
      assertThat(list(scope, 100, null, true).items())
          .extracting(Stored::scopeSeq)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    }
  }

  @Test
  void twoProcesses_countWithoutGap() {
    try (Cellar neighbour = cellar.neighbour()) {
      List<Future<StoreContract.Appended>> answers = new ArrayList<>();
      for (int n = 1; n <= 60; n++) {
        Cellar one = n % 3 == 0 ? neighbour : cellar;
        answers.add(
            StoreContract.APPEND.ask(one.vertx(), batch(n % 2 == 0 ? LOUD : QUIET, event(n))));
      }
      Bus.await(Future.all(answers));
    }
    assertThat(
            cellar.database.value(
                "select string_agg(tenant || ' ' || m || ' ' || c, ', ' order by tenant) from ("
                    + "select tenant, max(scope_seq) as m, count(distinct scope_seq) as c"
                    + " from event group by tenant) as t"))
        .isEqualTo("loud 30 30, quiet 30 30");
  }

  @Test
  void conflict_namesTheNumberOfItsOwnScope() {
    append(LOUD, 1, 2, 3);
    append(QUIET, 1);
    WorkEvent other = Events.of("signal.created", "SIG-1").id("e-1").title("changed").build();
    assertThat(cellar.append(batch(QUIET, other)).receipts())
        .extracting(Receipt::detail)
        .containsExactly("event_id is already in the record with another body, as seq 1");
  }

  @Test
  void pages_leadOnByOnesOwnNumbers() {
    append(LOUD, 1, 2, 3, 4, 5);
    append(QUIET, 1, 2, 3);
    append(LOUD, 6);
    append(QUIET, 4);
    Listing<Stored> first = list(QUIET, 2, null, false);
    Listing<Stored> second = list(QUIET, 2, first.next(), false);
    assertThat(first.items()).extracting(Stored::scopeSeq).containsExactly(4L, 3L);
    assertThat(text(first.next())).isEqualTo("3");
    assertThat(second.items()).extracting(Stored::scopeSeq).containsExactly(2L, 1L);
    assertThat(ids(list(QUIET, 10, text64("2"), true))).containsExactly("e-3", "e-4");
  }

  @Test
  void position_isBeforeTheNextOfOnesOwn() {
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
  void deadLetters_areNumberedByTheirScope_withoutGapForWhatIsKnown() {
    cellar.append(refused(LOUD, "{", "[", "(", "{"));
    cellar.append(refused(QUIET, "{"));
    cellar.append(refused(LOUD, "{", "<", "[", ">"));
    cellar.append(refused(QUIET, "{", "["));
    assertThat(letters(LOUD)).containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(letters(QUIET)).containsExactly(2L, 1L);
  }

  @Test
  void repair_closesTheLetterOfItsOwnScope() {
    cellar.append(refused(LOUD, "{"));
    cellar.append(refused(QUIET, "{"));
    Entry repaired = new Entry.Accepted(event(1), "index 0");
    cellar.append(new Append(QUIET, "retry", Events.NOON, List.of(repaired), null, 1L));
    assertThat(
            cellar.database.value(
                "select string_agg(tenant || ' ' || status, ', ' order by tenant) from dead_letter"))
        .isEqualTo("loud open, quiet replayed");
  }

  @Test
  void silences_areNumberedByTheirScope() {
    assertThat(List.of(silence(LOUD), silence(LOUD), silence(QUIET), silence(LOUD)))
        .containsExactly(1L, 2L, 1L, 3L);
    List<Future<Silence>> saved = new ArrayList<>();
    for (int n = 0; n < 8; n++) {
      saved.add(AlertStoreContract.SAVE_SILENCE.ask(cellar.vertx(), quiet(LOUD)));
    }
    Bus.await(Future.all(saved));
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
    assertThat(cellar.ask(AlertStoreContract.CHANGES_HEAD, new ChangesHead(QUIET))).isEqualTo(3);
    assertThat(cellar.ask(AlertStoreContract.CHANGES_HEAD, new ChangesHead(Scope.DEFAULT)))
        .isEqualTo(1);
    Listing<AlertRow> first = alerts(QUIET, null);
    assertThat(first.items()).extracting(AlertRow::change).containsExactly(3L);
    assertThat(text(first.next())).endsWith("\n3");
    assertThat(alerts(QUIET, first.next()).items())
        .extracting(AlertRow::change)
        .containsExactly(2L);
    assertThat(cellar.ask(AlertStoreContract.FIRING, new NowFiring()).alerts())
        .extracting(Change::number)
        .containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void deliveries_nameTheChangeOfTheirScope() {
    tick(LOUD, "a", "b");
    tick(QUIET, "a");
    Delivery told = delivery(QUIET, 2, "delivered");
    commit(delivery(LOUD, 2, "failed"), delivery(LOUD, 2, "delivered"), told);
    commit(delivery(QUIET, 2, "delivered"));
    assertThat(
            cellar
                .ask(
                    AlertStoreContract.LAST_TOLD,
                    new LastTold("hook", List.of(new Scoped<>(QUIET, AlertBookTest.id("a")))))
                .getFirst()
                .delivery())
        .isEqualTo(told);
    Listing<Delivery> first =
        cellar.ask(
            AlertStoreContract.FIND_DELIVERIES,
            new DeliveryQuery(QUIET, null, null, null, 1, null));
    assertThat(text(first.next())).isEqualTo("2");
  }

  private List<Long> append(Scope scope, int... numbers) {
    WorkEvent[] events = new WorkEvent[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      events[i] = event(numbers[i]);
    }
    return cellar.append(batch(scope, events)).receipts().stream().map(Receipt::seq).toList();
  }

  private static WorkEvent event(int n) {
    return AppendTest.signal(n);
  }

  private static Append batch(Scope scope, WorkEvent... events) {
    return Events.batch(scope, "http", List.of(events));
  }

  private Listing<Stored> list(Scope scope, int limit, String cursor, boolean ascending) {
    return cellar.ask(
        StoreContract.FIND_EVENTS,
        new EventQuery(scope, null, null, null, null, null, null, ascending, limit, cursor));
  }

  private static List<String> ids(Listing<Stored> page) {
    return page.items().stream().map(stored -> stored.event().eventId()).toList();
  }

  private Position position(Scope scope, long scopeSeq) {
    return cellar.ask(StoreContract.POSITION, new PositionOf(scope, scopeSeq));
  }

  private static Append refused(Scope scope, String... bodies) {
    List<Entry> entries = new ArrayList<>();
    for (String body : bodies) {
      entries.add(AppendTest.refused(body));
    }
    return new Append(scope, "http", Events.NOON, entries, null, null);
  }

  private List<Long> letters(Scope scope) {
    return cellar
        .ask(
            StoreContract.FIND_DEAD_LETTERS,
            new StoreContract.DeadLetterQuery(scope, null, null, null, 10, null))
        .items()
        .stream()
        .map(DeadLetter::id)
        .toList();
  }

  private long silence(Scope scope) {
    return cellar.ask(AlertStoreContract.SAVE_SILENCE, quiet(scope)).id();
  }

  private static Scoped<Silence> quiet(Scope scope) {
    return new Scoped<>(
        scope,
        new Silence(
            0,
            new TreeMap<>(Map.of("rule", "Rule")),
            "ada",
            "deploy",
            Events.NOON,
            Events.NOON.plus(Duration.ofHours(1)),
            null));
  }

  private void tick(Scope scope, String... names) {
    List<Scoped<Alert>> changed = new ArrayList<>();
    for (String name : names) {
      changed.add(new Scoped<>(scope, AlertBookTest.alert(name, Alert.State.FIRING)));
    }
    cellar.ask(
        AlertStoreContract.COMMIT_TICK, new CommitTick(Events.NOON, changed, List.of(), List.of()));
  }

  private List<Change> changes(Scope scope, long after) {
    return cellar.ask(AlertStoreContract.CHANGES_OF, new ChangesOf(scope, after, 10));
  }

  private Listing<AlertRow> alerts(Scope scope, String cursor) {
    return cellar.ask(
        AlertStoreContract.FIND_ALERTS, new AlertQuery(scope, null, null, null, 1, cursor));
  }

  private void commit(Delivery... deliveries) {
    cellar.ask(
        AlertStoreContract.COMMIT_DELIVERY, new CommitDelivery("hook", 0, 0, List.of(deliveries)));
  }

  private static Delivery delivery(Scope scope, long change, String outcome) {
    return new Delivery(
        scope,
        "hook",
        AlertBookTest.id("a"),
        "Rule",
        Alert.State.FIRING,
        change,
        outcome,
        1,
        Events.NOON,
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
