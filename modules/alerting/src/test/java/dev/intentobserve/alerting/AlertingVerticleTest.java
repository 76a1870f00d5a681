package dev.intentobserve.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.alerting.rule.ContractFixtures;
import dev.intentobserve.alerting.rule.RuleConfig;
import dev.intentobserve.alerting.slo.TestObjectives;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.model.slo.SloStatus.State;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertingPorts;
import dev.intentobserve.ports.AlertingPorts.FireTestAlert;
import dev.intentobserve.ports.AlertingPorts.SlosOf;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.Emitter;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.testkit.MutableClock;
import dev.intentobserve.testkit.TestFutures;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class AlertingVerticleTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final AlertingConfig MANUAL_TICKS =
      new AlertingConfig(
          Duration.ofHours(1),
          Duration.ofSeconds(10),
          null,
          Duration.ofHours(1),
          Duration.ofMinutes(5),
          RuleConfig.DEFAULT);

  private final MutableClock clock = new MutableClock(NOON);
  private final List<Objective> shipped = new ArrayList<>();
  private Vertx vertx;
  private FakePorts ports;
  private AlertingVerticle verticle;
  private String deployment;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    ports = FakePorts.open(vertx);
    shipped.add(
        TestObjectives.contracts(
            0.95, TestObjectives.FOUR_WEEKS, TestObjectives.FAST, TestObjectives.SLOW));
  }

  @Test
  void burningBudget_commitsEachChangeOnce_atItsMinute() {
    deploy();

    assertThat(burnForAnHour(180, -1)).isEqualTo(anHourOfBurning());
  }

  @Test
  void restartInTheMiddle_givesTheSameChanges() {
    for (int restart : new int[] {11, 30, 44, 63, 66, 165}) {
      ports = fresh();
      deploy();

      assertThat(burnForAnHour(180, restart)).isEqualTo(anHourOfBurning());
    }
  }

  private static List<String> anHourOfBurning() {
    String alert = "critical %s Contract pass rate burns its error budget much too fast";
    String slow = "warning %s Contract pass rate burns its error budget too fast";
    return List.of(
        "2026-11-20T12:11:00Z " + slow.formatted("FIRING"),
        "2026-11-20T12:44:00Z " + alert.formatted("FIRING"),
        "2026-11-20T13:07:00Z " + alert.formatted("RESOLVED"),
        "2026-11-20T14:48:00Z " + slow.formatted("RESOLVED"));
  }

  /** One event a minute: good ones for an hour, bad ones for an hour from noon, then good ones. */
  private List<String> burnForAnHour(int minutes, int restart) {
    for (int minute = -60; minute < 0; minute++) {
      ports.history.add(NOON.plusSeconds(60L * minute), 1, 0);
    }
    for (int minute = 0; minute < minutes; minute++) {
      if (minute == restart) {
        redeploy();
      }
      clock.set(NOON.plusSeconds(60L * minute));
      tick();
      ports.history.add(clock.instant(), minute < 60 ? 0 : 1, minute < 60 ? 1 : 0);
    }
    return ports.taken();
  }

  @Test
  void status_isThatOfTheLastTick_andEvaluatedOnDemandBeforeTheFirst() {
    deploy();
    ports.history.add(NOON.minusSeconds(3600), 20, 0);

    assertThat(slos()).extracting(SloStatus::tally).containsExactly(tally(20, 0));
    ports.history.add(NOON.minusSeconds(3600), 1, 0);
    assertThat(slos()).extracting(SloStatus::tally).containsExactly(tally(21, 0));
    tick();
    ports.history.add(NOON.minusSeconds(3600), 1, 0);
    assertThat(slos()).extracting(SloStatus::tally).containsExactly(tally(21, 0));
    assertThat(
            TestFutures.await(
                AlertingPorts.SLOS.ask(vertx, new SlosOf(new Scope("acme", "shop"), null))))
        .isEmpty();
    assertThat(
            TestFutures.await(
                AlertingPorts.SLOS.ask(vertx, new SlosOf(Scope.DEFAULT, "no-such-objective"))))
        .isEmpty();
  }

  @Test
  void allWindows_areOneQuery_failureExpiryIsSearchedOnlyWhenTheirNumberChanges() {
    shipped.add(
        TestObjectives.of("other", TestObjectives.latency(), 0.9, TestObjectives.days(7), 1));
    deploy();
    ports.history.add(NOON.minusSeconds(7200), 20, 1);

    tick();
    assertThat(ports.countQueries.getFirst()).isEqualTo((1 + 4 + 1) + (1 + 1));
    assertThat(ports.countQueries).hasSizeBetween(4, 5);
    ports.countQueries.clear();
    clock.advance(Duration.ofMinutes(1));
    tick();
    assertThat(ports.countQueries).containsExactly((1 + 4 + 1 + 1) + (1 + 1 + 1));
    assertThat(slos().getFirst().message())
        .endsWith("none may fail until 18 Dec 10:01 UTC, when it leaves the window.");
  }

  @Test
  void objectiveThatThrows_stopsNoOther() {
    TimeWindow impossible =
        new TimeWindow.Calendar(Integer.MAX_VALUE, 0, Instant.MIN, ZoneId.of("UTC"));
    shipped.addFirst(
        TestObjectives.of("impossible", TestObjectives.contracts(), 0.5, impossible, 1));
    ports.history.add(NOON.minusSeconds(60), 20, 0);
    deploy();

    tick();

    assertThat(slos())
        .extracting(status -> status.objective().name())
        .containsExactly("contract-pass-rate");
  }

  @Test
  void unavailableData_leavesAlertsAsTheyAre() {
    ports.traces = List.of(intent("INT-7", NOON.minus(Duration.ofDays(8))));
    ports.signals = 30;
    ports.history.add(NOON.minusSeconds(60), 0, 10);
    deploy();
    tick();
    assertThat(ports.taken()).hasSize(4);

    for (var port :
        List.of(
            MetricStorePorts.GOOD_BAD_COUNTS,
            MetricStorePorts.SUM,
            MetricStorePorts.SERIES,
            MetricStorePorts.ACTIVITY,
            AlertStorePorts.GAUGE_HISTORY,
            StorePorts.FIND_TRACES)) {
      ports.busy.add(port.address());
    }
    clock.advance(Duration.ofHours(2));
    tick();
    assertThat(ports.taken()).isEmpty();
    assertThat(slos()).extracting(SloStatus::state).containsExactly(State.CRITICAL);

    ports.busy.clear();
    ports.traces = List.of();
    ports.signals = 3;
    tick();
    assertThat(ports.taken())
        .containsExactlyInAnyOrder(
            "2026-11-20T14:00:00Z warning RESOLVED Intent INT-7 has had no event since 12 Nov"
                + " 12:00 UTC",
            "2026-11-20T14:00:00Z warning RESOLVED More than 20 new signals within 1 d");
  }

  @Test
  void busyStore_changesNothing_andTheNextTickCatchesUp() {
    ports.signals = 30;
    deploy();
    ports.busy.add(AlertStorePorts.COMMIT_EVALUATION.address());
    tick();
    ports.busy.clear();
    ports.busy.add(AlertStorePorts.ALERT_SNAPSHOT.address());
    tick();
    assertThat(ports.taken()).isEmpty();

    ports.busy.clear();
    tick();
    tick();

    assertThat(ports.taken())
        .containsExactly("2026-11-20T12:00:00Z warning FIRING More than 20 new signals within 1 d");
  }

  @Test
  void builtInRules_fireAndResolveAtTheirMinute() {
    Instant last = NOON.minus(Duration.ofDays(7)).plusSeconds(120);
    ports.traces = List.of(intent("INT-7", last));
    ports.emitters = List.of(work(NOON.minus(Duration.ofHours(48)).plusSeconds(60)));
    deploy();
    for (int minute = 0; minute < 5; minute++) {
      clock.set(NOON.plusSeconds(60L * minute));
      ports.signals = minute < 2 ? 20 : minute < 4 ? 21 : 19;
      tick();
    }

    assertThat(ports.taken())
        .containsExactly(
            "2026-11-20T12:01:00Z warning PENDING No work event since 18 Nov 12:01 UTC",
            "2026-11-20T12:02:00Z warning FIRING More than 20 new signals within 1 d",
            "2026-11-20T12:02:00Z warning FIRING No work event since 18 Nov 12:01 UTC",
            "2026-11-20T12:03:00Z warning FIRING Intent INT-7 has had no event since 13 Nov"
                + " 12:02 UTC",
            "2026-11-20T12:04:00Z warning RESOLVED More than 20 new signals within 1 d");
  }

  @Test
  void oldEventsThatAreStillBeingSent_areNoStall() {
    ports.emitters = List.of(work(NOON.minus(Duration.ofDays(5))));
    deploy();
    tick();
    clock.advance(Duration.ofSeconds(45));
    ports.emitters = List.of(work(NOON));
    tick();
    tick();

    assertThat(ports.taken())
        .containsExactly(
            "2026-11-20T12:00:00Z warning PENDING No work event since 15 Nov 12:00 UTC",
            "2026-11-20T12:00:45Z warning RESOLVED No work event since 15 Nov 12:00 UTC");
  }

  private static Emitter work(Instant last) {
    return new Emitter("work", "all", List.of(last), last, "e-1");
  }

  @Test
  void failedContract_firesAtOnce_forAllItsAssertions_untilItIsVerified() {
    ports.failed =
        List.of(
            ContractFixtures.assertion("a", "2026-11-20T11:58:00Z"),
            ContractFixtures.assertion("b", "2026-11-20T11:59:00Z"));
    ports.placed =
        Map.of(
            ContractFixtures.CONTRACT,
            ContractFixtures.placed("started", "contract.started", "2026-11-20T11:00:00Z"));
    deploy();
    tick();
    tick();
    ports.placed =
        Map.of(
            ContractFixtures.CONTRACT,
            ContractFixtures.placed("verified", "contract.verified", "2026-11-20T12:01:00Z"));
    clock.advance(Duration.ofMinutes(2));
    tick();

    assertThat(ports.taken())
        .containsExactly(
            "2026-11-20T12:00:00Z critical FIRING Contract CON-1 of spec SPEC-3 failed on 20 Nov"
                + " 11:59 UTC: assertions a, b",
            "2026-11-20T12:02:00Z critical RESOLVED Contract CON-1 of spec SPEC-3 failed on 20 Nov"
                + " 11:59 UTC: assertions a, b");
  }

  @Test
  void trust_isStoredHourly_andItsFallFiresAWeekLater() {
    deploy();
    for (int hour = 0; hour <= 24 * 7; hour++) {
      ports.series = List.of(trust(hour < 150 ? 8 : 6, 10));
      clock.set(NOON.plus(Duration.ofHours(hour)));
      tick();
      clock.advance(Duration.ofMinutes(30));
      tick();
    }

    assertThat(ports.gauges(TelemetryNames.INTENT_SIGNALS_TRUST_AVG)).isEqualTo(24 * 7 + 1);
    assertThat(ports.taken())
        .containsExactly(
            "2026-11-26T18:00:00Z info FIRING Mean trust of active signals is falling");
  }

  @Test
  void thousandsOfAlerts_comeAThousandATick_andAllInTheEnd() {
    List<TraceSummary> many = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      many.add(intent("INT-" + i, NOON.minus(Duration.ofDays(8))));
    }
    ports.traces = many;
    ports.failed = List.of(ContractFixtures.assertion("a", "2026-11-20T11:58:00Z"));
    ports.placed =
        Map.of(
            ContractFixtures.CONTRACT,
            ContractFixtures.placed("started", "contract.started", "2026-11-20T11:00:00Z"));
    deploy();

    tick();
    assertThat(ports.taken()).hasSize(1000).first().asString().contains("critical FIRING");
    tick();
    tick();
    assertThat(ports.firing()).hasSize(2501);
    tick();
    assertThat(ports.taken()).hasSize(1501);
  }

  @Test
  void gauges_showStatesBudgetsRatesAndAlerts_andGoBackToZero() {
    RecordingMeters meters = new RecordingMeters();
    ports.signals = 30;
    ports.history.add(NOON.minusSeconds(60), 18, 2);
    deploy(meters);
    tick();

    assertThat(
            meters.gauge(
                TelemetryNames.SLO_STATE, "slo", "contract-pass-rate", "state", "critical"))
        .isEqualTo(1);
    assertThat(meters.gauge(TelemetryNames.SLO_STATE, "slo", "contract-pass-rate", "state", "ok"))
        .isZero();
    assertThat(meters.gauge(TelemetryNames.SLO_BUDGET_REMAINING, "slo", "contract-pass-rate"))
        .isEqualTo(-1);
    assertThat(
            meters.gauge(TelemetryNames.SLO_BURN_RATE, "slo", "contract-pass-rate", "window", "5m"))
        .isEqualTo(2);
    assertThat(
            meters.gauge(
                TelemetryNames.ALERTS_FIRING, "rule", "VolumeSurge", "severity", "warning"))
        .isEqualTo(1);
    assertThat(meters.timed()).containsExactly(TelemetryNames.METRIC_TICK);

    ports.signals = 0;
    tick();
    assertThat(
            meters.gauge(
                TelemetryNames.ALERTS_FIRING, "rule", "VolumeSurge", "severity", "warning"))
        .isZero();
  }

  @Test
  void testAlert_firesAndIsResolvedAtTheNextTick() {
    deploy();
    Alert alert =
        TestFutures.await(AlertingPorts.TEST.ask(vertx, new FireTestAlert(Scope.DEFAULT, "amira")));

    assertThat(alert.state()).isEqualTo(Alert.State.FIRING);
    assertThat(ports.firing()).containsExactly(alert);
    tick();
    tick();
    assertThat(ports.taken())
        .containsExactly(
            "2026-11-20T12:00:00Z info FIRING Test alert requested by amira",
            "2026-11-20T12:00:00Z info RESOLVED Test alert requested by amira");
  }

  @Test
  void twoTicksAtOnce_areOne() {
    ports.signals = 30;
    deploy();
    Promise<List<Future<Void>>> begun = Promise.promise();
    vertx.runOnContext(turn -> begun.complete(List.of(verticle.tick(), verticle.tick())));

    List<Future<Void>> ticks = TestFutures.await(begun.future());
    ticks.forEach(TestFutures::await);

    assertThat(ticks.get(0)).isSameAs(ticks.get(1));
    assertThat(ports.taken()).hasSize(1);
  }

  @Test
  void objectives_areTheActiveOnes() {
    deploy();

    assertThat(TestFutures.await(AlertingPorts.OBJECTIVES.ask(vertx, new Nothing())).objectives())
        .isEqualTo(shipped);
  }

  @Test
  void storeThatNeverAnswered_isBusyForTheCaller() {
    ports.busy.add(AlertStorePorts.ALERT_SNAPSHOT.address());
    deploy();

    assertThat(
            TestFutures.awaitFailure(
                AlertingPorts.SLOS.ask(vertx, new SlosOf(Scope.DEFAULT, null))))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.BUSY));
  }

  private FakePorts fresh() {
    if (deployment != null) {
      TestFutures.await(vertx.undeploy(deployment));
    }
    TestFutures.await(vertx.close());
    vertx = Vertx.vertx();
    return FakePorts.open(vertx);
  }

  private void deploy() {
    deploy(Meters.NONE);
  }

  private void deploy(Meters meters) {
    verticle = new AlertingVerticle(MANUAL_TICKS, clock, meters, List.copyOf(shipped), true);
    deployment = TestFutures.await(vertx.deployVerticle(verticle));
  }

  private void redeploy() {
    TestFutures.await(vertx.undeploy(deployment));
    deploy();
  }

  private void tick() {
    Promise<Void> ticked = Promise.promise();
    vertx.runOnContext(turn -> verticle.tick().onComplete(ticked));
    TestFutures.await(ticked.future());
  }

  private List<SloStatus> slos() {
    return TestFutures.await(AlertingPorts.SLOS.ask(vertx, new SlosOf(Scope.DEFAULT, null)));
  }

  private static Scoped<SeriesTotal> trust(double sum, long count) {
    return new Scoped<>(
        Scope.DEFAULT,
        new SeriesTotal(
            MetricSeries.of(TelemetryNames.INTENT_SIGNALS_TRUST_AVG),
            count,
            sum,
            List.of(),
            new Stamp(NOON, 0, "e-1"),
            Map.of()));
  }

  private static GoodBadCount tally(long good, long bad) {
    return new GoodBadCount(good, bad);
  }

  private static TraceSummary intent(String id, Instant last) {
    return new TraceSummary(
        "0".repeat(31) + "1",
        new EntityKey(EntityKind.INTENT, id),
        "specced",
        "spec",
        id,
        last,
        null,
        last,
        3);
  }
}
