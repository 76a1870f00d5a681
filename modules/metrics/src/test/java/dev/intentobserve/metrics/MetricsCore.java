package dev.intentobserve.metrics;

import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.testkit.TestEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The pure parts of the module without verticle and bus: pages in, values in memory out. */
final class MetricsCore {
  static final int MAX_SERIES = 4000;

  final InMemoryMetricStore metricStore = new InMemoryMetricStore();
  private final Map<String, Indicator> indicators;
  private SeriesTotals totals = metricStore.totals();
  Instant now = TestEvent.NOON;

  MetricsCore(Map<String, Indicator> indicators) {
    this.indicators = indicators;
  }

  void restart() {
    totals = metricStore.totals();
  }

  MetricsCore events(StoredEvent... events) {
    events(true, List.of(events), indicators);
    return this;
  }

  void events(boolean main, List<StoredEvent> page, Map<String, Indicator> cohort) {
    EventFold fold = new EventFold(main, cohort, new SeriesChangeSet(totals, MAX_SERIES));
    fold.add(page);
    commit(
        fold.commit(List.of(), metricStore.casesOf(fold.subjects(), fold.caseIndicators()), now));
  }

  MetricsCore entityStates(EntityStateRow... rows) {
    entityStates(true, List.of(rows), indicators);
    return this;
  }

  void entityStates(boolean main, List<EntityStateRow> page, Map<String, Indicator> cohort) {
    EntityStateFold fold =
        new EntityStateFold(main, cohort, page, new SeriesChangeSet(totals, MAX_SERIES));
    fold.fold(
        metricStore.samplesOf(fold.subjects()),
        metricStore.casesOf(fold.subjects(), cohort.keySet()),
        now);
    commit(fold.commit(List.of(), metricStore.edges(fold.lostEdges(), fold.subjects())));
  }

  /** Time passes; what is overdue then is bad. */
  MetricsCore at(Instant later) {
    now = later;
    MinuteCounts ticks = new MinuteCounts();
    SliEventChanges cases = new SliEventChanges(ticks);
    for (Scoped<SliEvent> due : metricStore.due(now)) {
      cases.replace(due.scope(), due.value(), LatencyEvaluator.overdue(due.value()));
    }
    commit(
        new CommitMetrics(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            cases.made(),
            cases.dropped(),
            ticks.list(),
            List.of()));
    return this;
  }

  private void commit(CommitMetrics step) {
    metricStore.commit(step);
    totals.apply(step.totals());
  }

  /** The value shown for a series; 0 where there is none. */
  double value(String metric, String... labels) {
    return points(metric)
        .filter(point -> point.labels().equals(MetricSeries.of(metric, labels).labels()))
        .mapToDouble(Metric.Point::value)
        .sum();
  }

  /** What a plain {@code sum()} over the metric answers. */
  double sum(String metric) {
    return points(metric).mapToDouble(Metric.Point::value).sum();
  }

  private Stream<Metric.Point> points(String metric) {
    return MetricsSnapshot.of(totals.of(null), 200).metrics().stream()
        .filter(shown -> shown.name().equals(metric))
        .flatMap(shown -> shown.points().stream());
  }
}
