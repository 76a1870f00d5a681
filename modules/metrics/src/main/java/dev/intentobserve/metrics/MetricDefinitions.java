package dev.intentobserve.metrics;

import dev.intentobserve.metrics.MetricDefinition.Shown;
import dev.intentobserve.model.entity.CycleTime;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricDescriptor;
import dev.intentobserve.model.metric.MetricDescriptor.Origin;
import dev.intentobserve.model.metric.TelemetryNames;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every metric computed from the record, in display order. To add one: a line here and in {@link
 * MetricDescriptor}, and in {@link EntityStateSamples} or {@link EventFold} what adds to it.
 *
 * <p>The names of the published site have its meanings; other readings have names of their own (see
 * {@code docs/decisions/0023-the-users-words.md}). An entity counts if an event was about it, and
 * not if it was only referenced.
 */
final class MetricDefinitions {
  private static final List<Double> WEEK =
      List.of(3600.0, 14_400.0, 86_400.0, 259_200.0, 604_800.0);
  private static final List<Double> FORTNIGHT =
      List.of(3600.0, 14_400.0, 86_400.0, 259_200.0, 604_800.0, 1_209_600.0);
  private static final List<Double> TRUST = List.of(0.1, 0.2, 0.4, 0.6, 0.85, 1.0);

  private static final Map<String, MetricDefinition> BY_NAME =
      List.of(
              plain(TelemetryNames.INTENT_EVENTS),
              plain(TelemetryNames.INTENT_SIGNALS),
              plain(TelemetryNames.INTENT_SPECS),
              plain(TelemetryNames.INTENT_CONTRACTS),
              plain(TelemetryNames.INTENT_SIGNALS_ACTIVE),
              new MetricDefinition(
                  help(TelemetryNames.INTENT_SIGNALS_TRUST_AVG), 6, List.of(), Shown.MEAN),
              plain(TelemetryNames.INTENT_PIPELINE_DEPTH),
              cycle(TelemetryNames.INTENT_SIGNAL_TO_INTENT, FORTNIGHT),
              cycle(TelemetryNames.INTENT_INTENT_TO_SPEC, FORTNIGHT),
              cycle(TelemetryNames.INTENT_SPEC_TO_COMPLETE, WEEK),
              plain(TelemetryNames.INTENT_SPECS_IN_PROGRESS),
              plain(TelemetryNames.INTENT_INTENTS_ACTIVE),
              plain(TelemetryNames.INTENT_SIGNALS_AWAITING_PROMOTION),
              plain(TelemetryNames.INTENT_SIGNALS_BY_LEVEL),
              cycle(TelemetryNames.INTENT_INTENT_TO_APPROVED_SPEC, FORTNIGHT),
              new MetricDefinition(help(TelemetryNames.INTENT_TRUST_SCORE), 6, TRUST, Shown.SUM))
          .stream()
          .collect(
              Collectors.toMap(
                  MetricDefinition::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));

  private MetricDefinitions() {}

  static Collection<MetricDefinition> all() {
    return BY_NAME.values();
  }

  /** An unknown metric is treated as a counter, so that old series in the store do no harm. */
  static MetricDefinition of(String metric) {
    MetricDefinition known = BY_NAME.get(metric);
    return known != null
        ? known
        : new MetricDefinition(
            new MetricDescriptor(metric, Metric.Type.COUNTER, "", List.of(), Origin.RECORD, ""),
            0,
            List.of(),
            Shown.SUM);
  }

  static String of(CycleTime cycle) {
    return switch (cycle) {
      case SIGNAL_TO_INTENT -> TelemetryNames.INTENT_SIGNAL_TO_INTENT;
      case INTENT_TO_SPEC -> TelemetryNames.INTENT_INTENT_TO_SPEC;
      case SPEC_TO_COMPLETE -> TelemetryNames.INTENT_SPEC_TO_COMPLETE;
      case INTENT_TO_APPROVED_SPEC -> TelemetryNames.INTENT_INTENT_TO_APPROVED_SPEC;
    };
  }

  private static MetricDefinition plain(String name) {
    return new MetricDefinition(help(name), 0, List.of(), Shown.SUM);
  }

  /** In milliseconds, so that a sum over a hundred thousand years is still exact. */
  private static MetricDefinition cycle(String name, List<Double> edges) {
    return new MetricDefinition(help(name), 3, edges, Shown.SUM);
  }

  private static MetricDescriptor help(String name) {
    return MetricDescriptor.of(name).orElseThrow();
  }
}
