package dev.intentobserve.dashboards.dashboards.pipeline;

import dev.intentobserve.dashboards.dashboards.slo.SloDetailDashboard;
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

/** Panels about the export and the collector. */
final class PipelineExportPanels {
  private static final String NOT_SHIPPED =
      "Nothing exported. Filled by any event once OTEL_EXPORTER_OTLP_ENDPOINT is set";
  private static final String NO_COLLECTOR =
      "No collector is scraped. Filled by signal.created when a collector forwards it";

  private static final PanelLink EVENTS = PanelLink.observe("The events", "/api/v1/events");
  private static final PanelLink FRESHNESS =
      PanelLink.dashboard(
          "The objective", "slo-detail", SloDetailDashboard.SLO, "export-freshness");

  private PipelineExportPanels() {}

  static Panel up() {
    return Panel.stat("Export destinations", DisplayUnit.PLAIN)
        .description(
            "Whether each destination accepts data. A destination that is disabled, or that nothing"
                + " was exported to yet, is not shown.")
        .size(6, 8)
        .query(
            TimeSeries.of(TelemetryNames.METRIC_EXPORT_UP)
                .smallest(TelemetryNames.LABEL_DESTINATION))
        .valueText("0", "down", Colour.RED)
        .valueText("1", "up", Colour.GREEN)
        .from(NOT_SHIPPED, FRESHNESS);
  }

  static Panel exported() {
    return Panel.timeSeries("Accepted by destinations", DisplayUnit.PER_SECOND)
        .description("Spans, log records and data points per second that a destination accepted.")
        .size(18, 8)
        .query(TimeSeries.of(TelemetryNames.METRIC_EXPORTED).rate(TelemetryNames.LABEL_DESTINATION))
        .from(NOT_SHIPPED, EVENTS);
  }

  static Panel refused() {
    return Panel.timeSeries("Refused by destinations", DisplayUnit.COUNT)
        .description(
            "Data per hour that a destination refuses permanently, by reason: too old, too large."
                + " That backend does not get it; the record keeps it.")
        .size(8, 8)
        .query(
            TimeSeries.of(TelemetryNames.METRIC_EXPORT_REFUSED)
                .growthWithin("1h", TelemetryNames.LABEL_DESTINATION, TelemetryNames.LABEL_REASON))
        .stacked()
        .from("Nothing was refused", EVENTS);
  }

  static Panel retries() {
    return Panel.timeSeries("Retries", DisplayUnit.COUNT)
        .description(
            "Requests per hour that a destination did not accept. They are retried until it does;"
                + " nothing is lost.")
        .size(8, 8)
        .query(
            TimeSeries.of(TelemetryNames.METRIC_EXPORT_RETRIES)
                .growthWithin("1h", TelemetryNames.LABEL_DESTINATION, TelemetryNames.LABEL_REASON))
        .stacked()
        .from("Every request was accepted at the first attempt", FRESHNESS);
  }

  static Panel lag() {
    return Panel.timeSeries("Not yet exported", DisplayUnit.COUNT)
        .description("Events of the record that have not been exported to each destination yet.")
        .size(8, 8)
        .query(
            PipelineRecordPanels.headOfRecord()
                .minusEach(
                    TimeSeries.of(TelemetryNames.METRIC_CURSOR)
                        .matching(
                            TelemetryNames.LABEL_CURSOR,
                            TelemetryNames.EXPORT_TRACES + "|" + TelemetryNames.EXPORT_LOGS)
                        .largest(TelemetryNames.LABEL_CURSOR)))
        .from(NOT_SHIPPED, FRESHNESS);
  }

  static Panel queue() {
    return Panel.barGauge("Queues of the collector", DisplayUnit.SHARE)
        .description(
            "How full the queue for each backend is. When it is full the collector refuses data.")
        .size(8, 8)
        .query(
            TimeSeries.of(ExternalMetric.COLLECTOR_QUEUE)
                .largest(ExternalNames.LABEL_EXPORTER)
                .shareOf(
                    TimeSeries.of(ExternalMetric.COLLECTOR_QUEUE_CAPACITY)
                        .largest(ExternalNames.LABEL_EXPORTER)))
        .thresholds(Thresholds.from(Colour.GREEN).then(0.5, Colour.AMBER).then(0.9, Colour.RED))
        .from(NO_COLLECTOR, EVENTS);
  }

  static Panel sent() {
    return Panel.timeSeries("Sent by the collector", DisplayUnit.PER_SECOND)
        .description("Spans, log records and data points per second that each backend accepted.")
        .size(16, 8)
        .query("spans to {{exporter}}", second(ExternalMetric.COLLECTOR_SENT_SPANS))
        .query("lines to {{exporter}}", second(ExternalMetric.COLLECTOR_SENT_LOGS))
        .query("points to {{exporter}}", second(ExternalMetric.COLLECTOR_SENT_POINTS))
        .from(NO_COLLECTOR, EVENTS);
  }

  static Panel failed() {
    return Panel.timeSeries("Dropped by the collector", DisplayUnit.COUNT)
        .description(
            "Data per hour that a backend did not accept and the collector dropped. The record"
                + " keeps it; the dashboard Tenants shows why backends discard data.")
        .query("spans to {{exporter}}", hour(ExternalMetric.COLLECTOR_FAILED_SPANS))
        .query("lines to {{exporter}}", hour(ExternalMetric.COLLECTOR_FAILED_LOGS))
        .query("points to {{exporter}}", hour(ExternalMetric.COLLECTOR_FAILED_POINTS))
        .stacked()
        .whenEmpty("Nothing was dropped, or no collector is scraped")
        .linksTo(PanelLink.dashboard("Discarded by backends", "tenants"))
        .linksTo(EVENTS);
  }

  static Panel turnedAway() {
    return Panel.timeSeries("Refused by the collector", DisplayUnit.COUNT)
        .description(
            "Data per hour that the collector did not accept: its memory or its queue was full. The"
                + " sender retries.")
        .query("spans from {{receiver}}", taken(ExternalMetric.COLLECTOR_REFUSED_SPANS))
        .query("lines from {{receiver}}", taken(ExternalMetric.COLLECTOR_REFUSED_LOGS))
        .stacked()
        .from("Nothing was refused, or no collector is scraped", EVENTS);
  }

  private static MetricExpr second(ExternalMetric metric) {
    return TimeSeries.of(metric).rate(ExternalNames.LABEL_EXPORTER);
  }

  private static MetricExpr hour(ExternalMetric metric) {
    return TimeSeries.of(metric).growthWithin("1h", ExternalNames.LABEL_EXPORTER);
  }

  private static MetricExpr taken(ExternalMetric metric) {
    return TimeSeries.of(metric).growthWithin("1h", ExternalNames.LABEL_RECEIVER);
  }
}
