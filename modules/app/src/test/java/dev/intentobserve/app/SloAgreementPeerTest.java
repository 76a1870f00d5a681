package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.alerting.Alerting;
import dev.intentobserve.alerting.AlertingConfig;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.ports.AlertingPorts;
import dev.intentobserve.ports.AlertingPorts.SlosOf;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.slo.BurnRule;
import dev.intentobserve.store.Store;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.testkit.MutableClock;
import dev.intentobserve.testkit.TestFutures;
import dev.intentobserve.testkit.TestPostgres;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same past is told to the real alerting module, through the real store, and to a real
 * Prometheus that evaluates the generated rules. They are asked at the same moments.
 */
@Tag("peer")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SloAgreementPeerTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int DAYS = 34;
  private static final int MINUTES = DAYS * 1440;

  /** No divisor of a day or an hour, so that every minute of an hour gets its turn. */
  private static final Duration STEP = Duration.ofMinutes(97);

  private static final Instant ARRIVAL = START.plus(Duration.ofDays(20)).plusSeconds(12 * 3600);
  private static final Instant HAPPENED = ARRIVAL.minus(Duration.ofDays(3));
  private static final int LATE = 200;

  private static final String BAD = "intent_observe:slo_bad:increase";

  @TempDir static Path directory;
  private static final MutableClock clock = new MutableClock(START);
  private static final Map<String, Objective> objectives = new TreeMap<>();
  private static Vertx vertx;
  private static PrometheusBackfill prometheus;

  @BeforeAll
  static void open() throws Exception {
    Map<String, SloHistory> told = new TreeMap<>();
    told.put("day", SloHistory.random("day", START, MINUTES, 3, 0.05));
    told.put("month", SloHistory.random("month", START, MINUTES, 5, 0.004));
    told.put("never", SloHistory.random("never", START, MINUTES, 8, 0.0001));
    told.put("edge", SloHistory.onTheEdge("edge", START, MINUTES, 21, 100));
    told.put("late", SloHistory.steady("late", START, MINUTES));
    openModules();
    told.forEach(
        (name, history) ->
            history.commits(objectives.get(name)).forEach(SloAgreementPeerTest::commit));
    told.get("late").failing(ARRIVAL, LATE);
    StringBuilder text = new StringBuilder("# TYPE intent_observe_slo_events counter\n");
    told.values().forEach(history -> history.openMetrics(text));
    Instant[] span = {START, START.plusSeconds(60L * (MINUTES - 1))};
    Path home = Files.createDirectory(directory.resolve("prometheus"));
    prometheus =
        PrometheusBackfill.of(
            home, text.append("# EOF\n").toString(), List.copyOf(objectives.values()), STEP, span);
  }

  private static void openModules() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("objectives"));
    Files.writeString(folder.resolve("all.yaml"), StageObjectives.yaml());
    TestPostgres.Database db = TestPostgres.shared().create();
    StoreConfig store =
        StoreConfig.DEFAULT.at(db.host(), db.port(), db.name(), db.user(), db.password());
    Store.migrate(store);
    vertx = Vertx.vertx();
    TestFutures.await(vertx.deployVerticle(Store.deployable(store, clock, Meters.NONE)));
    TestFutures.await(
        vertx.deployVerticle(Alerting.deployable(neverTicking(folder), clock, Meters.NONE)));
    TestFutures.await(AlertingPorts.OBJECTIVES.ask(vertx, new Nothing())).objectives().stream()
        .filter(objective -> !objective.origin().equals("shipped"))
        .forEach(objective -> objectives.put(objective.name(), objective));
    assertThat(objectives).containsOnlyKeys("day", "edge", "late", "month", "never");
  }

  /** Before its first tick the module evaluates at each request. */
  private static AlertingConfig neverTicking(Path folder) {
    AlertingConfig defaults = AlertingConfig.DEFAULT;
    return new AlertingConfig(
        Duration.ofDays(1),
        Duration.ofSeconds(30),
        folder.toString(),
        Duration.ofDays(1),
        defaults.keepFiring(),
        defaults.rules());
  }

  @AfterAll
  static void close() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (vertx != null) {
      TestFutures.await(vertx.close());
    }
  }

  @Test
  void everyWindowAndPair_isTheSameAtEveryMoment() throws Exception {
    int moments = 0;
    int windows = 0;
    for (String name : List.of("day", "edge", "month", "never")) {
      Objective objective = objectives.get(name);
      SloAgreement agreement = new SloAgreement(prometheus, objective);
      List<Instant> all = prometheus.moments(objective);
      for (Instant moment : all) {
        agreement.compare(moment, judged(objective, moment));
      }
      agreement.assertEveryPairBurntNowAndThen(all.size());
      moments += all.size();
      windows += agreement.windows();
    }
    assertThat(moments).isGreaterThan(2000);
    assertThat(windows).isGreaterThan(15_000);
  }

  /** {@code docs/operations/objectives.md} has the table of what Prometheus cannot know. */
  @Test
  void lateFailures_countWhenTheyHappenedHere_andWhenTheyAreScrapedThere() throws Exception {
    Objective late = objectives.get("late");
    Burn sixHours = late.burns().get(1);
    Duration week = BurnRule.nominal(late.window());
    Instant before = moment(late, ARRIVAL.minus(STEP));
    assertThat(judged(late, before).tally().bad()).isZero();
    assertThat(prometheusBad(late, week, before)).isZero();
    commit(SloHistory.commit(List.of(SloHistory.tick(late, HAPPENED, 0, LATE))));

    Instant after = moment(late, ARRIVAL.plusSeconds(60));
    assertThat(judged(late, after).tally().bad()).isEqualTo(LATE);
    assertThat(prometheusBad(late, week, after)).isEqualTo(LATE);
    assertThat(judged(late, after).burns().get(1).longTally().bad()).isZero();
    assertThat(prometheusBad(late, sixHours.longWindow(), after)).isEqualTo(LATE);

    Instant then = moment(late, HAPPENED.plusSeconds(60));
    assertThat(judged(late, then).burns().get(1).longTally().bad()).isEqualTo(LATE);
    assertThat(prometheusBad(late, sixHours.longWindow(), then)).isZero();

    Instant eightDaysOld = moment(late, HAPPENED.plus(Duration.ofDays(8)));
    assertThat(judged(late, eightDaysOld).tally().bad()).isZero();
    assertThat(prometheusBad(late, week, eightDaysOld)).isEqualTo(LATE);
    Instant passed = moment(late, ARRIVAL.plus(Duration.ofDays(8)));
    assertThat(judged(late, passed).tally().bad()).isZero();
    assertThat(prometheusBad(late, week, passed)).isZero();
  }

  private static Instant moment(Objective objective, Instant notBefore) throws Exception {
    return prometheus.moments(objective).stream()
        .filter(moment -> !moment.isBefore(notBefore))
        .findFirst()
        .orElseThrow();
  }

  private static double prometheusBad(Objective objective, Duration window, Instant moment)
      throws Exception {
    return Objects.requireNonNull(prometheus.recorded(BAD, objective, window).at().get(moment));
  }

  private static SloStatus judged(Objective objective, Instant moment) {
    clock.set(moment);
    SloStatus status =
        TestFutures.await(
                AlertingPorts.SLOS.ask(vertx, new SlosOf(Scope.DEFAULT, objective.name())))
            .getFirst();
    assertThat(status.at()).isEqualTo(moment);
    return status;
  }

  private static void commit(CommitMetrics metrics) {
    TestFutures.await(MetricStorePorts.COMMIT_METRICS.ask(vertx, metrics));
  }
}
