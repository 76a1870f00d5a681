package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Link.observe;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;

import dev.intentobserve.dashboards.vocabulary.Link;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.dashboards.vocabulary.Variable;
import dev.intentobserve.event.Names;

/** Panels about the processes, and about the figures themselves. */
final class PipelineHouse {
  private static final String HEAP = "heap";
  private static final String BY = Names.PEER_LABEL_INSTANCE;

  static final Variable INSTANCE =
      new Variable.Labels("instance", "Instance", ours(Names.PEER_UPTIME), BY);

  private static final Link VERSION = observe("Which version runs", "/version");
  private static final Link FIGURES = observe("The figures as they are", "/metrics");
  private static final String NOT_SCRAPED = "The service is not scraped";

  private PipelineHouse() {}

  /** Of our processes only: the collector and the backends have metrics of the same names. */
  private static Series ours(String metric) {
    return Series.of(metric).where(Names.PEER_LABEL_JOB, Names.SERVICE);
  }

  /** Of the chosen processes. */
  static Series of(String metric) {
    return ours(metric).chosen(BY, INSTANCE);
  }

  static Panel scrapes() {
    return stat("Scrapes")
        .size(8, 5)
        .says("Whether the last scrape of each target succeeded. What is down shows no figures.")
        .asks(
            "{{job}} {{instance}}",
            Series.of(Names.PEER_UP).largest(Names.PEER_LABEL_JOB, Names.PEER_LABEL_INSTANCE))
        .in(Unit.PLAIN)
        .reads("0", "down", RED)
        .reads("1", "up", GREEN)
        .whenEmpty("Nothing is scraped")
        .leadsTo(VERSION);
  }

  static Panel complete() {
    return stat("Figures complete")
        .size(4, 5)
        .says(
            "Whether the last answers held the figures of the record. Where they were not to be had"
                + " within two seconds, panels about work show a gap.")
        .asks("complete", of(Names.METRIC_METRICS_COMPLETE).smallest())
        .in(Unit.PLAIN)
        .reads("0", "no", RED)
        .reads("1", "yes", GREEN)
        .whenEmpty(NOT_SCRAPED)
        .leadsTo(FIGURES);
  }

  static Panel overflow() {
    return table("Series beyond the budget")
        .size(12, 5)
        .says(
            "Metrics with more series than metrics.series_budget allows, by the label that varies"
                + " most. What is beyond is added up under other, so that sums stay right.")
        .column(Names.LABEL_METRIC, "Metric")
        .column(Names.LABEL_LABEL, "Label")
        .asks(
            "Series turned away",
            Series.of(Names.METRIC_SERIES_OVERFLOW)
                .largest(Names.LABEL_METRIC, Names.LABEL_LABEL)
                .above(0))
        .in(Unit.COUNT)
        .whenEmpty("Every series has its place")
        .leadsTo(FIGURES);
  }

  static Panel heap() {
    return timeSeries("Heap")
        .says("Memory the Java heap uses, and the most it may.")
        .asks(
            "used {{instance}}",
            of(Names.PEER_HEAP_USED).where(Names.PEER_LABEL_AREA, HEAP).now(BY))
        .asks(
            "limit {{instance}}",
            of(Names.PEER_HEAP_MAX).where(Names.PEER_LABEL_AREA, HEAP).each().above(0).sum(BY))
        .in(Unit.BYTES)
        .whenEmpty(NOT_SCRAPED)
        .leadsTo(VERSION);
  }

  static Panel cpu() {
    return timeSeries("CPU")
        .says("Processors in use: 1 is one of them, all the time.")
        .asks("{{instance}}", of(Names.PEER_CPU).rate(BY))
        .in(Unit.PLAIN)
        .whenEmpty(NOT_SCRAPED)
        .leadsTo(VERSION);
  }

  static Panel collection() {
    return timeSeries("Garbage collection")
        .says("Share of CPU time that went into it. Above a tenth, the heap is too small.")
        .asks("{{instance}}", of(Names.PEER_GC_OVERHEAD).largest(BY))
        .in(Unit.SHARE)
        .coloured(Thresholds.from(GREEN).then(0.1, AMBER))
        .whenEmpty(NOT_SCRAPED)
        .leadsTo(VERSION);
  }

  static Panel threads() {
    return table("Processes")
        .says(
            "Each process: how long it has run, its threads, and the mean pause for garbage collection"
                + " within the time shown.")
        .size(12, 8)
        .column(BY, "Instance")
        .asks("Running for", of(Names.PEER_UPTIME).largest(BY), Unit.SECONDS)
        .asks("Threads", of(Names.PEER_THREADS).largest(BY), Unit.COUNT)
        .asks("Mean pause", of(Names.PEER_GC_PAUSE).meanWithin(Series.RANGE, BY), Unit.SECONDS)
        .in(Unit.PLAIN)
        .whenEmpty(NOT_SCRAPED)
        .leadsTo(VERSION);
  }
}
