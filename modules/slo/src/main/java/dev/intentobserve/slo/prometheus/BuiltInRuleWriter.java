package dev.intentobserve.slo.prometheus;

import static dev.intentobserve.slo.PromQl.duration;
import static dev.intentobserve.slo.PromQl.name;
import static dev.intentobserve.slo.PromQl.number;

import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.slo.BuiltInAlert;
import dev.intentobserve.slo.PromQl;
import dev.intentobserve.slo.RuleThresholds;
import java.util.List;
import java.util.Map;

/** Writes the built-in rules in PromQL, as closely as metrics allow. */
final class BuiltInRuleWriter {
  static final String HEADER =
      """
      Generated; do not edit.
      Regenerate: bin/intent-observe slo rules --out DIR

      The service evaluates the same rules for each intent, signal and contract, by event time.
      Prometheus has sums at the time of the scrape, so its rules differ:

      StaleIntent      built in: each open intent without an event for too long, by name. Here: there
                       are open intents, and no event about any intent's work came for as long. One busy
                       intent hides the others.
      ContractFailure  built in: names contract, spec and trace. Here: how many there were.
      VolumeSurge      built in: counts signals by event time, so an import of old ones is no surge.
                       Here it is one.
      TrustDrift       built in and here: falls only, against the mean of a week ago.
      PipelineStall    built in: by event time, so an import of old events ends no stall. Here it does.
                       Heartbeats (system.*) count in neither.
      MetricsMissing   the other rules say nothing when nothing is scraped. This one does.

      Differences are taken against the beginning of a window; a series that appeared within it stood at
      zero before when others were there already, else at the value it was first seen with.
      """;

  private static final String EVENTS = name(TelemetryNames.INTENT_EVENTS);
  private static final String SIGNALS = name(TelemetryNames.INTENT_SIGNALS);
  private static final String TRUST = name(TelemetryNames.INTENT_SIGNALS_TRUST_AVG);
  private static final String INTENTS = name(TelemetryNames.INTENT_INTENTS_ACTIVE);
  private static final String COMPLETE = name(TelemetryNames.METRIC_METRICS_COMPLETE);

  /** Has no counterpart in the service: it fires when the service cannot be scraped. */
  static final String METRICS_MISSING = "MetricsMissing";

  /** How long a failure keeps its alert firing. */
  static final String FAILURE_WINDOW = "10m";

  private BuiltInRuleWriter() {}

  /**
   * An alert.
   *
   * @param holdTime how long the expression must hold; empty for none
   */
  record Rule(
      String alert,
      String expression,
      String holdTime,
      Severity severity,
      String summary,
      String description) {
    Map<String, String> labels() {
      return Map.of(TelemetryNames.LABEL_SEVERITY, severity.code());
    }

    Map<String, Object> annotations() {
      return YamlWriter.fields("summary", summary, "description", description);
    }

    private Map<String, Object> yaml() {
      return YamlWriter.fields(
          "alert",
          alert,
          "expr",
          PromQl.wrapped(expression),
          "for",
          holdTime,
          "labels",
          labels(),
          "annotations",
          annotations());
    }
  }

  static Map<String, Object> group(RuleThresholds thresholds) {
    List<Map<String, Object>> rules = rules(thresholds).stream().map(Rule::yaml).toList();
    return YamlWriter.fields("name", "intent-observe", "interval", "1m", "rules", rules);
  }

  static List<Rule> rules(RuleThresholds thresholds) {
    return List.of(
        staleIntent(thresholds),
        contractFailure(),
        volumeSurge(thresholds),
        trustDrift(thresholds),
        pipelineStall(thresholds),
        metricsMissing());
  }

  private static Rule staleIntent(RuleThresholds thresholds) {
    String length = duration(thresholds.stale());
    String work =
        EVENTS
            + "{event_type=~\"(intent|spec|contract|atom|execution|approval|observation)[.].*\"}";
    return rule(
        BuiltInAlert.STALE_INTENT,
        """
        max(%s) > 0
        and (
          sum(max by (event_type, source) (%s))
          - sum(max by (event_type, source) (%s offset %s)) == 0
        )\
        """
            .formatted(INTENTS, work, work, length),
        "Open intents, but no event about any intent's work for " + length,
        "The built-in rule names the intents: intent-observe alerts. Complete or archive"
            + " abandoned ones.");
  }

  private static Rule contractFailure() {
    String failures = EVENTS + "{event_type=~\"contract[.](assertion[.])?failed\"}";
    return rule(
        BuiltInAlert.CONTRACT_FAILURE,
        increase("event_type", "event_type, source", failures, FAILURE_WINDOW) + " > 0",
        "A contract failed",
        "Which one, of which spec and in which trace: intent-observe events --type 'contract.*'.");
  }

  private static Rule volumeSurge(RuleThresholds thresholds) {
    String length = duration(thresholds.surgeWindow());
    return rule(
        BuiltInAlert.VOLUME_SURGE,
        increase("", "source, status", SIGNALS, length) + " > " + thresholds.surge(),
        "More than " + thresholds.surge() + " new signals within " + length,
        "Look for a source that sends too many: intent-observe entities signal.");
  }

  private static Rule trustDrift(RuleThresholds thresholds) {
    String length = duration(thresholds.trustWindow());
    String fall = number(thresholds.trustFall());
    return rule(
        BuiltInAlert.TRUST_DRIFT,
        "max(%s offset %s) - max(%s) > %s".formatted(TRUST, length, TRUST, fall),
        "The mean trust of active signals fell by more than " + fall + " within " + length,
        "Newer signals are trusted less than older ones: check their sources.");
  }

  private static Rule pipelineStall(RuleThresholds thresholds) {
    String length = duration(thresholds.stall());
    String work = EVENTS + "{event_type!~\"system[.].*\"}";
    return rule(
        BuiltInAlert.PIPELINE_STALL,
        """
        sum(max by (event_type, source) (%s))
        - sum(max by (event_type, source) (%s offset %s)) == 0\
        """
            .formatted(work, work, length),
        "No event of any kind for " + length,
        "No work happens, or no events arrive: run intent-observe doctor.");
  }

  private static Rule metricsMissing() {
    return new Rule(
        METRICS_MISSING,
        "absent(" + COMPLETE + ")",
        FAILURE_WINDOW,
        Severity.WARNING,
        "Intent Observe is not scraped",
        "Without its metrics none of these rules can fire: check that it runs and is a scrape target.");
  }

  /**
   * The growth of counters within a window.
   *
   * @param by labels to keep; empty for none
   * @param identity labels that identify a series of one process
   */
  private static String increase(String by, String identity, String series, String length) {
    String sum = by.isEmpty() ? "sum" : "sum by (" + by + ")";
    return """
    (
      %1$s (max by (%2$s) (%3$s))
      - (
        %1$s (max by (%2$s) (%3$s offset %4$s))
        or (0 * %1$s (%3$s) and on () count(%5$s offset %4$s))
        or %1$s (min by (%2$s) (min_over_time(%3$s[%4$s])))
      )
    )\
    """
        .formatted(sum, identity, series, length, EVENTS);
  }

  private static Rule rule(
      BuiltInAlert alert, String expression, String summary, String description) {
    return new Rule(alert.alertName(), expression, "", alert.severity(), summary, description);
  }
}
