package dev.intentobserve.metrics;

import dev.intentobserve.event.CycleTime;
import dev.intentobserve.event.Metric;
import dev.intentobserve.event.Names;
import dev.intentobserve.metrics.Definition.Shown;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every metric computed from the record, in the order in which they are shown. To add one: a line
 * here, and in {@link LifeSamples} or {@link EventFold} what adds to it.
 *
 * <p>The Intent document's definition stands under its name, the published site's variant beside
 * it. An entity counts when an event was about it; one that was only named by others does not.
 */
final class Definitions {
  private static final List<Double> WEEK =
      List.of(3600.0, 14_400.0, 86_400.0, 259_200.0, 604_800.0);
  private static final List<Double> FORTNIGHT =
      List.of(3600.0, 14_400.0, 86_400.0, 259_200.0, 604_800.0, 1_209_600.0);
  private static final List<Double> TRUST = List.of(0.1, 0.2, 0.4, 0.6, 0.85, 1.0);

  private static final Map<String, Definition> BY_NAME =
      List.of(
              counter(
                  Names.INTENT_EVENTS,
                  "Events in the record.",
                  Names.LABEL_EVENT_TYPE,
                  Names.LABEL_SOURCE),
              counter(
                  Names.INTENT_SIGNALS,
                  "Signals by each status they ever reached; captured counts every one once.",
                  Names.LABEL_SOURCE,
                  Names.LABEL_STATUS),
              counter(
                  Names.INTENT_SPECS,
                  "Specs by each status they ever reached; draft counts every one once.",
                  Names.LABEL_STATUS,
                  Names.LABEL_PRODUCT),
              counter(
                  Names.INTENT_CONTRACTS,
                  "Evaluations of contracts; a completed one without a verdict by its assertions.",
                  Names.LABEL_RESULT),
              gauge(
                  Names.INTENT_SIGNALS_ACTIVE,
                  "Signals that are captured, active or clustered, by cluster.",
                  Names.LABEL_CLUSTER),
              gauge(
                  Names.INTENT_SIGNALS_OPEN, "Signals that are captured or active, not clustered."),
              gauge(
                  Names.INTENT_SIGNALS_BY_LEVEL,
                  "Active signals by autonomy level.",
                  Names.LABEL_LEVEL),
              mean(Names.INTENT_SIGNALS_TRUST_AVG, "Mean trust of active signals that have one."),
              gauge(Names.INTENT_PIPELINE_DEPTH, "Signals awaiting promotion."),
              gauge(
                  Names.INTENT_PIPELINE_IN_FLIGHT,
                  "Active signals, specs not complete and contracts without a verdict."),
              gauge(
                  Names.INTENT_SPECS_IN_PROGRESS,
                  "Specs that are not complete, by product.",
                  Names.LABEL_PRODUCT),
              gauge(Names.INTENT_INTENTS_ACTIVE, "Intents that are neither complete nor archived."),
              cycle(
                  Names.INTENT_SIGNAL_TO_INTENT,
                  "From the first signal captured to the intent proposed.",
                  FORTNIGHT),
              cycle(
                  Names.INTENT_INTENT_TO_SPEC,
                  "From the intent proposed to its first spec approved.",
                  FORTNIGHT),
              cycle(
                  Names.INTENT_INTENT_TO_FIRST_SPEC,
                  "From the intent proposed to its first spec authored.",
                  FORTNIGHT),
              cycle(
                  Names.INTENT_SPEC_TO_COMPLETE,
                  "From the first spec approved to the last one complete.",
                  WEEK),
              new Definition(
                  Names.INTENT_TRUST_SCORE,
                  Metric.Type.HISTOGRAM,
                  "",
                  "Trust of signals, 0 to 1.",
                  List.of(),
                  6,
                  TRUST,
                  Shown.SUM))
          .stream()
          .collect(
              Collectors.toMap(
                  Definition::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));

  private Definitions() {}

  static Collection<Definition> all() {
    return BY_NAME.values();
  }

  /** One that is known no more is a plain counter: what it left in the cellar does no harm. */
  static Definition of(String metric) {
    Definition known = BY_NAME.get(metric);
    return known != null ? known : counter(metric, "");
  }

  static String of(CycleTime cycle) {
    return switch (cycle) {
      case SIGNAL_TO_INTENT -> Names.INTENT_SIGNAL_TO_INTENT;
      case INTENT_TO_SPEC -> Names.INTENT_INTENT_TO_SPEC;
      case INTENT_TO_FIRST_SPEC -> Names.INTENT_INTENT_TO_FIRST_SPEC;
      case SPEC_TO_COMPLETE -> Names.INTENT_SPEC_TO_COMPLETE;
    };
  }

  private static Definition counter(String name, String help, String... labels) {
    return new Definition(
        name, Metric.Type.COUNTER, "", help, List.of(labels), 0, List.of(), Shown.SUM);
  }

  private static Definition gauge(String name, String help, String... labels) {
    return new Definition(
        name, Metric.Type.GAUGE, "", help, List.of(labels), 0, List.of(), Shown.SUM);
  }

  private static Definition mean(String name, String help) {
    return new Definition(name, Metric.Type.GAUGE, "", help, List.of(), 6, List.of(), Shown.MEAN);
  }

  /** In milliseconds, so that the sum over a hundred thousand years is still exact. */
  private static Definition cycle(String name, String help, List<Double> edges) {
    return new Definition(name, Metric.Type.HISTOGRAM, "s", help, List.of(), 3, edges, Shown.SUM);
  }
}
