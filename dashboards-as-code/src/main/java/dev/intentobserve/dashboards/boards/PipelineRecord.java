package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Link.observe;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;

import dev.intentobserve.dashboards.vocabulary.Expr;
import dev.intentobserve.dashboards.vocabulary.Link;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.event.Names;

/** Panels about the record, who reads it, and the database it is in. */
final class PipelineRecord {
  /** Cursors whose position is the sequence number of an event. */
  private static final String BY_EVENT = "trace|metrics|export[.].+";

  private static final String SQL = "sql";

  private static final Link READY = observe("Ready or not", "/health/ready");
  private static final Link EVENTS = observe("The events", "/api/v1/events");

  private PipelineRecord() {}

  static Panel head() {
    return stat("Head of the record")
        .size(6, 5)
        .says("Sequence number of the last event. Not known after a start until the next append.")
        .asks("head", headOfRecord())
        .in(Unit.COUNT)
        .filledBy("signal.created")
        .leadsTo(EVENTS);
  }

  static Panel deadLetters() {
    Series outcome = Series.of(Names.METRIC_OUTCOME);
    return stat("Refused")
        .size(6, 5)
        .says(
            "Records refused by all doors within the time shown. How many dead letters are open is"
                + " not among the metrics: the link lists them, each with its reason, to be repaired"
                + " and retried, or discarded.")
        .asks(
            "refused",
            outcome.where(Names.LABEL_OUTCOME, "refused").growth().orZero(outcome.growth()))
        .in(Unit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, RED))
        .filledBy("signal.created")
        .leadsTo(observe("The open dead letters", "/api/v1/dead-letters?status=open"));
  }

  static Panel lag() {
    return bars("How far each reader is behind")
        .size(12, 5)
        .says(
            "Events between the head of the record and each cursor: placing in traces, counting,"
                + " shipping. One that ships is here once something was shipped. Cursors that count"
                + " changes of lives, or ticks, have another measure and are left out.")
        .asks("{{cursor}}", lagging())
        .in(Unit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1_000, AMBER).then(100_000, RED))
        .filledBy("signal.created")
        .leadsTo(READY);
  }

  static Panel behind() {
    return timeSeries("Lag by cursor")
        .says("The same over time. A line that only rises is a reader that stands still.")
        .asks("{{cursor}}", lagging())
        .in(Unit.COUNT)
        .filledBy("signal.created")
        .leadsTo(READY);
  }

  static Panel live() {
    Series lag = Series.of(Names.METRIC_LIVE_LAG_SECONDS);
    return timeSeries("From receipt to the live stream")
        .says("How long an event takes from its receipt to whoever hears the live stream.")
        .asks("p50", lag.quantileWithin(0.5, Series.RATE))
        .asks("p95", lag.quantileWithin(0.95, Series.RATE))
        .in(Unit.SECONDS)
        .filledBy("signal.created")
        .leadsTo(EVENTS);
  }

  static Panel append() {
    Series append = Series.of(Names.METRIC_APPEND_SECONDS);
    return timeSeries("Append with commit")
        .says("How long one transaction takes that appends a batch and commits it.")
        .asks("p50", append.quantileWithin(0.5, Series.RATE))
        .asks("p95", append.quantileWithin(0.95, Series.RATE))
        .asks("p99", append.quantileWithin(0.99, Series.RATE))
        .in(Unit.SECONDS)
        .filledBy("signal.created")
        .leadsTo(READY);
  }

  static Panel rows() {
    return timeSeries("Events appended")
        .says("Events a second that were new to the record.")
        .asks("appended", Series.of(Names.METRIC_APPEND_ROWS).rate())
        .in(Unit.PER_SECOND)
        .filledBy("signal.created")
        .leadsTo(EVENTS);
  }

  static Panel pool() {
    return timeSeries("Connections to the database")
        .says(
            "Connections in use, and requests that wait for one. database.pool_size is how many there"
                + " are in each process.")
        .asks("in use", sql(Names.PEER_POOL_IN_USE).now())
        .asks("waiting", sql(Names.PEER_POOL_PENDING).now())
        .in(Unit.COUNT)
        .whenEmpty("The service is not scraped")
        .leadsTo(READY);
  }

  static Panel waits() {
    return timeSeries("Time in the database")
        .says(
            "Mean time of a statement, and mean wait for a connection. These timings have no buckets,"
                + " so there is no percentile.")
        .asks("statement", house(Names.PEER_SQL_TIME).meanWithin(Series.RATE))
        .asks("wait", sql(Names.PEER_POOL_WAIT).meanWithin(Series.RATE))
        .in(Unit.SECONDS)
        .whenEmpty("The service is not scraped")
        .leadsTo(READY);
  }

  static Expr headOfRecord() {
    return Series.of(Names.METRIC_RECORD_HEAD).largest();
  }

  private static Expr lagging() {
    return headOfRecord()
        .minusEach(
            Series.of(Names.METRIC_CURSOR)
                .matching(Names.LABEL_CURSOR, BY_EVENT)
                .largest(Names.LABEL_CURSOR));
  }

  private static Series sql(String metric) {
    return house(metric).where(Names.PEER_LABEL_POOL_TYPE, SQL);
  }

  private static Series house(String metric) {
    return PipelineHouse.of(metric);
  }
}
