package dev.intentobserve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.AlertStoreContract;
import dev.intentobserve.contract.AlertStoreContract.AlertOf;
import dev.intentobserve.contract.AlertStoreContract.AlertQuery;
import dev.intentobserve.contract.AlertStoreContract.AlertRow;
import dev.intentobserve.contract.AlertStoreContract.Change;
import dev.intentobserve.contract.AlertStoreContract.ChangesAfter;
import dev.intentobserve.contract.AlertStoreContract.CommitTick;
import dev.intentobserve.contract.AlertStoreContract.Firing;
import dev.intentobserve.contract.AlertStoreContract.GaugeHistory;
import dev.intentobserve.contract.AlertStoreContract.GaugePoint;
import dev.intentobserve.contract.AlertStoreContract.Memory;
import dev.intentobserve.contract.AlertStoreContract.NowFiring;
import dev.intentobserve.contract.AlertStoreContract.Remembered;
import dev.intentobserve.contract.AlertStoreContract.SloMemory;
import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Severity;
import dev.intentobserve.event.SloStatus;
import dev.intentobserve.event.Tally;
import dev.intentobserve.testkit.Bus;
import dev.intentobserve.testkit.Events;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertBookTest {
  private static final Scope OTHER = new Scope("acme", "web");
  private static final Instant NANOS = Instant.parse("2026-03-01T11:59:59.123456789Z");

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
  void memory_isWhatWasCommitted_alsoAfterACrash() {
    Alert pending = alert("a", Alert.State.PENDING);
    Alert firing = alert("b", Alert.State.FIRING);
    SloMemory slo = slo("lead-time", "a note");
    tick(List.of(in(pending), in(firing), in(alert("c", Alert.State.RESOLVED))), List.of(slo));
    cellar.restart();
    Memory memory = cellar.ask(AlertStoreContract.MEMORY, new Remembered());
    assertThat(memory.open()).containsExactly(in(pending), in(firing));
    assertThat(memory.slos()).containsExactly(new Scoped<>(Scope.DEFAULT, slo));
  }

  @Test
  void sloMemory_isReplaced() {
    tick(List.of(), List.of(slo("lead-time", "a note")));
    SloMemory next = slo("lead-time", null);
    tick(List.of(), List.of(next));
    assertThat(cellar.ask(AlertStoreContract.MEMORY, new Remembered()).slos())
        .containsExactly(new Scoped<>(Scope.DEFAULT, next));
  }

  @Test
  void changes_areNumberedFromTwoEachAsItWasThen() {
    Alert fires = alert("a", Alert.State.FIRING);
    Alert resolved = alert("a", Alert.State.RESOLVED);
    tick(in(fires), new Scoped<>(OTHER, fires));
    tick(in(resolved));
    assertThat(changesAfter(0))
        .containsExactly(
            new Change(2, Scope.DEFAULT, Events.NOON, fires),
            new Change(3, 2, OTHER, Events.NOON, fires),
            new Change(4, 3, Scope.DEFAULT, Events.NOON, resolved));
    assertThat(changesAfter(3)).extracting(Change::number).containsExactly(4L);
    assertThat(changesAfter(4)).isEmpty();
    assertThat(cellar.ask(AlertStoreContract.CHANGES_AFTER, new ChangesAfter(0, 2)))
        .extracting(Change::number)
        .containsExactly(2L, 3L);
  }

  @Test
  void sameTickAgain_changesNothing() {
    tick(in(alert("a", Alert.State.FIRING)), in(alert("b", Alert.State.PENDING)));
    tick(in(alert("a", Alert.State.FIRING)), in(alert("b", Alert.State.FIRING)));
    assertThat(changesAfter(0))
        .extracting(change -> change.alert().state().code())
        .containsExactly("firing", "pending", "firing");
  }

  @Test
  void firing_isOneConsistentLook() {
    assertThat(cellar.ask(AlertStoreContract.FIRING, new NowFiring()))
        .isEqualTo(new Firing(1, List.of()));
    tick(in(alert("a", Alert.State.FIRING)), in(alert("b", Alert.State.FIRING)));
    tick(in(alert("c", Alert.State.PENDING)), in(alert("a", Alert.State.RESOLVED)));
    Firing firing = cellar.ask(AlertStoreContract.FIRING, new NowFiring());
    assertThat(firing.head()).isEqualTo(5);
    assertThat(firing.alerts())
        .containsExactly(new Change(3, Scope.DEFAULT, Events.NOON, alert("b", Alert.State.FIRING)));
  }

  @Test
  void oddCharacters_comeBackAsTheyWere() {
    Alert odd =
        new Alert(
            "0123456789abcdef",
            "Rule",
            Severity.CRITICAL,
            Alert.State.FIRING,
            new TreeMap<>(Map.of("k", "NUL \u0000, quote \" \\ \u202e", "e", "")),
            "line\nline\t\u007f",
            "\ud83d\ude00 <&> \u0000",
            1e-300,
            NANOS,
            NANOS.plusNanos(1),
            null,
            List.of("/api/v1/events/%00?a=b&c=d"));
    SloMemory slo = slo("lead-time", "\u0000\u2028");
    tick(List.of(in(odd)), List.of(slo));
    Memory memory = cellar.ask(AlertStoreContract.MEMORY, new Remembered());
    assertThat(memory.open()).containsExactly(in(odd));
    assertThat(memory.slos()).extracting(Scoped::value).containsExactly(slo);
    assertThat(changesAfter(0)).extracting(Change::alert).containsExactly(odd);
    tick(in(odd));
    assertThat(changesAfter(0)).hasSize(1);
  }

  /** No event that was understood holds one; should it come from elsewhere, nothing breaks. */
  @Test
  void halfOfACharacter_isReplacedAndStaysTheSameAlert() {
    Alert odd = alert("\ud800", Alert.State.FIRING);
    tick(in(odd));
    tick(in(odd));
    assertThat(changesAfter(0))
        .extracting(change -> change.alert().labels().get("name"))
        .containsExactly("\ufffd");
  }

  @Test
  void lists_beginWithWhatFires() {
    tick(in(alert("a", Alert.State.FIRING)), in(alert("b", Alert.State.PENDING)));
    tick(in(alert("c", Alert.State.FIRING)), in(alert("d", Alert.State.RESOLVED)));
    tick(new Scoped<>(OTHER, alert("a", Alert.State.FIRING)));
    assertThat(list(null, 10, null).items()).extracting(this::name).containsExactly("c", "a", "b");
    assertThat(list(Alert.State.RESOLVED, 10, null).items())
        .extracting(this::name)
        .containsExactly("d");
    assertThat(
            cellar
                .ask(
                    AlertStoreContract.FIND_ALERTS,
                    new AlertQuery(Scope.DEFAULT, null, "Rule", Severity.INFO, 10, null))
                .items())
        .isEmpty();
    assertThat(cellar.ask(AlertStoreContract.FIND_ALERT, new AlertOf(Scope.DEFAULT, id("b"))))
        .contains(new AlertRow(3, Events.NOON, alert("b", Alert.State.PENDING)));
    assertThat(cellar.ask(AlertStoreContract.FIND_ALERT, new AlertOf(OTHER, id("b")))).isEmpty();
  }

  @Test
  void lists_beginWithTheMostSevere_andEndWithTests() {
    tick(
        in(alert("critical", "Rule", Severity.CRITICAL, Alert.State.FIRING)),
        in(alert("soon critical", "Rule", Severity.CRITICAL, Alert.State.PENDING)),
        in(alert("info", "Rule", Severity.INFO, Alert.State.FIRING)),
        in(alert("warning", "Rule", Severity.WARNING, Alert.State.FIRING)));
    tick(
        in(alert("soon warning", "Rule", Severity.WARNING, Alert.State.PENDING)),
        in(alert("newer warning", "Rule", Severity.WARNING, Alert.State.FIRING)),
        in(alert("test", "Test", Severity.CRITICAL, Alert.State.FIRING)),
        in(alert("over", "Rule", Severity.CRITICAL, Alert.State.RESOLVED)));
    tick(in(alert("over last", "Rule", Severity.INFO, Alert.State.RESOLVED)));
    List<String> order =
        List.of(
            "critical",
            "soon critical",
            "newer warning",
            "warning",
            "soon warning",
            "info",
            "test");
    for (int limit : new int[] {1, 2, 3, 10}) {
      assertThat(allPages(null, limit)).containsExactlyElementsOf(order);
    }
    assertThat(allPages(Alert.State.FIRING, 2))
        .containsExactly("critical", "newer warning", "warning", "info", "test");
    assertThat(allPages(Alert.State.RESOLVED, 1)).containsExactly("over last", "over");
  }

  private List<String> allPages(Alert.State state, int limit) {
    List<String> names = new ArrayList<>();
    Listing<AlertRow> page = list(state, limit, null);
    page.items().forEach(row -> names.add(name(row)));
    while (page.next() != null) {
      page = list(state, limit, page.next());
      page.items().forEach(row -> names.add(name(row)));
    }
    return names;
  }

  @Test
  void pages_areNotMovedByWhatIsAdded() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      tick(in(alert(name, name.equals("b") ? Alert.State.PENDING : Alert.State.FIRING)));
    }
    Listing<AlertRow> first = list(null, 2, null);
    tick(in(alert("f", Alert.State.FIRING)));
    Listing<AlertRow> second = list(null, 2, first.next());
    Listing<AlertRow> third = list(null, 2, second.next());
    assertThat(first.items()).extracting(this::name).containsExactly("e", "d");
    assertThat(second.items()).extracting(this::name).containsExactly("c", "a");
    assertThat(third.items()).extracting(this::name).containsExactly("b");
    assertThat(third.next()).isNull();
    assertThat(((Fault) listInVain("x")).code()).isEqualTo("invalid_cursor");
  }

  @Test
  void heldCommit_holdsBackEveryLaterChange() throws SQLException {
    tick(in(alert("a", Alert.State.FIRING)));
    try (Connection other = DriverManager.getConnection(cellar.database.jdbcUrl());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(AlertSql.LOCK);
      statement.execute(
          "insert into alert_change select 3, tenant, project, 'held', at, snapshot, 3"
              + " from alert_change where number = 2");
      Future<Boolean> later =
          AlertStoreContract.COMMIT_TICK.ask(
              cellar.vertx(),
              new CommitTick(
                  Events.NOON, List.of(in(alert("b", Alert.State.FIRING))), List.of(), List.of()));
      assertThat(changesAfter(0)).extracting(Change::number).containsExactly(2L);
      assertThat(later.isComplete()).isFalse();
      other.commit();
      Bus.await(later);
      assertThat(changesAfter(2)).extracting(Change::number).containsExactly(3L, 4L);
    }
  }

  @Test
  void twoProcesses_numberWithoutGapAndReadersSkipNothing() {
    try (Cellar neighbour = cellar.neighbour()) {
      List<Future<Boolean>> ticks =
          IntStream.range(0, 60)
              .mapToObj(
                  n ->
                      AlertStoreContract.COMMIT_TICK.ask(
                          (n % 2 == 0 ? cellar : neighbour).vertx(),
                          new CommitTick(
                              Events.NOON,
                              List.of(
                                  in(alert("x" + n, Alert.State.FIRING)),
                                  in(alert("y" + n, Alert.State.PENDING))),
                              List.of(),
                              List.of())))
              .toList();
      List<Long> seen = new ArrayList<>();
      while (seen.size() < 120) {
        long after = seen.isEmpty() ? 0 : seen.getLast();
        cellar
            .ask(AlertStoreContract.CHANGES_AFTER, new ChangesAfter(after, 7))
            .forEach(change -> seen.add(change.number()));
      }
      Bus.await(Future.all(ticks));
      assertThat(seen).containsExactlyElementsOf(LongStream.rangeClosed(2, 121).boxed().toList());
    }
  }

  @Test
  void committedChange_isHinted() {
    Promise<Long> hinted = Promise.promise();
    Bus.await(Hint.ALERTS.hear(cellar.vertx(), hinted::tryComplete));
    tick(in(alert("a", Alert.State.FIRING)), in(alert("b", Alert.State.FIRING)));
    assertThat(Bus.await(hinted.future())).isEqualTo(3L);
  }

  @Test
  void gauges_areKeptForSixtyDays() {
    tickGauge("2026-01-01T00:00:00Z", 1);
    tickGauge("2026-02-01T00:00:00Z", 2);
    assertThat(history()).extracting(GaugePoint::value).containsExactly(1.0, 2.0);
    tickGauge("2026-03-03T00:00:00Z", Double.NaN);
    assertThat(history()).extracting(GaugePoint::value).containsExactly(2.0, Double.NaN);
    tickGauge("2026-03-03T00:00:00Z", 4);
    assertThat(history()).extracting(GaugePoint::value).containsExactly(2.0, 4.0);
    assertThat(
            cellar.ask(
                AlertStoreContract.GAUGE_HISTORY,
                new GaugeHistory(Scope.DEFAULT, "m", Instant.parse("2026-03-03T00:00:00Z"))))
        .containsExactly(new GaugePoint("m", Instant.parse("2026-03-03T00:00:00Z"), 4, 7));
  }

  private List<GaugePoint> history() {
    return cellar.ask(
        AlertStoreContract.GAUGE_HISTORY, new GaugeHistory(Scope.DEFAULT, "m", Instant.EPOCH));
  }

  private void tickGauge(String time, double value) {
    Instant at = Instant.parse(time);
    cellar.ask(
        AlertStoreContract.COMMIT_TICK,
        new CommitTick(
            at,
            List.of(),
            List.of(),
            List.of(new Scoped<>(Scope.DEFAULT, new GaugePoint("m", at, value, 7)))));
  }

  private Listing<AlertRow> list(Alert.State state, int limit, String cursor) {
    return cellar.ask(
        AlertStoreContract.FIND_ALERTS,
        new AlertQuery(Scope.DEFAULT, state, null, null, limit, cursor));
  }

  private Throwable listInVain(String cursor) {
    return cellar.askInVain(
        AlertStoreContract.FIND_ALERTS, new AlertQuery(Scope.DEFAULT, null, null, null, 1, cursor));
  }

  private List<Change> changesAfter(long number) {
    return cellar.ask(AlertStoreContract.CHANGES_AFTER, new ChangesAfter(number, 1000));
  }

  @SafeVarargs
  private void tick(Scoped<Alert>... alerts) {
    List<Scoped<Alert>> changed = new ArrayList<>();
    for (Scoped<Alert> alert : alerts) {
      changed.add(alert);
    }
    tick(changed, List.of());
  }

  private void tick(List<Scoped<Alert>> alerts, List<SloMemory> slos) {
    cellar.ask(
        AlertStoreContract.COMMIT_TICK,
        new CommitTick(
            Events.NOON,
            alerts,
            slos.stream().map(slo -> new Scoped<>(Scope.DEFAULT, slo)).toList(),
            List.of()));
  }

  private String name(AlertRow row) {
    return String.valueOf(row.alert().labels().get("name"));
  }

  private static Scoped<Alert> in(Alert alert) {
    return new Scoped<>(Scope.DEFAULT, alert);
  }

  static String id(String name) {
    return Alert.idOf(Scope.DEFAULT, "Rule", new TreeMap<>(Map.of("name", name)));
  }

  static Alert alert(String name, Alert.State state) {
    return alert(name, "Rule", Severity.WARNING, state);
  }

  private static Alert alert(String name, String rule, Severity severity, Alert.State state) {
    return new Alert(
        id(name),
        rule,
        severity,
        state,
        new TreeMap<>(Map.of("name", name)),
        "summary of " + name,
        "description",
        null,
        NANOS,
        state == Alert.State.PENDING ? null : NANOS.plus(Duration.ofMinutes(5)),
        state == Alert.State.RESOLVED ? NANOS.plus(Duration.ofMinutes(9)) : null,
        List.of());
  }

  private static SloMemory slo(String objective, String note) {
    return new SloMemory(
        objective,
        SloStatus.State.NOT_ENOUGH_DATA,
        NANOS,
        "28d 0.95",
        "indicator",
        NANOS.minus(Duration.ofDays(28)),
        NANOS,
        new Tally(3, 1),
        note,
        note == null ? null : NANOS.plus(Duration.ofDays(1)));
  }
}
