package dev.intentobserve.metrics;

import dev.intentobserve.contract.FiguresContract.IndicatorTally;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Metric;
import dev.intentobserve.event.Metric.Point;
import dev.intentobserve.event.MetricHelp;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Series;
import dev.intentobserve.event.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that objectives ever counted, and what they aim at. */
final class SloMetrics {
  private SloMetrics() {}

  static List<Metric> of(List<Objective> objectives, List<IndicatorTally> tallies) {
    Map<Scoped<String>, Tally> counted = new HashMap<>();
    for (IndicatorTally tally : tallies) {
      counted.put(new Scoped<>(tally.scope(), tally.indicator()), tally.tally());
    }
    List<Point> events = new ArrayList<>();
    List<Point> targets = new ArrayList<>();
    for (Objective objective : objectives) {
      Tally tally =
          counted.getOrDefault(
              new Scoped<>(objective.scope(), objective.indicatorId()), Tally.NONE);
      events.add(events(objective, "good", tally.good()));
      events.add(events(objective, "bad", tally.bad()));
      targets.add(point(objective.target(), Names.LABEL_SLO, objective.name()));
    }
    return List.of(metric(Names.SLO_EVENTS, events), metric(Names.SLO_TARGET, targets));
  }

  private static Metric metric(String name, List<Point> points) {
    return MetricHelp.of(name).orElseThrow().with(List.of(), points);
  }

  private static Point events(Objective objective, String outcome, long count) {
    return point((double) count, Names.LABEL_SLO, objective.name(), Names.LABEL_OUTCOME, outcome);
  }

  private static Point point(double value, String... labels) {
    return new Point(Series.of("", labels).labels(), value, 0, List.of(), Map.of());
  }
}
