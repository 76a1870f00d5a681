package dev.intentobserve.metrics;

import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.Metric.Point;
import dev.intentobserve.model.metric.MetricDescriptor;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.ports.MetricStorePorts.IndicatorCount;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All counts of objectives, and their targets. */
final class SloMetrics {
  private SloMetrics() {}

  static List<Metric> of(List<Objective> objectives, List<IndicatorCount> tallies) {
    Map<Scoped<String>, GoodBadCount> counted = new HashMap<>();
    for (IndicatorCount tally : tallies) {
      counted.put(new Scoped<>(tally.scope(), tally.indicator()), tally.tally());
    }
    List<Point> events = new ArrayList<>();
    List<Point> targets = new ArrayList<>();
    for (Objective objective : objectives) {
      GoodBadCount tally =
          counted.getOrDefault(
              new Scoped<>(objective.scope(), objective.indicatorId()), GoodBadCount.NONE);
      events.add(events(objective, "good", tally.good()));
      events.add(events(objective, "bad", tally.bad()));
      targets.add(point(objective.target(), TelemetryNames.LABEL_SLO, objective.name()));
    }
    return List.of(
        metric(TelemetryNames.SLO_EVENTS, events), metric(TelemetryNames.SLO_TARGET, targets));
  }

  private static Metric metric(String name, List<Point> points) {
    return MetricDescriptor.of(name).orElseThrow().with(List.of(), points);
  }

  private static Point events(Objective objective, String outcome, long count) {
    return point(
        (double) count,
        TelemetryNames.LABEL_SLO,
        objective.name(),
        TelemetryNames.LABEL_OUTCOME,
        outcome);
  }

  private static Point point(double value, String... labels) {
    return new Point(MetricSeries.of("", labels).labels(), value, 0, List.of(), Map.of());
  }
}
