package dev.intentobserve.store.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.AlertQuery;
import dev.intentobserve.ports.AlertStorePorts.AlertRow;
import dev.intentobserve.ports.AlertStorePorts.AlertSnapshot;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.ChangesAfter;
import dev.intentobserve.ports.AlertStorePorts.CommitEvaluation;
import dev.intentobserve.ports.AlertStorePorts.Firing;
import dev.intentobserve.ports.AlertStorePorts.GaugeHistory;
import dev.intentobserve.ports.AlertStorePorts.GaugePoint;
import dev.intentobserve.ports.AlertStorePorts.SloSnapshot;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.StoreHarness;
import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.testkit.TestFutures;
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

public class AlertRepositoryTest {
  private static final Scope OTHER = new Scope("acme", "web");
  private static final Instant NANOS = Instant.parse("2026-03-01T11:59:59.123456789Z");

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
  void snapshot_isWhatWasCommitted_alsoAfterACrash() {
    Alert pending = alert("a", Alert.State.PENDING);
    Alert firing = alert("b", Alert.State.FIRING);
    SloSnapshot slo = slo("lead-time", "a note");
    tick(List.of(in(pending), in(firing), in(alert("c", Alert.State.RESOLVED))), List.of(slo));
    store.restart();
    AlertSnapshot memory = store.ask(AlertStorePorts.ALERT_SNAPSHOT, new Nothing());
    assertThat(memory.open()).containsExactly(in(pending), in(firing));
    assertThat(memory.slos()).containsExactly(new Scoped<>(Scope.DEFAULT, slo));
  }

  @Test
  void sloSnapshot_isReplaced() {
    tick(List.of(), List.of(slo("lead-time", "a note")));
    SloSnapshot next = slo("lead-time", null);
    tick(List.of(), List.of(next));
    assertThat(store.ask(AlertStorePorts.ALERT_SNAPSHOT, new Nothing()).slos())
        .containsExactly(new Scoped<>(Scope.DEFAULT, next));
  }

  @Test
  void changes_areNumberedFromTwo_eachWithItsSnapshot() {
    Alert fires = alert("a", Alert.State.FIRING);
    Alert resolved = alert("a", Alert.State.RESOLVED);
    tick(in(fires), new Scoped<>(OTHER, fires));
    tick(in(resolved));
    assertThat(changesAfter(0))
        .containsExactly(
            new Change(2, Scope.DEFAULT, TestEvent.NOON, fires),
            new Change(3, 2, OTHER, TestEvent.NOON, fires),
            new Change(4, 3, Scope.DEFAULT, TestEvent.NOON, resolved));
    assertThat(changesAfter(3)).extracting(Change::number).containsExactly(4L);
    assertThat(changesAfter(4)).isEmpty();
    assertThat(store.ask(AlertStorePorts.CHANGES_AFTER, new ChangesAfter(0, 2)))
        .extracting(Change::number)
        .containsExactly(2L, 3L);
  }

  @Test
  void sameEvaluationAgain_changesNothing() {
    tick(in(alert("a", Alert.State.FIRING)), in(alert("b", Alert.State.PENDING)));
    tick(in(alert("a", Alert.State.FIRING)), in(alert("b", Alert.State.FIRING)));
    assertThat(changesAfter(0))
        .extracting(change -> change.alert().state().code())
        .containsExactly("firing", "pending", "firing");
  }

  @Test
  void firing_isConsistentWithItsHead() {
    assertThat(store.ask(AlertStorePorts.FIRING, new Nothing()))
        .isEqualTo(new Firing(1, List.of()));
    tick(in(alert("a", Alert.State.FIRING)), in(alert("b", Alert.State.FIRING)));
    tick(in(alert("c", Alert.State.PENDING)), in(alert("a", Alert.State.RESOLVED)));
    Firing firing = store.ask(AlertStorePorts.FIRING, new Nothing());
    assertThat(firing.head()).isEqualTo(5);
    assertThat(firing.alerts())
        .containsExactly(
            new Change(3, Scope.DEFAULT, TestEvent.NOON, alert("b", Alert.State.FIRING)));
  }

