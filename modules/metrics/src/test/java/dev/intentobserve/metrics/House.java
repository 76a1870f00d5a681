package dev.intentobserve.metrics;

import dev.intentobserve.contract.AlertContract;
import dev.intentobserve.contract.AlertContract.ObjectiveSet;
import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.TallyOf;
import dev.intentobserve.contract.FiguresContract.Window;
import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.MetricsContract;
import dev.intentobserve.contract.MetricsContract.AllMetrics;
import dev.intentobserve.contract.Port;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CommitExport;
import dev.intentobserve.contract.StoreContract.CommitFacts;
import dev.intentobserve.contract.StoreContract.SaveSummaries;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.contract.Timings;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Metric;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Period;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Series;
import dev.intentobserve.event.Tally;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.store.Store;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.testkit.Bus;
import dev.intentobserve.testkit.EmbeddedDb;
import dev.intentobserve.testkit.Events;
import dev.intentobserve.testkit.MutableClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The metrics room over a real cellar; lives and objectives are put in from here. */
final class House implements AutoCloseable {
  /** Small pages, and no timer that could do what a test has not asked for. */
  private static final MetricsConfig CONFIG =
      new MetricsConfig(
          3, 2, 200, Duration.ofHours(1), Duration.ofHours(1), Set.of("trace", Names.EXPORT_LOGS));

  final MutableClock clock = new MutableClock(Events.NOON);
  final Timings timings = new Timings();
  private final StoreConfig store;
  private volatile List<Objective> objectives = List.of();
  private long revision;
  private Vertx vertx;
  private MetricsVerticle room;

  private House(StoreConfig store) {
    this.store = store;
    this.vertx = Vertx.vertx();
    this.room = open(vertx);
  }

  static House fresh() {
    EmbeddedDb.Database database = EmbeddedDb.shared().create();
    StoreConfig store =
        StoreConfig.DEFAULT.at(
            database.host(),
            database.port(),
            database.name(),
            database.user(),
            database.password());
    Store.migrate(store);
    return new House(store);
  }

  private MetricsVerticle open(Vertx opened) {
    MetricsVerticle verticle = new MetricsVerticle(CONFIG, clock, Meters.NONE, timings, true);
    Bus.await(opened.deployVerticle(Store.deployable(store, clock, Meters.NONE)));
    Bus.await(
        AlertContract.OBJECTIVES.answer(
            opened,
            question ->
                Future.succeededFuture(
                    new ObjectiveSet(objectives.size(), objectives, List.of()))));
    Bus.await(opened.deployVerticle(verticle));
    return verticle;
  }

  /** Everything that only memory knew is gone. */
  void restart() {
    Bus.await(vertx.close());
    vertx = Vertx.vertx();
    room = open(vertx);
  }

  void append(WorkEvent... events) {
    ask(StoreContract.APPEND, Events.batch("http", events));
    catchUp();
  }

  /** A life as it is now, in the place of what it was. */
  void live(Lives life) {
    LifeRow row = life.row(revision + 1);
    ask(
        StoreContract.COMMIT_FACTS,
        new CommitFacts(
            "test.lives",
            revision,
            ++revision,
            List.of(new Scoped<>(row.scope(), row.facts())),
            List.of(),
            List.of(),
            Set.of()));
    ask(
        StoreContract.SAVE_SUMMARIES,
        new SaveSummaries(List.of(), List.of(new Scoped<>(row.scope(), row.life())), List.of()));
    catchUp();
  }

  void objectives(Objective... inForce) {
    objectives = List.of(inForce);
    catchUp();
    catchUp();
  }

  /** Moves a cursor as its reader would. */
  void moved(String cursor, long from, long to) {
    ask(StoreContract.COMMIT_EXPORT, new CommitExport(cursor, from, to, List.of()));
  }

  void catchUp() {
    Bus.await(room.catchUp());
  }

  void at(Instant now) {
    clock.set(now);
    catchUp();
  }

  <Q, A> A ask(Port<Q, A> port, Q question) {
    return Bus.await(port.ask(vertx, question));
  }

  Tally tally(Objective objective, Instant from, Instant to) {
    Window window = new Window(objective.scope(), objective.indicatorId(), from, to);
    return ask(FiguresContract.TALLIES, new TallyOf(List.of(window))).getFirst();
  }

  /** The value shown for a series; 0 where there is none. */
  double value(String metric, String... labels) {
    return ask(MetricsContract.METRICS, new AllMetrics()).stream()
        .filter(shown -> shown.name().equals(metric))
        .map(Metric::points)
        .flatMap(List::stream)
        .filter(point -> point.labels().equals(Series.of(metric, labels).labels()))
        .mapToDouble(Metric.Point::value)
        .sum();
  }

  static Objective objective(String name, Indicator indicator) {
    return new Objective(
        name,
        name,
        "",
        "test",
        Scope.DEFAULT,
        indicator,
        0.99,
        new Period.Rolling(Duration.ofDays(28)),
        1,
        List.of(),
        new TreeMap<>(),
        "shipped");
  }

  @Override
  public void close() {
    Bus.await(vertx.close());
  }
}
