package dev.intentobserve.dashboards.dashboards.pipeline;

import static dev.intentobserve.dashboards.vocabulary.PanelLink.observe;
import static dev.intentobserve.model.metric.TelemetryNames.LABEL_RECEIVER;
import static dev.intentobserve.model.metric.TelemetryNames.METRIC_RECEIVED;
import static dev.intentobserve.model.metric.TelemetryNames.METRIC_UNKNOWN_TYPE;

import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.TelemetryNames;

/** Panels about the ingest of events, by receiver. */
final class PipelineIngestPanels {
  static final DashboardVariable RECEIVER =
      DashboardVariable.labels(
          "receiver", "Receiver", TimeSeries.of(METRIC_RECEIVED), LABEL_RECEIVER);

  private static final TimeSeries RECEIVED = of(METRIC_RECEIVED);
  private static final TimeSeries OUTCOME = of(TelemetryNames.METRIC_OUTCOME);
  private static final TimeSeries REFUSED = OUTCOME.where(TelemetryNames.LABEL_OUTCOME, "refused");

  private static final PanelLink BOOKS = observe("Accounting by source", "/api/v1/sources");
  private static final PanelLink DEAD_LETTERS = observe("The dead letters", "/api/v1/dead-letters");

  private PipelineIngestPanels() {}

  private static TimeSeries of(String metric) {
    return TimeSeries.of(metric).filteredBy(LABEL_RECEIVER, RECEIVER);
  }

  static Panel received() {
    return Panel.stat("Received", DisplayUnit.COUNT)
        .description("Records that came in through the selected receivers within the time shown.")
        .size(6, 4)
        .query("received", RECEIVED.growth())
        .filledByEvents("signal.created")
        .linksTo(BOOKS);
  }

  static Panel balance() {
    MetricExpr received = RECEIVED.now();
    return Panel.stat("Without an outcome", DisplayUnit.COUNT)
        .description(
            "Received less stored, duplicate and refused, since the processes started. Records that"
                + " are being processed show here for a moment; a lasting value means records that"
                + " were answered with an error and not acknowledged: the sender still has them.")
        .size(6, 4)
        .query("missing", received.minus(OUTCOME.now().orZero(received)))
        .thresholds(Thresholds.from(Colour.GREEN).then(1, Colour.AMBER))
        .filledByEvents("signal.created")
        .linksTo(BOOKS);
  }

  static Panel outcome() {
    return Panel.timeSeries("Outcomes", DisplayUnit.PER_SECOND)
        .description(
            "Records per second by receiver: stored, duplicate (also a success) or refused.")
        .query(OUTCOME.rate(LABEL_RECEIVER, TelemetryNames.LABEL_OUTCOME))
        .stacked()
        .filledByEvents("signal.created")
        .linksTo(observe("The events", "/api/v1/events"))
        .linksTo(BOOKS);
  }

  static Panel refusals() {
    return Panel.timeSeries("Refusals by reason", DisplayUnit.COUNT)
        .description("Records refused per hour. Each is a dead letter.")
        .query(REFUSED.growthWithin("1h", TelemetryNames.LABEL_REASON))
        .stacked()
        .whenEmpty(
            "Nothing refused. Filled by a record that is no event, such as a text without JSON")
        .linksTo(DEAD_LETTERS)
        .valueLinksTo(
            observe(
                "Refused for this reason", "/api/v1/dead-letters?reason=${__field.labels.reason}"));
  }

  static Panel busy() {
    return Panel.timeSeries("Rejected as busy", DisplayUnit.COUNT)
        .description(
            "Requests per hour that were told to retry later: too much in flight, or the database"
                + " did not commit in time. None of their records was acknowledged.")
        .query(
            of(TelemetryNames.METRIC_BUSY)
                .growthWithin("1h", LABEL_RECEIVER, TelemetryNames.LABEL_REASON))
        .stacked()
        .from("No request was rejected", observe("Readiness", "/health/ready"));
  }

  static Panel unknown() {
    return Panel.timeSeries("Events of unknown type", DisplayUnit.COUNT)
        .description("Events per hour whose type is not in the catalog; they are stored.")
        .query(of(METRIC_UNKNOWN_TYPE).growthWithin("1h", LABEL_RECEIVER))
        .stacked()
        .seriesColour("http", Colour.BLUE)
        .whenEmpty("None. Filled by an event whose type is not in the catalog")
        .linksTo(observe("The events", "/api/v1/events"));
  }

  static Panel inFlight() {
    return Panel.timeSeries("Bytes in flight", DisplayUnit.BYTES)
        .description(
            "Bytes of requests that are not answered yet. Above ingest.in_flight_bytes the service"
                + " answers 429.")
        .query("in flight", TimeSeries.of(TelemetryNames.METRIC_IN_FLIGHT_BYTES).now())
        .filledByEvents("signal.created")
        .linksTo(observe("Readiness", "/health/ready"));
  }

  static Panel tailLag() {
    return Panel.timeSeries("Tail lag", DisplayUnit.BYTES)
        .description("Bytes of each followed file that have not been read yet.")
        .query(of(TelemetryNames.METRIC_TAIL_LAG_BYTES).largest(LABEL_RECEIVER))
        .from("No file is followed: see tail.files", BOOKS);
  }

  static Panel rewritten() {
    return Panel.stat("Followed files rewritten", DisplayUnit.COUNT)
        .description(
            "Times a followed file was rewritten instead of appended to, and read again from the"
                + " start, within the time shown. Known records count as duplicates.")
        .size(12, 4)
        .query("rewritten", of(TelemetryNames.METRIC_TAIL_REWRITTEN).growth())
        .thresholds(Thresholds.from(Colour.GREEN).then(1, Colour.RED))
        .from("No file was rewritten", BOOKS);
  }
}