  @Test
  void unusualCharacters_areReadAsSaved() {
    Alert odd =
        Alert.builder()
            .id("0123456789abcdef")
            .rule("Rule")
            .severity(Severity.CRITICAL)
            .state(Alert.State.FIRING)
            .labels(new TreeMap<>(Map.of("k", "NUL \u0000, quote \" \\ \u202e", "e", "")))
            .summary("line\nline\t\u007f")
            .description("\ud83d\ude00 <&> \u0000")
            .value(1e-300)
            .since(NANOS)
            .fired(NANOS.plusNanos(1))
            .evidence(List.of("/api/v1/events/%00?a=b&c=d"))
            .build();
    SloSnapshot slo = slo("lead-time", "\u0000\u2028");
    tick(List.of(in(odd)), List.of(slo));
    AlertSnapshot memory = store.ask(AlertStorePorts.ALERT_SNAPSHOT, new Nothing());
    assertThat(memory.open()).containsExactly(in(odd));
    assertThat(memory.slos()).extracting(Scoped::value).containsExactly(slo);
    assertThat(changesAfter(0)).extracting(Change::alert).containsExactly(odd);
    tick(in(odd));
    assertThat(changesAfter(0)).hasSize(1);
  }

  /** The parser lets none through; if one comes from elsewhere, nothing fails. */
  @Test
  void loneSurrogate_isReplacedAndStaysTheSameAlert() {
    Alert odd = alert("\ud800", Alert.State.FIRING);
    tick(in(odd));
    tick(in(odd));
    assertThat(changesAfter(0))
        .extracting(change -> change.alert().labels().get("name"))
        .containsExactly("\ufffd");
  }

  @Test
  void lists_beginWithFiringAlerts() {
    tick(in(alert("a", Alert.State.FIRING)), in(alert("b", Alert.State.PENDING)));
    tick(in(alert("c", Alert.State.FIRING)), in(alert("d", Alert.State.RESOLVED)));
    tick(new Scoped<>(OTHER, alert("a", Alert.State.FIRING)));
    assertThat(list(null, 10, null).items()).extracting(this::name).containsExactly("c", "a", "b");
    assertThat(list(Alert.State.RESOLVED, 10, null).items())
        .extracting(this::name)
        .containsExactly("d");
    assertThat(
            store
                .ask(
                    AlertStorePorts.FIND_ALERTS,
                    new AlertQuery(Scope.DEFAULT, null, "Rule", Severity.INFO, 10, null))
                .items())
        .isEmpty();
    assertThat(store.ask(AlertStorePorts.FIND_ALERT, new Scoped<>(Scope.DEFAULT, id("b"))))
        .contains(new AlertRow(3, TestEvent.NOON, alert("b", Alert.State.PENDING)));
    assertThat(store.ask(AlertStorePorts.FIND_ALERT, new Scoped<>(OTHER, id("b")))).isEmpty();
  }

