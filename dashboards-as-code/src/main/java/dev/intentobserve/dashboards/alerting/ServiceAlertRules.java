package dev.intentobserve.dashboards.alerting;

import static dev.intentobserve.dashboards.alerting.AlertRule.rule;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_JOB;
import static dev.intentobserve.model.metric.TelemetryNames.LABEL_DESTINATION;
import static dev.intentobserve.model.metric.TelemetryNames.LABEL_RECEIVER;
import static dev.intentobserve.model.metric.TelemetryNames.METRIC_BUSY;
import static dev.intentobserve.model.metric.TelemetryNames.METRIC_EXPORT_UP;
import static dev.intentobserve.model.metric.TelemetryNames.METRIC_RECEIVED;
import static dev.intentobserve.model.metric.TelemetryNames.SERVICE;

import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.metric.TelemetryNames;
import java.util.List;

/** Rules about the service itself: whether it runs and does its work. */
final class ServiceAlertRules {
  /** The cursors of exports: they also stop when the destination is down. */
  private static final String EXPORTS = "export[.].*";

  /** Cursors that count events; others count entity changes and cannot be compared to the head. */
  private static final String READERS = "trace|metrics";

  private static final TimeSeries HEAD = TimeSeries.of(TelemetryNames.METRIC_RECORD_HEAD);

  private ServiceAlertRules() {}

  static RuleGroup group() {
    return new RuleGroup(
        "intent-observe-itself",
        List.of(
            notScraped(),
            incomplete(),
            exportDown(),
            exportLag(),
            refusals(),
            busy(),
            slowAppends(),
            cursorStuck(),
            overflow(),
            restarts()));
  }

  /** One of the two is missing when nothing is scraped, the other one when all scrapes fail. */
  private static AlertRule notScraped() {
    MetricExpr scraped =
        TimeSeries.of(ExternalMetric.UP).where(LABEL_JOB, SERVICE).each().equalTo(1);
    MetricExpr figures = TimeSeries.of(TelemetryNames.METRIC_METRICS_COMPLETE).each();
    return rule("io-not-scraped", "Intent Observe is not scraped")
        .above(0, scraped.absent().or(figures.absent()))
        .lasting("5m")
        .severity(Severity.CRITICAL)
        .alertingOnError()
        .text(
            "No metrics of Intent Observe arrive",
            "The service is down, or the collector that scrapes it. Until metrics arrive again no"
                + " other rule about the service can fire.");
  }

  private static AlertRule incomplete() {
    return rule("io-metrics-incomplete", "Metrics are incomplete")
        .below(1, TimeSeries.of(TelemetryNames.METRIC_METRICS_COMPLETE).smallest())
        .lasting("10m")
        .text(
            "Scrapes lack the metrics of the record",
            "The process answers, but the record did not answer within two seconds: check the"
                + " database.");
  }

  private static AlertRule exportDown() {
    return rule("io-export-down", "Export is down")
        .below(1, TimeSeries.of(METRIC_EXPORT_UP).smallest(LABEL_DESTINATION))
        .lasting("15m")
        .text(
            "{{ .Labels.destination }} does not accept data",
            "The destination has not accepted anything for 15 minutes. Nothing is lost: the data"
                + " wait in the record and are sent when the destination is back.");
  }

  private static AlertRule exportLag() {
    TimeSeries exports =
        TimeSeries.of(TelemetryNames.METRIC_CURSOR).matching(TelemetryNames.LABEL_CURSOR, EXPORTS);
    MetricExpr behind = behind(HEAD, exports);
    MetricExpr before = behind(HEAD.before("30m"), exports.before("30m"));
    return rule("io-export-lag", "Export lags further behind")
        .above(1000, behind.above(0).and(before.lessThan(behind)))
        .lasting("15m")
        .text(
            "{{ .Labels.cursor }} is more than 1000 events behind, and the lag grows",
            "For half an hour or more, events are stored faster than they are exported. This is"
                + " normal during an import; otherwise the destination is too slow.");
  }

  private static AlertRule refusals() {
    MetricExpr refused =
        TimeSeries.of(TelemetryNames.METRIC_OUTCOME)
            .where(TelemetryNames.LABEL_OUTCOME, "refused")
            .growthWithin("15m", LABEL_RECEIVER);
    MetricExpr received =
        TimeSeries.of(METRIC_RECEIVED).growthWithin("15m", LABEL_RECEIVER).above(20);
    return rule("io-refusals", "Many records are refused")
        .above(0.05, refused.shareOf(received))
        .lasting("5m")
        .text(
            "More than 5 % of the records of the receiver {{ .Labels.receiver }} are refused",
            "The dead letters show the reasons. The rule needs at least 20 records in 15 minutes.");
  }

  private static AlertRule busy() {
    return rule("io-busy", "Requests are rejected as busy")
        .above(0, TimeSeries.of(METRIC_BUSY).growthWithin("5m", LABEL_RECEIVER))
        .lasting("15m")
        .text(
            "The receiver {{ .Labels.receiver }} has been busy for 15 minutes",
            "More arrives than can be stored. Senders were told to retry later; a sender that does"
                + " not retry loses its events.");
  }

  private static AlertRule slowAppends() {
    return rule("io-append-slow", "Appends are slow")
        .above(0.5, TimeSeries.of(TelemetryNames.METRIC_APPEND_SECONDS).quantileWithin(0.99, "10m"))
        .lasting("10m")
        .text(
            "One append in a hundred takes more than half a second",
            "The database commits slowly: its disk, a lock, or too much at once.");
  }

  private static AlertRule cursorStuck() {
    TimeSeries readers =
        TimeSeries.of(TelemetryNames.METRIC_CURSOR).matching(TelemetryNames.LABEL_CURSOR, READERS);
    MetricExpr position = readers.largest(TelemetryNames.LABEL_CURSOR);
    MetricExpr still = position.equalTo(readers.before("15m").largest(TelemetryNames.LABEL_CURSOR));
    return rule("io-cursor-stuck", "A reader of the record is stuck")
        .above(0, behind(HEAD, readers).above(0).and(still))
        .lasting("5m")
        .severity(Severity.CRITICAL)
        .text(
            "{{ .Labels.cursor }} does not move, although events are waiting",
            "Events are stored, but this reader has not advanced for 15 minutes: its results are"
                + " out of date.");
  }

  private static AlertRule overflow() {
    return rule("io-series-overflow", "A metric has too many series")
        .above(
            0,
            TimeSeries.of(TelemetryNames.METRIC_SERIES_OVERFLOW)
                .largest(TelemetryNames.LABEL_METRIC, TelemetryNames.LABEL_LABEL))
        .lasting("15m")
        .severity(Severity.INFO)
        .text(
            "{{ .Labels.metric }} exceeds its series budget",
            "Further values of the label {{ .Labels.label }} are added up under other. Sums stay"
                + " correct.");
  }

  /** The counter of CPU time restarts with each process. */
  private static AlertRule restarts() {
    return rule("io-restarts", "Intent Observe restarts often")
        .above(
            2,
            new MetricExpr("sum(resets(process_cpu_seconds_total{job=\"" + SERVICE + "\"}[1h]))"))
        .text(
            "It was restarted more than twice within an hour",
            "The process crashes or is killed, and starts again. Nothing that was acknowledged is"
                + " lost.");
  }

  /** How many events a reader has not seen yet. */
  private static MetricExpr behind(TimeSeries head, TimeSeries cursors) {
    return head.largest().asNumber().minus(cursors.largest(TelemetryNames.LABEL_CURSOR));
  }
}
