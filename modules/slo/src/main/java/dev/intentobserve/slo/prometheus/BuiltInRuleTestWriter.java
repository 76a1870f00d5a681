package dev.intentobserve.slo.prometheus;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.slo.BuiltInAlert;
import dev.intentobserve.slo.PromQl;
import dev.intentobserve.slo.RuleThresholds;
import dev.intentobserve.slo.prometheus.PromtoolTestCase.Expected;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the promtool unit tests of {@link BuiltInRuleWriter}. */
final class BuiltInRuleTestWriter {
  private static final String EVENTS = PromQl.name(TelemetryNames.INTENT_EVENTS);

  private static final String STALE_INTENT = BuiltInAlert.STALE_INTENT.alertName();
  private static final String CONTRACT_FAILURE = BuiltInAlert.CONTRACT_FAILURE.alertName();
  private static final String VOLUME_SURGE = BuiltInAlert.VOLUME_SURGE.alertName();
  private static final String TRUST_DRIFT = BuiltInAlert.TRUST_DRIFT.alertName();
  private static final String PIPELINE_STALL = BuiltInAlert.PIPELINE_STALL.alertName();

  private static final int STEP = 5;

  private final RuleThresholds thresholds;
  private final Map<String, BuiltInRuleWriter.Rule> alerts = new HashMap<>();

  private BuiltInRuleTestWriter(RuleThresholds thresholds) {
    this.thresholds = thresholds;
    BuiltInRuleWriter.rules(thresholds).forEach(rule -> alerts.put(rule.alert(), rule));
  }

  /** Evaluated every minute. */
  static String file(RuleThresholds thresholds, String rules) {
    BuiltInRuleTestWriter writer = new BuiltInRuleTestWriter(thresholds);
    return PromtoolTestCase.file(
        rules,
        "1m",
        List.of(
            writer.contractFailure(),
            writer.firstFailure(),
            writer.volumeSurge(),
            writer.importedSignals(),
            writer.pipelineStall(),
            writer.missing()));
  }

  /** Evaluated every five minutes: a week of minutes takes promtool too long. */
  static String slowFile(RuleThresholds thresholds, String rules) {
    BuiltInRuleTestWriter writer = new BuiltInRuleTestWriter(thresholds);
    return PromtoolTestCase.file(
        rules, STEP + "m", List.of(writer.staleIntent(), writer.trustDrift()));
  }

  private PromtoolTestCase staleIntent() {
    int stale = (int) thresholds.stale().toMinutes();
    return new PromtoolTestCase("open intents become stale some time after the last event")
        .series(PromQl.name(TelemetryNames.INTENT_INTENTS_ACTIVE), "2+0x" + (stale + 10))
        .series(events("intent.proposed"), "1+0x4 2+0x" + (stale + 5))
        .alert(STALE_INTENT, stale, List.of())
        .alert(STALE_INTENT, stale + STEP, expected(STALE_INTENT, Map.of()));
  }

  private PromtoolTestCase contractFailure() {
    Map<String, String> type = Map.of("event_type", "contract.failed");
    return new PromtoolTestCase("one more failure; the alert ends ten minutes later")
        .series(events("contract.failed"), "3+0x19 4+0x40")
        .alert(CONTRACT_FAILURE, 19, List.of())
        .alert(CONTRACT_FAILURE, 20, expected(CONTRACT_FAILURE, type))
        .alert(CONTRACT_FAILURE, 29, expected(CONTRACT_FAILURE, type))
        .alert(CONTRACT_FAILURE, 30, List.of());
  }

  private PromtoolTestCase firstFailure() {
    Map<String, String> type = Map.of("event_type", "contract.assertion.failed");
    return new PromtoolTestCase("the very first failure, whose series appears with it")
        .series(events("contract.verified"), "3+0x60")
        .series(events("contract.assertion.failed"), "_x29 1+0x30")
        .alert(CONTRACT_FAILURE, 28, List.of())
        .alert(CONTRACT_FAILURE, 29, expected(CONTRACT_FAILURE, type));
  }

  private PromtoolTestCase volumeSurge() {
    return new PromtoolTestCase("one signal a minute: the limit itself is no surge")
        .series(events("signal.created"), "0+1x60")
        .series(signals(), "0+1x60")
        .alert(VOLUME_SURGE, (int) thresholds.surge(), List.of())
        .alert(VOLUME_SURGE, (int) thresholds.surge() + 1, expected(VOLUME_SURGE, Map.of()));
  }

  private PromtoolTestCase importedSignals() {
    return new PromtoolTestCase("signals that exist at the first scrape are no surge")
        .series(signals(), "5000+0x60")
        .alert(VOLUME_SURGE, 60, List.of());
  }

  private PromtoolTestCase trustDrift() {
    int week = (int) thresholds.trustWindow().toMinutes();
    return new PromtoolTestCase(
            "trust is compared with that of one window ago; without that there is no alert")
        .series(PromQl.name(TelemetryNames.INTENT_SIGNALS_TRUST_AVG), "0.75+0x9 0.5+0x" + week)
        .alert(TRUST_DRIFT, week - STEP, List.of())
        .alert(TRUST_DRIFT, week, expected(TRUST_DRIFT, Map.of()))
        .alert(TRUST_DRIFT, week + STEP, expected(TRUST_DRIFT, Map.of()))
        .alert(TRUST_DRIFT, week + 2 * STEP, List.of());
  }

  private PromtoolTestCase pipelineStall() {
    int stall = (int) thresholds.stall().toMinutes();
    return new PromtoolTestCase("heartbeats do not hide a stall")
        .series(events("signal.created"), "1+0x9 2+0x" + (stall + 10))
        .series(events("system.health"), "0+1x" + (stall + 20))
        .alert(PIPELINE_STALL, stall + 9, List.of())
        .alert(PIPELINE_STALL, stall + 10, expected(PIPELINE_STALL, Map.of()));
  }

  private PromtoolTestCase missing() {
    return new PromtoolTestCase("metrics that stop")
        .series(PromQl.name(TelemetryNames.METRIC_METRICS_COMPLETE), "1+0x9 stale")
        .alert(BuiltInRuleWriter.METRICS_MISSING, 19, List.of())
        .alert(
            BuiltInRuleWriter.METRICS_MISSING,
            20,
            expected(BuiltInRuleWriter.METRICS_MISSING, Map.of()));
  }

  private List<Expected> expected(String alert, Map<String, String> labels) {
    BuiltInRuleWriter.Rule rule = requireNonNull(alerts.get(alert), alert);
    Map<String, String> all = new TreeMap<>(rule.labels());
    all.putAll(labels);
    return List.of(new Expected(all, rule.annotations()));
  }

  private static String events(String type) {
    return "%s{event_type=\"%s\",source=\"cli\"}".formatted(EVENTS, type);
  }

  private static String signals() {
    return PromQl.name(TelemetryNames.INTENT_SIGNALS) + "{source=\"cli\",status=\"captured\"}";
  }
}
