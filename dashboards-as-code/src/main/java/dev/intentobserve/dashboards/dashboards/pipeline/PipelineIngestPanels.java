package dev.intentobserve.dashboards.dashboards.pipeline;

import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.BLUE;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.PanelLink.observe;

import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.PromQlExpr;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.TelemetryNames;

/** Panels about taking events in, door by door. */
final class PipelineIngestPanels {
  static final DashboardVariable RECEIVER =
      new DashboardVariable.Labels(
          "receiver",
          "Receiver",
          TimeSeries.of(TelemetryNames.METRIC_RECEIVED),
          TelemetryNames.LABEL_RECEIVER);

  private static final TimeSeries RECEIVED = of(TelemetryNames.METRIC_RECEIVED);
  private static final TimeSeries OUTCOME = of(TelemetryNames.METRIC_OUTCOME);
  private static final TimeSeries REFUSED = OUTCOME.where(TelemetryNames.LABEL_OUTCOME, "refused");

  private static final PanelLink BOOKS = observe("The books, source by source", "/api/v1/sources");
  private static final PanelLink LETTERS = observe("The dead letters", "/api/v1/dead-letters");

  private PipelineIngestPanels() {}

  private static TimeSeries of(String metric) {
    return TimeSeries.of(metric).chosen(TelemetryNames.LABEL_RECEIVER, RECEIVER);
  }

  static Panel received() {
    return stat("Received")
        .size(6, 4)
        .says("Records that came in through the chosen receivers within the time shown.")
        .asks("received", RECEIVED.growth())
        .in(DisplayUnit.COUNT)
        .filledBy("signal.created")
        .linksTo(BOOKS);
  }

  static Panel balance() {
    PromQlExpr received = RECEIVED.now();
    return stat("Without an outcome")
        .size(6, 4)
        .says(
            "Received less stored, duplicate and refused, since the processes started. What is"
                + " being taken in right now shows here for a moment; what stays was answered with"
                + " a fault and is not acknowledged: its sender has it still.")
        .asks("missing", received.minus(OUTCOME.now().orZero(received)))
        .in(DisplayUnit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, AMBER))
        .filledBy("signal.created")
        .linksTo(BOOKS);
  }

  static Panel outcome() {
    return timeSeries("What became of them")
        .says("Records a second by receiver: stored, duplicate (a success, too) or refused.")
        .asks(
            "{{receiver}} {{outcome}}",
            OUTCOME.rate(TelemetryNames.LABEL_RECEIVER, TelemetryNames.LABEL_OUTCOME))
        .stacked()
        .in(DisplayUnit.PER_SECOND)
        .filledBy("signal.created")
        .linksTo(observe("The events", "/api/v1/events"))
        .linksTo(BOOKS);
  }

  static Panel refusals() {
    return timeSeries("Refusals by reason")
        .says("Records refused in each stretch of an hour. Each stands among the dead letters.")
        .asks("{{reason}}", REFUSED.growthWithin("1h", TelemetryNames.LABEL_REASON))
        .stacked()
        .in(DisplayUnit.COUNT)
        .whenEmpty(
            "Nothing refused. Filled by a record that is no event, such as a text without JSON")
        .linksTo(LETTERS)
        .valueLinksTo(
            observe(
                "Refused for this reason", "/api/v1/dead-letters?reason=${__field.labels.reason}"));
  }

  static Panel busy() {
    return timeSeries("Sent away as busy")
        .says(
            "Requests told to come back later, in each stretch of an hour: too much in flight, or"
                + " the database did not commit in time. Nothing of them was acknowledged.")
        .asks(
            "{{receiver}} {{reason}}",
            of(TelemetryNames.METRIC_BUSY)
                .growthWithin("1h", TelemetryNames.LABEL_RECEIVER, TelemetryNames.LABEL_REASON))
        .stacked()
        .in(DisplayUnit.COUNT)
        .whenEmpty("Nobody was sent away")
        .linksTo(observe("Ready or not", "/health/ready"));
  }

  static Panel unknown() {
    return timeSeries("Events of unknown type")
        .says("Stored, but of a type the catalog does not know, in each stretch of an hour.")
        .asks(
            "{{receiver}}",
            of(TelemetryNames.METRIC_UNKNOWN_TYPE)
                .growthWithin("1h", TelemetryNames.LABEL_RECEIVER))
        .stacked()
        .in(DisplayUnit.COUNT)
        .seriesColoured("http", BLUE)
        .whenEmpty("None. Filled by an event whose type is not in the catalog")
        .linksTo(observe("The events", "/api/v1/events"));
  }

  static Panel inFlight() {
    return timeSeries("Bytes in flight")
        .says("Received and not yet answered. ingest.in_flight_bytes is where 429 begins.")
        .asks("in flight", TimeSeries.of(TelemetryNames.METRIC_IN_FLIGHT_BYTES).now())
        .in(DisplayUnit.BYTES)
        .filledBy("signal.created")
        .linksTo(observe("Ready or not", "/health/ready"));
  }

  static Panel tailLag() {
    return timeSeries("Tail lag")
        .says("Bytes of each followed file that are not yet read.")
        .asks(
            "{{receiver}}",
            of(TelemetryNames.METRIC_TAIL_LAG_BYTES).largest(TelemetryNames.LABEL_RECEIVER))
        .in(DisplayUnit.BYTES)
        .whenEmpty("No file is followed: tail.files names them")
        .linksTo(BOOKS);
  }

  static Panel rewritten() {
    return stat("Followed files rewritten")
        .size(12, 4)
        .says(
            "Times a followed file was not appended to but rewritten, and read again from its start"
                + " within the time shown. What was known already counts as duplicate.")
        .asks("rewritten", of(TelemetryNames.METRIC_TAIL_REWRITTEN).growth())
        .in(DisplayUnit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, RED))
        .whenEmpty("None was rewritten")
        .linksTo(BOOKS);
  }
}
