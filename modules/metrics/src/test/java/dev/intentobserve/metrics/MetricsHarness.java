package dev.intentobserve.metrics;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.ports.AlertingPorts;
import dev.intentobserve.ports.AlertingPorts.ObjectiveSet;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.CountWindow;
import dev.intentobserve.ports.MetricStorePorts.GoodBadCountsOf;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.MetricsPorts.AllMetrics;
import dev.intentobserve.ports.Port;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CommitExport;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.SaveSummaries;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.TimingSliCounter;
import dev.intentobserve.store.Store;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.testkit.MutableClock;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.testkit.TestFutures;
import dev.intentobserve.testkit.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The metrics module on a real store; tests add entity states and objectives. */
final class MetricsHarness implements AutoCloseable {
  /** Small pages, and no timer that could do what a test has not asked for. */
  private static final MetricsConfig CONFIG =
      new MetricsConfig(
          3,
          2,
          200,
          Duration.ofHours(1),
          Duration.ofHours(1),
          Set.of("trace", TelemetryNames.EXPORT_LOGS));

  final MutableClock clock = new MutableClock(TestEvent.NOON);
  final TimingSliCounter timings = new TimingSliCounter();
  private final StoreConfig store;
  private volatile List<Objective> objectives = List.of();
  private long revision;
  private Vertx vertx;
  private MetricsVerticle metricsCore;

  private MetricsHarness(StoreConfig store) {
    this.store = store;
    this.vertx = Vertx.vertx();
    this.metricsCore = open(vertx);
  }

  static MetricsHarness fresh() {
    TestPostgres.Database database = TestPostgres.shared().create();
    StoreConfig store =
        StoreConfig.DEFAULT.at(
            database.host(),
            database.port(),
            database.name(),
            database.user(),
            database.password());
    Store.migrate(store);
    return new MetricsHarness(store);
  }

  private MetricsVerticle open(Vertx opened) {
    MetricsVerticle verticle = new MetricsVerticle(CONFIG, clock, Meters.NONE, timings, true);
    TestFutures.await(opened.deployVerticle(Store.deployable(store, clock, Meters.NONE)));
    TestFutures.await(
        AlertingPorts.OBJECTIVES.answer(
            opened,
            question ->
                Future.succeededFuture(
                    new ObjectiveSet(objectives.size(), objectives, List.of()))));
    TestFutures.await(opened.deployVerticle(verticle));
    return verticle;
  }

  /** Everything that only memory knew is gone. */
  void restart() {
    TestFutures.await(vertx.close());
    vertx = Vertx.vertx();
    metricsCore = open(vertx);
  }

  void append(WorkEvent... events) {
    ask(StorePorts.APPEND, TestEvent.batch("http", events));
    catchUp();
  }

  /** Replaces an entity state. */
  void saveState(EntityStateRowBuilder entityState) {
    EntityStateRow row = entityState.row(revision + 1);
    ask(
        StorePorts.COMMIT_FACTS,
        new CommitFacts(
            "test.entity-states",
            revision,
            ++revision,
            List.of(new Scoped<>(row.scope(), row.facts())),
            List.of(),
            List.of(),
            Set.of()));
    ask(
        StorePorts.SAVE_SUMMARIES,
        new SaveSummaries(
            List.of(), List.of(new Scoped<>(row.scope(), row.entityState())), List.of()));
    catchUp();
  }

  void objectives(Objective... inForce) {
    objectives = List.of(inForce);
    catchUp();
    catchUp();
  }

  /** Moves a cursor as its reader would. */
  void moved(String cursor, long from, long to) {
    ask(StorePorts.COMMIT_EXPORT, new CommitExport(cursor, from, to, List.of()));
  }

  void catchUp() {
    TestFutures.await(metricsCore.catchUp());
  }

  void at(Instant now) {
    clock.set(now);
    catchUp();
  }

  <Q, A> A ask(Port<Q, A> port, Q question) {
    return TestFutures.await(port.ask(vertx, question));
  }

  GoodBadCount tally(Objective objective, Instant from, Instant to) {
    CountWindow window = new CountWindow(objective.scope(), objective.indicatorId(), from, to);
    return ask(MetricStorePorts.GOOD_BAD_COUNTS, new GoodBadCountsOf(List.of(window))).getFirst();
  }

  /** The value shown for a series; 0 where there is none. */
  double value(String metric, String... labels) {
    return ask(MetricsPorts.METRICS, new AllMetrics()).stream()
        .filter(shown -> shown.name().equals(metric))
        .map(Metric::points)
        .flatMap(List::stream)
        .filter(point -> point.labels().equals(MetricSeries.of(metric, labels).labels()))
        .mapToDouble(Metric.Point::value)
        .sum();
  }

  static Objective objective(String name, Indicator indicator) {
    return Objective.builder()
        .name(name)
        .displayName(name)
        .description("")
        .service("test")
        .scope(Scope.DEFAULT)
        .indicator(indicator)
        .target(0.99)
        .window(new TimeWindow.Rolling(Duration.ofDays(28)))
        .minEvents(1)
        .origin("shipped")
        .build();
  }

  @Override
  public void close() {
    TestFutures.await(vertx.close());
  }
}