  @Test
  void lists_beginWithTheMostSevere_andEndWithTestAlerts() {
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
  void pages_areNotShiftedByAdditions() {
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
  void pendingCommit_delaysEveryLaterChange() throws SQLException {
    tick(in(alert("a", Alert.State.FIRING)));
    try (Connection other = DriverManager.getConnection(store.database.jdbcUrl());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(AdvisoryLocks.ALERT_CHANGES);
      statement.execute(
          "insert into alert_change select 3, 3, tenant, project, 'held', at, snapshot"
              + " from alert_change where number = 2");
      Future<Boolean> later =
          AlertStorePorts.COMMIT_EVALUATION.ask(
              store.vertx(),
              new CommitEvaluation(
                  TestEvent.NOON,
                  List.of(in(alert("b", Alert.State.FIRING))),
                  List.of(),
                  List.of()));
      assertThat(changesAfter(0)).extracting(Change::number).containsExactly(2L);
      assertThat(later.isComplete()).isFalse();
      other.commit();
      TestFutures.await(later);
      assertThat(changesAfter(2)).extracting(Change::number).containsExactly(3L, 4L);
    }
  }

  @Test
  void twoProcesses_numberWithoutGap_andReadersSkipNothing() {
    try (StoreHarness secondProcess = store.secondProcess()) {
      List<Future<Boolean>> ticks =
          IntStream.range(0, 60)
              .mapToObj(
                  n ->
                      AlertStorePorts.COMMIT_EVALUATION.ask(
                          (n % 2 == 0 ? store : secondProcess).vertx(),
                          new CommitEvaluation(
                              TestEvent.NOON,
                              List.of(
                                  in(alert("x" + n, Alert.State.FIRING)),
                                  in(alert("y" + n, Alert.State.PENDING))),
                              List.of(),
                              List.of())))
              .toList();
      List<Long> seen = new ArrayList<>();
      while (seen.size() < 120) {
        long after = seen.isEmpty() ? 0 : seen.getLast();
        store
            .ask(AlertStorePorts.CHANGES_AFTER, new ChangesAfter(after, 7))
            .forEach(change -> seen.add(change.number()));
      }
      TestFutures.await(Future.all(ticks));
      assertThat(seen).containsExactlyElementsOf(LongStream.rangeClosed(2, 121).boxed().toList());
    }
  }

  @Test
  void committedChange_isHinted() {
    Promise<Long> hinted = Promise.promise();
    TestFutures.await(Hint.ALERTS.subscribe(store.vertx(), hinted::tryComplete));
    tick(in(alert("a", Alert.State.FIRING)), in(alert("b", Alert.State.FIRING)));
    assertThat(TestFutures.await(hinted.future())).isEqualTo(3L);
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
            store.ask(
                AlertStorePorts.GAUGE_HISTORY,
                new GaugeHistory(Scope.DEFAULT, "m", Instant.parse("2026-03-03T00:00:00Z"))))
        .containsExactly(new GaugePoint("m", Instant.parse("2026-03-03T00:00:00Z"), 4, 7));
  }

  private List<GaugePoint> history() {
    return store.ask(
        AlertStorePorts.GAUGE_HISTORY, new GaugeHistory(Scope.DEFAULT, "m", Instant.EPOCH));
  }

  private void tickGauge(String time, double value) {
    Instant at = Instant.parse(time);
    store.ask(
        AlertStorePorts.COMMIT_EVALUATION,
        new CommitEvaluation(
            at,
            List.of(),
            List.of(),
            List.of(new Scoped<>(Scope.DEFAULT, new GaugePoint("m", at, value, 7)))));
  }

  private Listing<AlertRow> list(Alert.State state, int limit, String cursor) {
    return store.ask(
        AlertStorePorts.FIND_ALERTS,
        new AlertQuery(Scope.DEFAULT, state, null, null, limit, cursor));
  }

  private Throwable listInVain(String cursor) {
    return store.askExpectingFailure(
        AlertStorePorts.FIND_ALERTS, new AlertQuery(Scope.DEFAULT, null, null, null, 1, cursor));
  }

  private List<Change> changesAfter(long number) {
    return store.ask(AlertStorePorts.CHANGES_AFTER, new ChangesAfter(number, 1000));
  }

  @SafeVarargs
  private void tick(Scoped<Alert>... alerts) {
    List<Scoped<Alert>> changed = new ArrayList<>();
    for (Scoped<Alert> alert : alerts) {
      changed.add(alert);
    }
    tick(changed, List.of());
  }

  private void tick(List<Scoped<Alert>> alerts, List<SloSnapshot> slos) {
    store.ask(
        AlertStorePorts.COMMIT_EVALUATION,
        new CommitEvaluation(
            TestEvent.NOON,
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

  public static String id(String name) {
    return Alert.idOf(Scope.DEFAULT, "Rule", new TreeMap<>(Map.of("name", name)));
  }

  public static Alert alert(String name, Alert.State state) {
    return alert(name, "Rule", Severity.WARNING, state);
  }

  private static Alert alert(String name, String rule, Severity severity, Alert.State state) {
    return Alert.builder()
        .id(id(name))
        .rule(rule)
        .severity(severity)
        .state(state)
        .labels(new TreeMap<>(Map.of("name", name)))
        .summary("summary of " + name)
        .description("description")
        .since(NANOS)
        .fired(state == Alert.State.PENDING ? null : NANOS.plus(Duration.ofMinutes(5)))
        .resolved(state == Alert.State.RESOLVED ? NANOS.plus(Duration.ofMinutes(9)) : null)
        .build();
  }

  private static SloSnapshot slo(String objective, String note) {
    return new SloSnapshot(
        objective,
        SloStatus.State.NOT_ENOUGH_DATA,
        NANOS,
        "28d 0.95",
        "indicator",
        NANOS.minus(Duration.ofDays(28)),
        NANOS,
        new GoodBadCount(3, 1),
        note,
        note == null ? null : NANOS.plus(Duration.ofDays(1)));
  }
}
