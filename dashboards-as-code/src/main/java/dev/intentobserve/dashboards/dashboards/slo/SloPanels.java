package dev.intentobserve.dashboards.dashboards.slo;

import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PromQlExpr;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.SloStatus.State;
import dev.intentobserve.slo.openslo.ShippedObjectives;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What dashboards of objectives share: states and their colours, what is left, what burns. */
final class SloPanels {
  /** Where the service says a budget is nearly gone, and where it is. */
  static final Thresholds BUDGET =
      Thresholds.from(Colour.RED).then(0, Colour.AMBER).then(0.1, Colour.GREEN);

  /** Sustainable up to 1; 14.4 spends a fiftieth of a budget of 28 days within 56 minutes. */
  static final Thresholds BURN =
      Thresholds.from(Colour.GREEN).then(1, Colour.AMBER).then(14.4, Colour.RED);

  /** A state, and the number that stands for it: the greater, the more it asks for attention. */
  private record Standing(State state, int number, String text, Colour colour) {}

  private static final List<Standing> STANDINGS =
      List.of(
          new Standing(State.NO_DATA, 1, "no data", Colour.NEUTRAL),
          new Standing(State.NOT_ENOUGH_DATA, 2, "not enough data", Colour.BLUE),
          new Standing(State.OK, 3, "ok", Colour.GREEN),
          new Standing(State.WARNING, 4, "warning", Colour.AMBER),
          new Standing(State.CRITICAL, 5, "critical", Colour.RED));

  private SloPanels() {}

  /** One number an objective, for the state it is in; of one that was taken away nothing. */
  static PromQlExpr state(TimeSeries states) {
    return STANDINGS.stream()
        .map(each -> number(states, each))
        .reduce(PromQlExpr::plus)
        .orElseThrow()
        .above(0);
  }

  private static PromQlExpr number(TimeSeries states, Standing standing) {
    return states
        .where(TelemetryNames.LABEL_STATE, standing.state().code())
        .largest(TelemetryNames.LABEL_SLO)
        .times(standing.number());
  }

  /** Says what the numbers of {@link #state} stand for. */
  static Panel reading(Panel panel) {
    STANDINGS.forEach(
        each -> panel.valueText(Integer.toString(each.number()), each.text(), each.colour()));
    return panel;
  }

  /** Says it of one column. */
  static Panel reading(Panel panel, String column) {
    STANDINGS.forEach(
        each ->
            panel.columnValueText(
                column, Integer.toString(each.number()), each.text(), each.colour()));
    return panel;
  }

  /** Colours series that are called after states. */
  static Panel colouring(Panel panel) {
    STANDINGS.forEach(each -> panel.seriesColour(each.state().code(), each.colour()));
    return panel;
  }

  /** Every replica judges alike, so the largest is the one; without cases there is none. */
  static PromQlExpr budget(TimeSeries budgets) {
    return budgets.largest(TelemetryNames.LABEL_SLO).numbersOnly();
  }

  /** The fastest of an objective's windows. */
  static PromQlExpr burn(TimeSeries burns) {
    return burns.largest(TelemetryNames.LABEL_SLO).numbersOnly();
  }

  /** The objective the product ships with under this name. */
  static Objective shipped(String name) {
    return ShippedObjectives.objectives().stream()
        .filter(objective -> objective.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no objective is called " + name));
  }

  /** The timings a shipped objective counts, so that a panel shows what is judged. */
  static TimeSeries timed(String name) {
    Indicator.Timings timings = timings(name);
    TimeSeries series = TimeSeries.of(timings.timing());
    for (Map.Entry<String, String> label : timings.where().entrySet()) {
      String values = label.getValue();
      series =
          values.startsWith("!")
              ? series.notMatching(label.getKey(), pattern(values.substring(1)))
              : series.matching(label.getKey(), pattern(values));
    }
    return series;
  }

  /** How long a case of a shipped objective may take, in seconds. */
  static double limit(String name) {
    Indicator.Limit limit = timings(name).limit();
    if (limit == null) {
      throw new IllegalArgumentException(name + " has no limit");
    }
    return limit.value().toMillis() / 1000.0;
  }

  private static Indicator.Timings timings(String name) {
    if (shipped(name).indicator() instanceof Indicator.Timings timings) {
      return timings;
    }
    throw new IllegalArgumentException(name + " counts no timings");
  }

  /** Values with bars between, of which one may end in a star, as a regular expression. */
  private static String pattern(String values) {
    return Pattern.compile("\\|")
        .splitAsStream(values)
        .map(value -> value.replace(".", "[.]").replace("*", ".*"))
        .collect(Collectors.joining("|"));
  }
}
