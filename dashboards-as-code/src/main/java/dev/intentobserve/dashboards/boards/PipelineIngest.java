package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.BLUE;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Link.observe;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;

import dev.intentobserve.dashboards.vocabulary.Expr;
import dev.intentobserve.dashboards.vocabulary.Link;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.dashboards.vocabulary.Variable;
import dev.intentobserve.event.Names;

/** Panels about taking events in, door by door. */
final class PipelineIngest {
  static final Variable DOOR =
      new Variable.Labels("door", "Door", Series.of(Names.METRIC_RECEIVED), Names.LABEL_DOOR);

  private static final Series RECEIVED = of(Names.METRIC_RECEIVED);
  private static final Series OUTCOME = of(Names.METRIC_OUTCOME);
  private static final Series REFUSED = OUTCOME.where(Names.LABEL_OUTCOME, "refused");

  private static final Link BOOKS = observe("The books, source by source", "/api/v1/sources");
  private static final Link LETTERS = observe("The dead letters", "/api/v1/dead-letters");

  private PipelineIngest() {}

  private static Series of(String metric) {
    return Series.of(metric).chosen(Names.LABEL_DOOR, DOOR);
  }

  static Panel received() {
    return stat("Received")
        .size(6, 4)
        .says("Records that came in through the chosen doors within the time shown.")
        .asks("received", RECEIVED.growth())
        .in(Unit.COUNT)
        .filledBy("signal.created")
        .leadsTo(BOOKS);
  }

  static Panel balance() {
    Expr received = RECEIVED.now();
    return stat("Without an outcome")
        .size(6, 4)
        .says(
            "Received less stored, duplicate and refused, since the processes started. What is being"
                + " taken in right now shows here for a moment; what stays was answered with a fault"
                + " and is not acknowledged: its sender has it still.")
        .asks("missing", received.minus(OUTCOME.now().orZero(received)))
        .in(Unit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, AMBER))
        .filledBy("signal.created")
        .leadsTo(BOOKS);
  }

  static Panel outcome() {
    return timeSeries("What became of them")
        .says("Records a second by door: stored, duplicate (a success, too) or refused.")
        .asks("{{door}} {{outcome}}", OUTCOME.rate(Names.LABEL_DOOR, Names.LABEL_OUTCOME))
        .stacked()
        .in(Unit.PER_SECOND)
        .filledBy("signal.created")
        .leadsTo(observe("The events", "/api/v1/events"))
        .leadsTo(BOOKS);
  }

  static Panel refusals() {
    return timeSeries("Refusals by reason")
        .says("Records refused in each stretch of an hour. Each stands among the dead letters.")
        .asks("{{reason}}", REFUSED.growthWithin("1h", Names.LABEL_REASON))
        .stacked()
        .in(Unit.COUNT)
        .whenEmpty(
            "Nothing refused. Filled by a record that is no event, such as a text without JSON")
        .leadsTo(LETTERS)
        .valueLeadsTo(
            observe(
                "Refused for this reason", "/api/v1/dead-letters?reason=${__field.labels.reason}"));
  }

  static Panel busy() {
    return timeSeries("Sent away as busy")
        .says(
            "Requests told to come back later, in each stretch of an hour: too much in flight, or the"
                + " database did not commit in time. Nothing of them was acknowledged.")
        .asks(
            "{{door}} {{reason}}",
            of(Names.METRIC_BUSY).growthWithin("1h", Names.LABEL_DOOR, Names.LABEL_REASON))
        .stacked()
        .in(Unit.COUNT)
        .whenEmpty("Nobody was sent away")
        .leadsTo(observe("Ready or not", "/health/ready"));
  }

  static Panel unknown() {
    return timeSeries("Events of unknown type")
        .says("Stored, but of a type the catalog does not know, in each stretch of an hour.")
        .asks("{{door}}", of(Names.METRIC_UNKNOWN_TYPE).growthWithin("1h", Names.LABEL_DOOR))
        .stacked()
        .in(Unit.COUNT)
        .seriesColoured("http", BLUE)
        .whenEmpty("None. Filled by an event whose type is not in the catalog")
        .leadsTo(observe("The events", "/api/v1/events"));
  }

  static Panel inFlight() {
    return timeSeries("Bytes in flight")
        .says("Received and not yet answered. ingest.in_flight_bytes is where 429 begins.")
        .asks("in flight", Series.of(Names.METRIC_IN_FLIGHT_BYTES).now())
        .in(Unit.BYTES)
        .filledBy("signal.created")
        .leadsTo(observe("Ready or not", "/health/ready"));
  }

  static Panel tailLag() {
    return timeSeries("Tail lag")
        .says("Bytes of each followed file that are not yet read.")
        .asks("{{door}}", of(Names.METRIC_TAIL_LAG_BYTES).largest(Names.LABEL_DOOR))
        .in(Unit.BYTES)
        .whenEmpty("No file is followed: tail.files names them")
        .leadsTo(BOOKS);
  }

  static Panel rewritten() {
    return stat("Followed files rewritten")
        .size(12, 4)
        .says(
            "Times a followed file was not appended to but rewritten, and read again from its start"
                + " within the time shown. What was known already counts as duplicate.")
        .asks("rewritten", of(Names.METRIC_TAIL_REWRITTEN).growth())
        .in(Unit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, RED))
        .whenEmpty("None was rewritten")
        .leadsTo(BOOKS);
  }
}
