package dev.intentobserve.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.AlertContract;
import dev.intentobserve.contract.AlertContract.AllObjectives;
import dev.intentobserve.contract.AlertContract.ObjectiveProblem;
import dev.intentobserve.contract.AlertContract.SlosOf;
import dev.intentobserve.contract.AlertContract.TestFire;
import dev.intentobserve.contract.AlertStoreContract;
import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.Emitter;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Period;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Series;
import dev.intentobserve.event.SeriesTotal;
import dev.intentobserve.event.SloStatus;
import dev.intentobserve.event.SloStatus.State;
import dev.intentobserve.event.Stamp;
import dev.intentobserve.event.Tally;
import dev.intentobserve.event.TraceSummary;
import dev.intentobserve.testkit.Bus;
import dev.intentobserve.testkit.MutableClock;
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
class AlertVerticleTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final AlertConfig SELDOM =
      new AlertConfig(
          Duration.ofHours(1),
          Duration.ofSeconds(10),
          null,
          Duration.ofHours(1),
          Duration.ofMinutes(5),
          AlertConfig.Rules.DEFAULT);

  private final MutableClock clock = new MutableClock(NOON);
  private final List<Objective> shipped = new ArrayList<>();
  private Vertx vertx;
  private FakeHouse house;
  private AlertVerticle room;
  private String deployment;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    house = FakeHouse.open(vertx);
    shipped.add(Slos.contracts(0.95, Slos.FOUR_WEEKS, Slos.FAST, Slos.SLOW));
  }

  @Test
  void burningBudget_tellsEachChangeOnce_atItsMinute() {
    deploy();

    assertThat(burnForAnHour(180, -1)).isEqualTo(anHourOfBurning());
  }

  @Test
  void restartInTheMiddle_endsTheSame() {
    for (int restart : new int[] {11, 30, 44, 63, 66, 165}) {
      house = fresh();
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

  /** A case a minute: an hour of good ones, an hour of bad ones from noon on, then good ones. */
  private List<String> burnForAnHour(int minutes, int restart) {
    for (int minute = -60; minute < 0; minute++) {
      house.history.add(NOON.plusSeconds(60L * minute), 1, 0);
    }
    for (int minute = 0; minute < minutes; minute++) {
      if (minute == restart) {
        redeploy();
      }
      clock.set(NOON.plusSeconds(60L * minute));
      tick();
      house.history.add(clock.instant(), minute < 60 ? 0 : 1, minute < 60 ? 1 : 0);
    }
    return house.taken();
  }

  @Test
  void status_isThatOfTheLastTick_andJudgedOnDemandBeforeTheFirst() {
    deploy();
    house.history.add(NOON.minusSeconds(3600), 20, 0);

    assertThat(slos()).extracting(SloStatus::tally).containsExactly(tally(20, 0));
    house.history.add(NOON.minusSeconds(3600), 1, 0);
    assertThat(slos()).extracting(SloStatus::tally).containsExactly(tally(21, 0));
    tick();
    house.history.add(NOON.minusSeconds(3600), 1, 0);
    assertThat(slos()).extracting(SloStatus::tally).containsExactly(tally(21, 0));
    assertThat(
            Bus.await(AlertContract.SLOS.ask(vertx, new SlosOf(new Scope("acme", "shop"), null))))
        .isEmpty();
    assertThat(
            Bus.await(
                AlertContract.SLOS.ask(vertx, new SlosOf(Scope.DEFAULT, "no-such-objective"))))
        .isEmpty();
  }

  @Test
  void allWindows_areOneQuestion_failuresThatLeaveAreLookedForOnlyWhenTheirNumberChanges() {
    shipped.add(Slos.of("other", Slos.latency(), 0.9, Slos.days(7), 1));
    deploy();
    house.history.add(NOON.minusSeconds(7200), 20, 1);

    tick();
    assertThat(house.tallyQuestions.getFirst()).isEqualTo((1 + 4 + 1) + (1 + 1));
    assertThat(house.tallyQuestions).hasSizeBetween(4, 5);
    house.tallyQuestions.clear();
    clock.advance(Duration.ofMinutes(1));
    tick();
    assertThat(house.tallyQuestions).containsExactly((1 + 4 + 1 + 1) + (1 + 1 + 1));
    assertThat(slos().getFirst().message())
        .endsWith("none may fail until 18 Dec 10:01 UTC, when it leaves the window.");
  }

  @Test
  void objectiveThatThrows_stopsNoOther() {
    Period impossible = new Period.Calendar(Integer.MAX_VALUE, 0, Instant.MIN, ZoneId.of("UTC"));
    shipped.addFirst(Slos.of("impossible", Slos.contracts(), 0.5, impossible, 1));
    house.history.add(NOON.minusSeconds(60), 20, 0);
    deploy();

    tick();

    assertThat(slos())
        .extracting(status -> status.objective().name())
        .containsExactly("contract-pass-rate");
  }

  @Test
  void unknownFigures_leaveAlertsAsTheyAre() {
    house.traces = List.of(intent("INT-7", NOON.minus(Duration.ofDays(8))));
    house.signals = 30;
    house.history.add(NOON.minusSeconds(60), 0, 10);
    deploy();
    tick();
    assertThat(house.taken()).hasSize(4);

    for (var port :
        List.of(
            FiguresContract.TALLIES,
            FiguresContract.SUM,
            FiguresContract.SERIES,
            FiguresContract.ACTIVITY,
            AlertStoreContract.GAUGE_HISTORY,
            StoreContract.FIND_TRACES)) {
      house.busy.add(port.address());
    }
    clock.advance(Duration.ofHours(2));
    tick();
    assertThat(house.taken()).isEmpty();
    assertThat(slos()).extracting(SloStatus::state).containsExactly(State.CRITICAL);

    house.busy.clear();
    house.traces = List.of();
    house.signals = 3;
    tick();
    assertThat(house.taken())
        .containsExactlyInAnyOrder(
            "2026-11-20T14:00:00Z warning RESOLVED Intent INT-7 has had no event since 12 Nov"
                + " 12:00 UTC",
            "2026-11-20T14:00:00Z warning RESOLVED More than 20 new signals within 1 d");
  }

  @Test
  void busyCellar_changesNothing_andTheNextTickCatchesUp() {
    house.signals = 30;
    deploy();
    house.busy.add(AlertStoreContract.COMMIT_TICK.address());
    tick();
    house.busy.clear();
    house.busy.add(AlertStoreContract.MEMORY.address());
    tick();
    assertThat(house.taken()).isEmpty();

    house.busy.clear();
    tick();
    tick();

    assertThat(house.taken())
        .containsExactly("2026-11-20T12:00:00Z warning FIRING More than 20 new signals within 1 d");
  }

  @Test
  void builtInRules_fireAtTheirMinute_andAreOverAtTheirs() {
    Instant last = NOON.minus(Duration.ofDays(7)).plusSeconds(120);
    house.traces = List.of(intent("INT-7", last));
    house.emitters = List.of(work(NOON.minus(Duration.ofHours(48)).plusSeconds(60)));
    deploy();
    for (int minute = 0; minute < 5; minute++) {
      clock.set(NOON.plusSeconds(60L * minute));
      house.signals = minute < 2 ? 20 : minute < 4 ? 21 : 19;
      tick();
    }

    assertThat(house.taken())
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
    house.emitters = List.of(work(NOON.minus(Duration.ofDays(5))));
    deploy();
    tick();
    clock.advance(Duration.ofSeconds(45));
    house.emitters = List.of(work(NOON));
    tick();
    tick();

    assertThat(house.taken())
        .containsExactly(
            "2026-11-20T12:00:00Z warning PENDING No work event since 15 Nov 12:00 UTC",
            "2026-11-20T12:00:45Z warning RESOLVED No work event since 15 Nov 12:00 UTC");
  }

  private static Emitter work(Instant last) {
    return new Emitter("work", "all", List.of(last), last, "e-1");
  }

  @Test
  void failedContract_isToldOfAtOnce_forAllItsAssertions_untilItIsVerified() {
    house.failed =
        List.of(
            ContractFailureTest.assertion("a", "2026-11-20T11:58:00Z"),
            ContractFailureTest.assertion("b", "2026-11-20T11:59:00Z"));
    house.placed =
        Map.of(
            ContractFailureTest.CONTRACT,
            ContractFailureTest.placed("started", "contract.started", "2026-11-20T11:00:00Z"));
    deploy();
    tick();
    tick();
    house.placed =
        Map.of(
            ContractFailureTest.CONTRACT,
            ContractFailureTest.placed("verified", "contract.verified", "2026-11-20T12:01:00Z"));
    clock.advance(Duration.ofMinutes(2));
    tick();

    assertThat(house.taken())
        .containsExactly(
            "2026-11-20T12:00:00Z critical FIRING Contract CON-1 of spec SPEC-3 failed on 20 Nov"
                + " 11:59 UTC: assertions a, b",
            "2026-11-20T12:02:00Z critical RESOLVED Contract CON-1 of spec SPEC-3 failed on 20 Nov"
                + " 11:59 UTC: assertions a, b");
  }

  @Test
  void trust_isWrittenDownHourly_andItsFallIsToldAWeekLater() {
    deploy();
    for (int hour = 0; hour <= 24 * 7; hour++) {
      house.series = List.of(trust(hour < 150 ? 8 : 6, 10));
      clock.set(NOON.plus(Duration.ofHours(hour)));
      tick();
      clock.advance(Duration.ofMinutes(30));
      tick();
    }

    assertThat(house.gauges(Names.INTENT_SIGNALS_TRUST_AVG)).isEqualTo(24 * 7 + 1);
    assertThat(house.taken())
        .containsExactly(
            "2026-11-26T18:00:00Z info FIRING Mean trust of active signals is falling");
  }

  @Test
  void tenThousandAlerts_comeAThousandATick_andAllInTheEnd() {
    List<TraceSummary> many = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      many.add(intent("INT-" + i, NOON.minus(Duration.ofDays(8))));
    }
    house.traces = many;
    house.failed = List.of(ContractFailureTest.assertion("a", "2026-11-20T11:58:00Z"));
    house.placed =
        Map.of(
            ContractFailureTest.CONTRACT,
            ContractFailureTest.placed("started", "contract.started", "2026-11-20T11:00:00Z"));
    deploy();

    tick();
    assertThat(house.taken()).hasSize(1000).first().asString().contains("critical FIRING");
    tick();
    tick();
    assertThat(house.firing()).hasSize(2501);
    tick();
    assertThat(house.taken()).hasSize(1501);
  }

  @Test
  void figures_tellStatesBudgetsRatesAndAlerts_andGoBackToZero() {
    FakeMeters meters = new FakeMeters();
    house.signals = 30;
    house.history.add(NOON.minusSeconds(60), 18, 2);
    deploy(meters);
    tick();

    assertThat(meters.gauge(Names.SLO_STATE, "slo", "contract-pass-rate", "state", "critical"))
        .isEqualTo(1);
    assertThat(meters.gauge(Names.SLO_STATE, "slo", "contract-pass-rate", "state", "ok")).isZero();
    assertThat(meters.gauge(Names.SLO_BUDGET_REMAINING, "slo", "contract-pass-rate")).isEqualTo(-1);
    assertThat(meters.gauge(Names.SLO_BURN_RATE, "slo", "contract-pass-rate", "window", "5m"))
        .isEqualTo(2);
    assertThat(meters.gauge(Names.ALERTS_FIRING, "rule", "VolumeSurge", "severity", "warning"))
        .isEqualTo(1);
    assertThat(meters.timed()).containsExactly(Names.METRIC_TICK);

    house.signals = 0;
    tick();
    assertThat(meters.gauge(Names.ALERTS_FIRING, "rule", "VolumeSurge", "severity", "warning"))
        .isZero();
  }

  @Test
  void test_firesAndIsOverAtTheNextTick() {
    deploy();
    Alert alert = Bus.await(AlertContract.TEST.ask(vertx, new TestFire(Scope.DEFAULT, "amira")));

    assertThat(alert.state()).isEqualTo(Alert.State.FIRING);
    assertThat(house.firing()).containsExactly(alert);
    tick();
    tick();
    assertThat(house.taken())
        .containsExactly(
            "2026-11-20T12:00:00Z info FIRING Test alert asked for by amira",
            "2026-11-20T12:00:00Z info RESOLVED Test alert asked for by amira");
  }

  @Test
  void twoTicksAtOnce_areOne() {
    house.signals = 30;
    deploy();
    Promise<List<Future<Void>>> begun = Promise.promise();
    vertx.runOnContext(turn -> begun.complete(List.of(room.tick(), room.tick())));

    List<Future<Void>> ticks = Bus.await(begun.future());
    ticks.forEach(Bus::await);

    assertThat(ticks.get(0)).isSameAs(ticks.get(1));
    assertThat(house.taken()).hasSize(1);
  }

  @Test
  void objectives_areAnsweredAsTheyAreInForce() {
    deploy();

    assertThat(Bus.await(AlertContract.OBJECTIVES.ask(vertx, new AllObjectives())).objectives())
        .isEqualTo(shipped);
  }

  @Test
  void cellarThatNeverAnswered_isBusyForWhoeverAsks() {
    house.busy.add(AlertStoreContract.MEMORY.address());
    deploy();

    assertThat(Bus.awaitFailure(AlertContract.SLOS.ask(vertx, new SlosOf(Scope.DEFAULT, null))))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.BUSY));
  }

  private FakeHouse fresh() {
    if (deployment != null) {
      Bus.await(vertx.undeploy(deployment));
    }
    Bus.await(vertx.close());
    vertx = Vertx.vertx();
    return FakeHouse.open(vertx);
  }

  private void deploy() {
    deploy(Meters.NONE);
  }

  private void deploy(Meters meters) {
    room =
        new AlertVerticle(
            SELDOM,
            clock,
            meters,
            new ObjectiveSource() {
              @Override
              public List<Objective> shipped() {
                return List.copyOf(shipped);
              }

              @Override
              public Reading read(String file, byte[] bytes) {
                return new Reading(List.of(), List.of(new ObjectiveProblem(file, 0, "", "")));
              }
            },
            true);
    deployment = Bus.await(vertx.deployVerticle(room));
  }

  private void redeploy() {
    Bus.await(vertx.undeploy(deployment));
    deploy();
  }

  private void tick() {
    Promise<Void> ticked = Promise.promise();
    vertx.runOnContext(turn -> room.tick().onComplete(ticked));
    Bus.await(ticked.future());
  }

  private List<SloStatus> slos() {
    return Bus.await(AlertContract.SLOS.ask(vertx, new SlosOf(Scope.DEFAULT, null)));
  }

  private static Scoped<SeriesTotal> trust(double sum, long count) {
    return new Scoped<>(
        Scope.DEFAULT,
        new SeriesTotal(
            Series.of(Names.INTENT_SIGNALS_TRUST_AVG),
            count,
            sum,
            List.of(),
            new Stamp(NOON, 0, "e-1"),
            Map.of()));
  }

  private static Tally tally(long good, long bad) {
    return new Tally(good, bad);
  }

  private static TraceSummary intent(String id, Instant last) {
    return new TraceSummary(
        "0".repeat(31) + "1",
        new EntityKey(Kind.INTENT, id),
        "specced",
        "spec",
        id,
        last,
        null,
        last,
        3);
  }
}
