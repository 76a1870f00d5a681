package dev.intentobserve.metrics;

import dev.intentobserve.event.CycleTime;
import dev.intentobserve.event.Metric;
import dev.intentobserve.event.MetricHelp;
import dev.intentobserve.event.MetricHelp.Origin;
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
 * here and in {@link MetricHelp}, and in {@link LifeSamples} or {@link EventFold} what adds to it.
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
              plain(Names.INTENT_EVENTS),
              plain(Names.INTENT_SIGNALS),
              plain(Names.INTENT_SPECS),
              plain(Names.INTENT_CONTRACTS),
              plain(Names.INTENT_SIGNALS_ACTIVE),
              plain(Names.INTENT_SIGNALS_OPEN),
              plain(Names.INTENT_SIGNALS_BY_LEVEL),
              new Definition(help(Names.INTENT_SIGNALS_TRUST_AVG), 6, List.of(), Shown.MEAN),
              plain(Names.INTENT_PIPELINE_DEPTH),
              plain(Names.INTENT_PIPELINE_IN_FLIGHT),
              plain(Names.INTENT_SPECS_IN_PROGRESS),
              plain(Names.INTENT_INTENTS_ACTIVE),
              cycle(Names.INTENT_SIGNAL_TO_INTENT, FORTNIGHT),
              cycle(Names.INTENT_INTENT_TO_SPEC, FORTNIGHT),
              cycle(Names.INTENT_INTENT_TO_FIRST_SPEC, FORTNIGHT),
              cycle(Names.INTENT_SPEC_TO_COMPLETE, WEEK),
              new Definition(help(Names.INTENT_TRUST_SCORE), 6, TRUST, Shown.SUM))
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
    return known != null
        ? known
        : new Definition(
            new MetricHelp(metric, Metric.Type.COUNTER, "", List.of(), Origin.RECORD, ""),
            0,
            List.of(),
            Shown.SUM);
  }

  static String of(CycleTime cycle) {
    return switch (cycle) {
      case SIGNAL_TO_INTENT -> Names.INTENT_SIGNAL_TO_INTENT;
      case INTENT_TO_SPEC -> Names.INTENT_INTENT_TO_SPEC;
      case INTENT_TO_FIRST_SPEC -> Names.INTENT_INTENT_TO_FIRST_SPEC;
      case SPEC_TO_COMPLETE -> Names.INTENT_SPEC_TO_COMPLETE;
    };
  }

  private static Definition plain(String name) {
    return new Definition(help(name), 0, List.of(), Shown.SUM);
  }

  /** In milliseconds, so that the sum over a hundred thousand years is still exact. */
  private static Definition cycle(String name, List<Double> edges) {
    return new Definition(help(name), 3, edges, Shown.SUM);
  }

  private static MetricHelp help(String name) {
    return MetricHelp.of(name).orElseThrow();
  }
}
