package dev.intentobserve.dashboards.dashboards.pipeline;

import static dev.intentobserve.model.metric.TelemetryNames.LABEL_OUTCOME;

import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.TelemetryNames;

/** Panels about the record, its readers and its database. */
final class PipelineRecordPanels {
  /** Cursors whose position is the sequence number of an event. */
  private static final String BY_EVENT = "trace|metrics|export[.].+";

  private static final String SQL = "sql";

  private static final PanelLink READY = PanelLink.observe("Readiness", "/health/ready");
  private static final PanelLink EVENTS = PanelLink.observe("The events", "/api/v1/events");

  private PipelineRecordPanels() {}

  static Panel head() {
    return Panel.stat("Head of the record", DisplayUnit.COUNT)
        .description(
            "Sequence number of the last event. Unknown after a start until the next append.")
        .size(6, 5)
        .query("head", headOfRecord())
        .filledByEvents("signal.created")
        .linksTo(EVENTS);
  }

  static Panel deadLetters() {
    TimeSeries outcome = TimeSeries.of(TelemetryNames.METRIC_OUTCOME);
    return Panel.stat("Refused", DisplayUnit.COUNT)
        .description(
            "Records refused by all receivers within the time shown. The number of open dead"
                + " letters is not a metric: the link lists them with their reasons, to fix and"
                + " retry, or to discard.")
        .size(6, 5)
        .query("refused", outcome.where(LABEL_OUTCOME, "refused").growth().orZero(outcome.growth()))
        .thresholds(Thresholds.from(Colour.GREEN).then(1, Colour.RED))
        .filledByEvents("signal.created")
        .linksTo(PanelLink.observe("The open dead letters", "/api/v1/dead-letters?status=open"));
  }

  static Panel lag() {
    return Panel.barGauge("Lag of each reader", DisplayUnit.COUNT)
        .description(
            "Events between the head of the record and each cursor: traces, metrics, exports. An"
                + " export appears after its first export. Cursors that count entity changes or"
                + " ticks are left out.")
        .size(12, 5)
        .query(lagging())
        .thresholds(
            Thresholds.from(Colour.GREEN).then(1_000, Colour.AMBER).then(100_000, Colour.RED))
        .filledByEvents("signal.created")
        .linksTo(READY);
  }

  static Panel behind() {
    return Panel.timeSeries("Lag by cursor", DisplayUnit.COUNT)
        .description(
            "The same over time. A line that only rises means a reader that does not move.")
        .query(lagging())
        .filledByEvents("signal.created")
        .linksTo(READY);
  }

  static Panel live() {
    TimeSeries lag = TimeSeries.of(TelemetryNames.METRIC_LIVE_LAG_SECONDS);
    return Panel.timeSeries("Live stream delay", DisplayUnit.SECONDS)
        .description(
            "Time from the receipt of an event to its delivery on the live stream; empty while no"
                + " client listens to it.")
        .percentiles(lag, 50, 95)
        .filledByEvents("signal.created")
        .linksTo(EVENTS);
  }

  static Panel append() {
    TimeSeries append = TimeSeries.of(TelemetryNames.METRIC_APPEND_SECONDS);
    return Panel.timeSeries("Append with commit", DisplayUnit.SECONDS)
        .description("Duration of a transaction that appends a batch, with its commit.")
        .percentiles(append, 50, 95, 99)
        .filledByEvents("signal.created")
        .linksTo(READY);
  }

  static Panel rows() {
    return Panel.timeSeries("Events appended", DisplayUnit.PER_SECOND)
        .description("Events per second that were new to the record.")
        .query("appended", TimeSeries.of(TelemetryNames.METRIC_APPEND_ROWS).rate())
        .filledByEvents("signal.created")
        .linksTo(EVENTS);
  }

  static Panel pool() {
    return Panel.timeSeries("Connections to the database", DisplayUnit.COUNT)
        .description(
            "Connections in use, and requests waiting for one. database.pool_size is the number of"
                + " connections of each process.")
        .query("in use", sql(ExternalMetric.POOL_IN_USE).now())
        .query("waiting", sql(ExternalMetric.POOL_PENDING).now())
        .from("The service is not scraped", READY);
  }

  static Panel waits() {
    return Panel.timeSeries("Time in the database", DisplayUnit.SECONDS)
        .description(
            "Mean time of a statement, and mean wait for a connection. These metrics have no"
                + " buckets, so there are no percentiles.")
        .query("statement", ofProcess(ExternalMetric.SQL_TIME).meanWithin(TimeSeries.RATE))
        .query("wait", sql(ExternalMetric.POOL_WAIT).meanWithin(TimeSeries.RATE))
        .from("The service is not scraped", READY);
  }

  static MetricExpr headOfRecord() {
    return TimeSeries.of(TelemetryNames.METRIC_RECORD_HEAD).largest();
  }

  private static MetricExpr lagging() {
    return headOfRecord()
        .minusEach(
            TimeSeries.of(TelemetryNames.METRIC_CURSOR)
                .matching(TelemetryNames.LABEL_CURSOR, BY_EVENT)
                .largest(TelemetryNames.LABEL_CURSOR));
  }

  private static TimeSeries sql(ExternalMetric metric) {
    return ofProcess(metric).where(ExternalNames.LABEL_POOL_TYPE, SQL);
  }

  private static TimeSeries ofProcess(ExternalMetric metric) {
    return PipelineProcessPanels.of(metric);
  }
}
