package dev.intentobserve.dashboards.dashboards.slo;

import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
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

/** Shared by the dashboards of objectives: states with colours, budgets, burn rates. */
final class SloPanels {
  /** The limits at which the service calls a budget nearly used up, and overspent. */
  static final Thresholds BUDGET =
      Thresholds.from(Colour.RED).then(0, Colour.AMBER).then(0.1, Colour.GREEN);

  /** Up to 1 is sustainable; 14.4 uses 2 % of a budget of 28 days within 56 minutes. */
  static final Thresholds BURN =
      Thresholds.from(Colour.GREEN).then(1, Colour.AMBER).then(14.4, Colour.RED);

  /** A state and its number in the panels: the higher, the more urgent. */
  private record StateNumber(State state, int number, String text, Colour colour) {}

  private static final List<StateNumber> STATES =
      List.of(
          new StateNumber(State.NO_DATA, 1, "no data", Colour.NEUTRAL),
          new StateNumber(State.NOT_ENOUGH_DATA, 2, "not enough data", Colour.BLUE),
          new StateNumber(State.OK, 3, "ok", Colour.GREEN),
          new StateNumber(State.WARNING, 4, "warning", Colour.AMBER),
          new StateNumber(State.CRITICAL, 5, "critical", Colour.RED));

  private SloPanels() {}

  /** The number of the state of each objective; no value for an objective that was removed. */
  static MetricExpr state(TimeSeries states) {
    return STATES.stream()
        .map(each -> number(states, each))
        .reduce(MetricExpr::plus)
        .orElseThrow()
        .above(0);
  }

  private static MetricExpr number(TimeSeries states, StateNumber state) {
    return states
        .where(TelemetryNames.LABEL_STATE, state.state().code())
        .largest(TelemetryNames.LABEL_SLO)
        .times(state.number());
  }

  static DocumentTree stateTexts() {
    DocumentTree texts = DocumentTree.tree();
    STATES.forEach(
        each -> Panel.addText(texts, Integer.toString(each.number()), each.text(), each.colour()));
    return texts;
  }

  static Panel withStateColours(Panel panel) {
    STATES.forEach(each -> panel.seriesColour(each.state().code(), each.colour()));
    return panel;
  }

  /** All replicas give the same value; without events there is none. */
  static MetricExpr budget(TimeSeries budgets) {
    return budgets.largest(TelemetryNames.LABEL_SLO).numbersOnly();
  }

  static MetricExpr burn(TimeSeries burns) {
    return burns.largest(TelemetryNames.LABEL_SLO).numbersOnly();
  }

  static Objective builtIn(String name) {
    return ShippedObjectives.objectives().stream()
        .filter(objective -> objective.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no objective is called " + name));
  }

  /** The timings that a built-in objective counts, so that a panel shows the same requests. */
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

  static double limit(String name) {
    Indicator.Limit limit = timings(name).limit();
    if (limit == null) {
      throw new IllegalArgumentException(name + " has no limit");
    }
    return limit.value().toMillis() / 1000.0;
  }

  private static Indicator.Timings timings(String name) {
    if (builtIn(name).indicator() instanceof Indicator.Timings timings) {
      return timings;
    }
    throw new IllegalArgumentException(name + " counts no timings");
  }

  /** Values separated by bars, each of which may end in a star, as a regular expression. */
  private static String pattern(String values) {
    return Pattern.compile("\\|")
        .splitAsStream(values)
        .map(value -> value.replace(".", "[.]").replace("*", ".*"))
        .collect(Collectors.joining("|"));
  }
}
