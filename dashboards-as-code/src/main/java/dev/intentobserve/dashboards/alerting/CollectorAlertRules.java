package dev.intentobserve.dashboards.alerting;

import static dev.intentobserve.dashboards.alerting.AlertRule.rule;

import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import java.util.List;

/** Rules about the collector, from its own metrics. */
final class CollectorAlertRules {

  private CollectorAlertRules() {}

  static RuleGroup group() {
    return new RuleGroup(
        "collector",
        List.of(
            queue(),
            failed("traces", ExternalMetric.COLLECTOR_FAILED_SPANS),
            failed("logs", ExternalMetric.COLLECTOR_FAILED_LOGS),
            failed("metrics", ExternalMetric.COLLECTOR_FAILED_POINTS),
            refused("traces", ExternalMetric.COLLECTOR_REFUSED_SPANS),
            refused("logs", ExternalMetric.COLLECTOR_REFUSED_LOGS)));
  }

  private static AlertRule queue() {
    String[] by = {ExternalNames.LABEL_EXPORTER, ExternalNames.LABEL_INSTANCE};
    MetricExpr waiting = TimeSeries.of(ExternalMetric.COLLECTOR_QUEUE).largest(by);
    MetricExpr capacity = TimeSeries.of(ExternalMetric.COLLECTOR_QUEUE_CAPACITY).largest(by);
    return rule("col-queue-full", "The collector's queue is nearly full")
        .above(0.8, waiting.shareOf(capacity))
        .lasting("10m")
        .text(
            "{{ .Labels.exporter }} has filled more than 80 % of its queue",
            "The backend accepts less than arrives. When the queue is full the collector drops data"
                + " of other senders; Intent Observe waits and retries.");
  }

  private static AlertRule failed(String signal, ExternalMetric metric) {
    return rule("col-send-failed-" + signal, "The collector cannot deliver " + signal)
        .above(0, TimeSeries.of(metric).growthWithin("10m", ExternalNames.LABEL_EXPORTER))
        .lasting("5m")
        .text(
            "{{ .Labels.exporter }} dropped " + signal,
            "The backend refused them permanently, or for longer than the collector retries. They"
                + " are missing there; the record still has what Intent Observe sent.");
  }

  private static AlertRule refused(String signal, ExternalMetric metric) {
    return rule("col-refused-" + signal, "The collector refuses " + signal)
        .above(0, TimeSeries.of(metric).growthWithin("10m", ExternalNames.LABEL_RECEIVER))
        .lasting("5m")
        .text(
            "{{ .Labels.receiver }} refuses " + signal,
            "It is out of memory or its queue is full. Senders that retry lose nothing.");
  }
}
