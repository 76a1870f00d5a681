package dev.intentobserve.dashboards.dashboards.pipeline;

import static dev.intentobserve.dashboards.external.ExternalMetric.GC_PAUSE;
import static dev.intentobserve.dashboards.external.ExternalMetric.HEAP_MAX;
import static dev.intentobserve.dashboards.external.ExternalMetric.HEAP_USED;
import static dev.intentobserve.dashboards.external.ExternalMetric.UP;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_AREA;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_INSTANCE;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_JOB;
import static dev.intentobserve.dashboards.vocabulary.DisplayUnit.SECONDS;
import static dev.intentobserve.model.metric.TelemetryNames.METRIC_METRICS_COMPLETE;

import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.TelemetryNames;

/** Panels about the processes and about the metrics themselves. */
final class PipelineProcessPanels {
  private static final String HEAP = "heap";
  private static final String BY = LABEL_INSTANCE;

  static final DashboardVariable INSTANCE =
      DashboardVariable.labels(
          "instance", "Instance", ours(TimeSeries.of(ExternalMetric.UPTIME)), BY);

  private static final PanelLink VERSION = PanelLink.observe("Version", "/version");
  private static final PanelLink FIGURES = PanelLink.observe("Raw metrics", "/metrics");
  private static final String NOT_SCRAPED = "The service is not scraped";

  private PipelineProcessPanels() {}

  /** Only our processes: the collector and the backends have metrics with the same names. */
  private static TimeSeries ours(TimeSeries series) {
    return series.where(LABEL_JOB, TelemetryNames.SERVICE);
  }

  static TimeSeries of(ExternalMetric metric) {
    return ours(TimeSeries.of(metric)).filteredBy(BY, INSTANCE);
  }

  static Panel scrapes() {
    return Panel.stat("Scrapes", DisplayUnit.PLAIN)
        .description(
            "Whether the last scrape of each target succeeded. A target that is down has no"
                + " metrics.")
        .size(8, 5)
        .query(TimeSeries.of(UP).largest(LABEL_JOB, LABEL_INSTANCE))
        .valueText("0", "down", Colour.RED)
        .valueText("1", "up", Colour.GREEN)
        .from("Nothing is scraped", VERSION);
  }

  static Panel complete() {
    return Panel.stat("Metrics complete", DisplayUnit.PLAIN)
        .description(
            "Whether the last scrapes contained the metrics of the record. If the record does not"
                + " answer within two seconds, panels about work show a gap.")
        .size(4, 5)
        .query(
            "complete",
            ours(TimeSeries.of(METRIC_METRICS_COMPLETE)).filteredBy(BY, INSTANCE).smallest())
        .valueText("0", "no", Colour.RED)
        .valueText("1", "yes", Colour.GREEN)
        .from(NOT_SCRAPED, FIGURES);
  }

  static Panel overflow() {
    return Panel.table("Series over budget", DisplayUnit.COUNT)
        .description(
            "Metrics with more series than metrics.series_budget allows, by the label with the most"
                + " values. Further series are added up under other, so that sums stay correct.")
        .size(12, 5)
        .column(TelemetryNames.LABEL_METRIC, "Metric")
        .column(TelemetryNames.LABEL_LABEL, "Label")
        .query(
            "Series not kept",
            TimeSeries.of(TelemetryNames.METRIC_SERIES_OVERFLOW)
                .largest(TelemetryNames.LABEL_METRIC, TelemetryNames.LABEL_LABEL)
                .above(0))
        .from("No metric exceeds its budget", FIGURES);
  }

  static Panel heap() {
    return Panel.timeSeries("Heap", DisplayUnit.BYTES)
        .description("Memory that the Java heap uses, and its maximum.")
        .query("used {{instance}}", of(HEAP_USED).where(LABEL_AREA, HEAP).now(BY))
        .query("limit {{instance}}", of(HEAP_MAX).where(LABEL_AREA, HEAP).each().above(0).sum(BY))
        .from(NOT_SCRAPED, VERSION);
  }

  static Panel cpu() {
    return Panel.timeSeries("CPU", DisplayUnit.PLAIN)
        .description("Processors in use: 1 means one processor all the time.")
        .query(of(ExternalMetric.CPU).rate(BY))
        .from(NOT_SCRAPED, VERSION);
  }

  static Panel collection() {
    return Panel.timeSeries("Garbage collection", DisplayUnit.SHARE)
        .description("Share of CPU time. Above a tenth the heap is too small.")
        .query(of(ExternalMetric.GC_OVERHEAD).largest(BY))
        .thresholds(Thresholds.from(Colour.GREEN).then(0.1, Colour.AMBER))
        .from(NOT_SCRAPED, VERSION);
  }

  static Panel threads() {
    return Panel.table("Processes")
        .description(
            "Each process: how long it has run, its threads, and the mean pause for garbage"
                + " collection within the time shown.")
        .size(12, 8)
        .column(BY, "Instance")
        .query("Running for", of(ExternalMetric.UPTIME).largest(BY), SECONDS)
        .query("Threads", of(ExternalMetric.THREADS).largest(BY), DisplayUnit.COUNT)
        .query("Mean pause", of(GC_PAUSE).meanWithin(TimeSeries.RANGE, BY), SECONDS)
        .from(NOT_SCRAPED, VERSION);
  }
}
