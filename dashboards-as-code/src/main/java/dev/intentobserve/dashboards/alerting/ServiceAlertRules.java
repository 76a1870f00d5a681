package dev.intentobserve.dashboards.alerting;

import static dev.intentobserve.dashboards.alerting.AlertRule.rule;

import dev.intentobserve.dashboards.alerting.AlertRule.OnError;
import dev.intentobserve.dashboards.external.ExternalMetrics;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.PromQlExpr;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.metric.TelemetryNames;
import java.util.List;

/** What the service cannot tell of itself: that it is gone, or no longer does what it is for. */
final class ServiceAlertRules {
  /** The cursors of what is shipped; an outage of the receiver is no fault of the reader. */
  private static final String EXPORTS = "export[.].*";

  /** Whose cursors count events: others count changes of lives, which no head is ahead of. */
  private static final String READERS = "trace|metrics";

  private static final TimeSeries HEAD = TimeSeries.of(TelemetryNames.METRIC_RECORD_HEAD);
  private static final String DASHBOARD = "pipeline";

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

  /** One of them is missing when nothing is scraped any more, the other when all scrapes fail. */
  private static AlertRule notScraped() {
    PromQlExpr scraped =
        TimeSeries.of(ExternalMetrics.UP)
            .where(ExternalNames.LABEL_JOB, TelemetryNames.SERVICE)
            .each()
            .equalTo(1);
    PromQlExpr figures = TimeSeries.of(TelemetryNames.METRIC_METRICS_COMPLETE).each();
    return rule("io-not-scraped", "Intent Observe is not scraped")
        .above(0, scraped.absent().or(figures.absent()))
        .lasting("5m")
        .severity(Severity.CRITICAL)
        .onError(OnError.ERROR)
        .text(
            "No figures of Intent Observe arrive",
            "It is down, or the collector that scrapes it is. Until figures arrive again no other"
                + " rule about it can fire.")
        .shownOn(DASHBOARD, "")
        .build();
  }

  private static AlertRule incomplete() {
    return rule("io-metrics-incomplete", "Metrics are incomplete")
        .below(1, TimeSeries.of(TelemetryNames.METRIC_METRICS_COMPLETE).smallest())
        .lasting("10m")
        .text(
            "Scrapes lack the figures of the record",
            "The process answers, but its record did not within two seconds: look at the"
                + " database.")
        .shownOn(DASHBOARD, "")
        .build();
  }

  private static AlertRule exportDown() {
    return rule("io-export-down", "Export is down")
        .below(
            1,
            TimeSeries.of(TelemetryNames.METRIC_EXPORT_UP)
                .smallest(TelemetryNames.LABEL_DESTINATION))
        .lasting("15m")
        .text(
            "{{ .Labels.destination }} is not taken",
            "The receiver has not taken anything for a quarter of an hour. Nothing is lost: it"
                + " waits in the record and is sent when the receiver is back.")
        .shownOn(DASHBOARD, "")
        .build();
  }

  private static AlertRule exportLag() {
    TimeSeries exports =
        TimeSeries.of(TelemetryNames.METRIC_CURSOR).matching(TelemetryNames.LABEL_CURSOR, EXPORTS);
    PromQlExpr behind = behind(HEAD, exports);
    PromQlExpr before = behind(HEAD.before("30m"), exports.before("30m"));
    return rule("io-export-lag", "Export lags further behind")
        .above(1000, behind.above(0).and(before.lessThan(behind)))
        .lasting("15m")
        .text(
            "{{ .Labels.cursor }} is more than 1000 events behind, and falls back",
            "More is stored than is shipped, for half an hour at least. An import explains it; else"
                + " the receiver is too slow.")
        .shownOn(DASHBOARD, "")
        .build();
  }

  private static AlertRule refusals() {
    PromQlExpr refused =
        TimeSeries.of(TelemetryNames.METRIC_OUTCOME)
            .where(TelemetryNames.LABEL_OUTCOME, "refused")
            .growthWithin("15m", TelemetryNames.LABEL_RECEIVER);
    PromQlExpr received =
        TimeSeries.of(TelemetryNames.METRIC_RECEIVED)
            .growthWithin("15m", TelemetryNames.LABEL_RECEIVER)
            .above(20);
    return rule("io-refusals", "Many records are refused")
        .above(0.05, refused.shareOf(received))
        .lasting("5m")
        .text(
            "More than 5 % of what comes through {{ .Labels.receiver }} is refused",
            "They stand among the dead letters with their reason. Below 20 records in a quarter of"
                + " an hour nothing is judged.")
        .shownOn(DASHBOARD, "")
        .build();
  }

  private static AlertRule busy() {
    return rule("io-busy", "Senders are sent away")
        .above(
            0,
            TimeSeries.of(TelemetryNames.METRIC_BUSY)
                .growthWithin("5m", TelemetryNames.LABEL_RECEIVER))
        .lasting("15m")
        .text(
            "{{ .Labels.receiver }} has been busy for a quarter of an hour",
            "More comes than can be stored. Senders were told to come back later; one that does not"
                + " loses what it had to say.")
        .shownOn(DASHBOARD, "")
        .build();
  }

  private static AlertRule slowAppends() {
    return rule("io-append-slow", "Appends are slow")
        .above(0.5, TimeSeries.of(TelemetryNames.METRIC_APPEND_SECONDS).quantileWithin(0.99, "10m"))
        .lasting("10m")
        .text(
            "One append in a hundred takes more than half a second",
            "The database commits slowly: its disk, a lock, or too much at once.")
        .shownOn(DASHBOARD, "")
        .build();
  }

  private static AlertRule cursorStuck() {
    TimeSeries readers =
        TimeSeries.of(TelemetryNames.METRIC_CURSOR).matching(TelemetryNames.LABEL_CURSOR, READERS);
    PromQlExpr position = readers.largest(TelemetryNames.LABEL_CURSOR);
    PromQlExpr still = position.equalTo(readers.before("15m").largest(TelemetryNames.LABEL_CURSOR));
    return rule("io-cursor-stuck", "A reader of the record is stuck")
        .above(0, behind(HEAD, readers).above(0).and(still))
        .lasting("5m")
        .severity(Severity.CRITICAL)
        .text(
            "{{ .Labels.cursor }} does not move, though events wait for it",
            "Events are stored, but this reader has not got any further for 15 minutes: what it"
                + " makes of them is out of date.")
        .shownOn(DASHBOARD, "")
        .build();
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
            "{{ .Labels.metric }} is beyond its budget of series",
            "Further values of the label {{ .Labels.label }} are added up under other. Sums stay"
                + " right.")
        .shownOn(DASHBOARD, "")
        .build();
  }

  /** CPU time begins again with each process. */
  private static AlertRule restarts() {
    return rule("io-restarts", "Intent Observe restarts often")
        .above(
            2,
            new PromQlExpr(
                "sum(resets(process_cpu_seconds_total{job=\""
                    + TelemetryNames.SERVICE
                    + "\"}[1h]))"))
        .text(
            "It was started anew more than twice within an hour",
            "It crashes or is killed, and starts again. Nothing that was acknowledged is lost.")
        .shownOn(DASHBOARD, "")
        .build();
  }

  /** How many events a reader has not seen yet. */
  private static PromQlExpr behind(TimeSeries head, TimeSeries cursors) {
    return head.largest().asNumber().minus(cursors.largest(TelemetryNames.LABEL_CURSOR));
  }
}
