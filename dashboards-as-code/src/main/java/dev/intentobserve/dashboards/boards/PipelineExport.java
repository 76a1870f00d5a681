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

/** Panels about what goes out: shipping, and the collector it passes through. */
final class PipelineExport {
  private static final String NOT_SHIPPED =
      "Nothing shipped. Filled by any event once OTEL_EXPORTER_OTLP_ENDPOINT names a receiver";
  private static final String NO_COLLECTOR =
      "No collector is scraped. Filled by signal.created on its way through one";

  private static final Link EVENTS = observe("The events", "/api/v1/events");
  private static final Link FRESHNESS =
      Link.dashboard("The objective", "slo-detail", SloDetail.SLO, "export-freshness");

  private PipelineExport() {}

  static Panel up() {
    return stat("Receivers")
        .size(6, 8)
        .says(
            "Whether each receiver takes what it is sent. Where shipping to one is off, or nothing was"
                + " ever shipped to it, it is not shown.")
        .asks(
            "{{destination}}", Series.of(Names.METRIC_EXPORT_UP).smallest(Names.LABEL_DESTINATION))
        .in(Unit.PLAIN)
        .reads("0", "down", RED)
        .reads("1", "up", GREEN)
        .whenEmpty(NOT_SHIPPED)
        .leadsTo(FRESHNESS);
  }

  static Panel exported() {
    return timeSeries("Accepted by receivers")
        .size(18, 8)
        .says("Spans, log records and data points a second that a receiver accepted.")
        .asks("{{destination}}", Series.of(Names.METRIC_EXPORTED).rate(Names.LABEL_DESTINATION))
        .in(Unit.PER_SECOND)
        .whenEmpty(NOT_SHIPPED)
        .leadsTo(EVENTS);
  }

  static Panel refused() {
    return timeSeries("Refused by receivers")
        .size(8, 8)
        .says(
            "What a receiver will never take, in each stretch of an hour, by its reason: too old, too"
                + " large. It is lost to that backend and stays in the record.")
        .asks(
            "{{destination}} {{reason}}",
            Series.of(Names.METRIC_EXPORT_REFUSED)
                .growthWithin("1h", Names.LABEL_DESTINATION, Names.LABEL_REASON))
        .stacked()
        .in(Unit.COUNT)
        .whenEmpty("Nothing was refused")
        .leadsTo(EVENTS);
  }

  static Panel retries() {
    return timeSeries("Tried again")
        .size(8, 8)
        .says(
            "Requests a receiver did not take, in each stretch of an hour. They are tried until it"
                + " does; nothing is lost.")
        .asks(
            "{{destination}} {{reason}}",
            Series.of(Names.METRIC_EXPORT_RETRIES)
                .growthWithin("1h", Names.LABEL_DESTINATION, Names.LABEL_REASON))
        .stacked()
        .in(Unit.COUNT)
        .whenEmpty("Every request was taken at once")
        .leadsTo(FRESHNESS);
  }

  static Panel lag() {
    return timeSeries("Not yet shipped")
        .size(8, 8)
        .says("Events of the record that each destination has not shipped yet.")
        .asks(
            "{{cursor}}",
            PipelineRecord.headOfRecord()
                .minusEach(
                    Series.of(Names.METRIC_CURSOR)
                        .matching(Names.LABEL_CURSOR, Names.EXPORT_TRACES + "|" + Names.EXPORT_LOGS)
                        .largest(Names.LABEL_CURSOR)))
        .in(Unit.COUNT)
        .whenEmpty(NOT_SHIPPED)
        .leadsTo(FRESHNESS);
  }

  static Panel queue() {
    return bars("Queues of the collector")
        .size(8, 8)
        .says("How full the queue to each backend is. When it is full the collector refuses.")
        .asks(
            "{{exporter}}",
            Series.of(Names.PEER_COLLECTOR_QUEUE)
                .largest(Names.PEER_LABEL_EXPORTER)
                .over(
                    Series.of(Names.PEER_COLLECTOR_QUEUE_CAPACITY)
                        .largest(Names.PEER_LABEL_EXPORTER)))
        .in(Unit.SHARE)
        .coloured(Thresholds.from(GREEN).then(0.5, AMBER).then(0.9, RED))
        .whenEmpty(NO_COLLECTOR)
        .leadsTo(EVENTS);
  }

  static Panel sent() {
    return timeSeries("Sent by the collector")
        .size(16, 8)
        .says("Spans, log records and data points a second that each backend took from it.")
        .asks("spans to {{exporter}}", second(Names.PEER_COLLECTOR_SENT_SPANS))
        .asks("lines to {{exporter}}", second(Names.PEER_COLLECTOR_SENT_LOGS))
        .asks("points to {{exporter}}", second(Names.PEER_COLLECTOR_SENT_POINTS))
        .in(Unit.PER_SECOND)
        .whenEmpty(NO_COLLECTOR)
        .leadsTo(EVENTS);
  }

  static Panel failed() {
    return timeSeries("Given up by the collector")
        .says(
            "What a backend did not take and the collector dropped, in each stretch of an hour. It"
                + " stays in the record; Tenants shows why backends throw away.")
        .asks("spans to {{exporter}}", hour(Names.PEER_COLLECTOR_FAILED_SPANS))
        .asks("lines to {{exporter}}", hour(Names.PEER_COLLECTOR_FAILED_LOGS))
        .asks("points to {{exporter}}", hour(Names.PEER_COLLECTOR_FAILED_POINTS))
        .stacked()
        .in(Unit.COUNT)
        .whenEmpty("Nothing was given up, or no collector is scraped")
        .leadsTo(Link.dashboard("What backends throw away", "tenants"))
        .leadsTo(EVENTS);
  }

  static Panel turnedAway() {
    return timeSeries("Refused by the collector")
        .says(
            "What the collector did not take in, in each stretch of an hour: its memory or its queue"
                + " was full. Whoever sent it tries again.")
        .asks("spans from {{receiver}}", taken(Names.PEER_COLLECTOR_REFUSED_SPANS))
        .asks("lines from {{receiver}}", taken(Names.PEER_COLLECTOR_REFUSED_LOGS))
        .stacked()
        .in(Unit.COUNT)
        .whenEmpty("Nothing was refused, or no collector is scraped")
        .leadsTo(EVENTS);
  }

  private static Expr second(String metric) {
    return Series.of(metric).rate(Names.PEER_LABEL_EXPORTER);
  }

  private static Expr hour(String metric) {
    return Series.of(metric).growthWithin("1h", Names.PEER_LABEL_EXPORTER);
  }

  private static Expr taken(String metric) {
    return Series.of(metric).growthWithin("1h", Names.PEER_LABEL_RECEIVER);
  }
}
