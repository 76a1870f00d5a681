package dev.intentobserve.event;

import static dev.intentobserve.event.MetricHelp.Origin.HOUSE;
import static dev.intentobserve.event.MetricHelp.Origin.RECORD;
import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What each metric of {@link Names} means: the one table behind HELP lines, the documentation and
 * whoever has to know a metric's labels.
 *
 * @param name with dots
 * @param unit {@code s}, {@code By} or empty; of a peer's metric whatever it says
 * @param labels in the order they are documented; empty for a metric of one series
 * @param help one sentence without a full stop
 */
public record MetricHelp(
    String name, Metric.Type type, String unit, List<String> labels, Origin origin, String help) {

  /** Where the figures come from, and so what a restart does to them. */
  public enum Origin {
    /**
     * Computed from the record: survives restarts, equal after a rebuild, shipped over OTLP too.
     */
    RECORD,
    /** Observed by this process since it started; shown on {@code /metrics} only. */
    HOUSE,
    /** Emitted by another program, see {@link PeerMetrics}; we only show it. */
    PEER
  }

  private static final String SECONDS = "s";

  private static final List<MetricHelp> ALL =
      List.of(
          // Of the record, as the Intent specification defines them.
          counter(
              RECORD,
              Names.INTENT_SIGNALS,
              "Signals by each status they ever reached; captured counts every one once",
              Names.LABEL_SOURCE,
              Names.LABEL_STATUS),
          counter(
              RECORD,
              Names.INTENT_SPECS,
              "Specs by each status they ever reached; draft counts every one once",
              Names.LABEL_STATUS,
              Names.LABEL_PRODUCT),
          counter(RECORD, Names.INTENT_CONTRACTS, "Evaluations of contracts", Names.LABEL_RESULT),
          counter(
              RECORD,
              Names.INTENT_EVENTS,
              "Events in the record",
              Names.LABEL_EVENT_TYPE,
              Names.LABEL_SOURCE),
          gauge(
              RECORD,
              Names.INTENT_SIGNALS_ACTIVE,
              "Signals that are captured, active or clustered",
              Names.LABEL_CLUSTER),
          gauge(
              RECORD,
              Names.INTENT_SIGNALS_TRUST_AVG,
              "Mean trust of active signals that have one, 0 to 1"),
          gauge(RECORD, Names.INTENT_PIPELINE_DEPTH, "Signals awaiting promotion"),
          gauge(
              RECORD,
              Names.INTENT_SPECS_IN_PROGRESS,
              "Specs that are not complete",
              Names.LABEL_PRODUCT),
          gauge(
              RECORD,
              Names.INTENT_INTENTS_ACTIVE,
              "Intents that are neither complete nor archived"),
          seconds(
              RECORD,
              Names.INTENT_SIGNAL_TO_INTENT,
              "From the first signal captured to the intent proposed"),
          seconds(
              RECORD,
              Names.INTENT_INTENT_TO_SPEC,
              "From the intent proposed to its first spec approved"),
          seconds(
              RECORD,
              Names.INTENT_SPEC_TO_COMPLETE,
              "From the first spec approved to the last one complete"),
          histogram(RECORD, Names.INTENT_TRUST_SCORE, "Trust of signals, 0 to 1"),
          // Of the record, the published site's variants.
          seconds(
              RECORD,
              Names.INTENT_INTENT_TO_FIRST_SPEC,
              "From the intent proposed to its first spec authored"),
          gauge(
              RECORD,
              Names.INTENT_SIGNALS_OPEN,
              "Signals that are captured or active, not clustered"),
          gauge(
              RECORD,
              Names.INTENT_PIPELINE_IN_FLIGHT,
              "Active signals, specs not complete and contracts without a verdict"),
          gauge(
              RECORD,
              Names.INTENT_SIGNALS_BY_LEVEL,
              "Active signals by autonomy level",
              Names.LABEL_LEVEL),
          // Objectives and alerts.
          counter(
              RECORD,
              Names.SLO_EVENTS,
              "Cases of objectives, good and bad",
              Names.LABEL_SLO,
              Names.LABEL_OUTCOME),
          gauge(
              RECORD,
              Names.SLO_TARGET,
              "Share of cases that must go well, 0 to 1",
              Names.LABEL_SLO),
          gauge(
              HOUSE,
              Names.SLO_BUDGET_REMAINING,
              "Part of the error budget that is left, negative once it is overspent",
              Names.LABEL_SLO),
          gauge(
              HOUSE,
              Names.SLO_BURN_RATE,
              "How many times faster than sustainable the error budget is spent",
              Names.LABEL_SLO,
              Names.LABEL_WINDOW),
          gauge(
              HOUSE,
              Names.SLO_STATE,
              "1 for the state an objective is in, 0 for the others",
              Names.LABEL_SLO,
              Names.LABEL_STATE),
          gauge(
              HOUSE,
              Names.ALERTS_FIRING,
              "Alerts that fire now",
              Names.LABEL_RULE,
              Names.LABEL_SEVERITY),
          counter(
              HOUSE,
              Names.METRIC_NOTIFICATIONS,
              "Notifications sent, by channel and what became of them",
              Names.LABEL_CHANNEL,
              Names.LABEL_OUTCOME),
          seconds(HOUSE, Names.METRIC_TICK, "One evaluation of all objectives and rules"),
          // Taking in.
          counter(
              HOUSE,
              Names.METRIC_RECEIVED,
              "Records received, before anybody judged them",
              Names.LABEL_DOOR),
          counter(
              HOUSE,
              Names.METRIC_OUTCOME,
              "What became of received records",
              Names.LABEL_DOOR,
              Names.LABEL_OUTCOME,
              Names.LABEL_REASON),
          counter(
              HOUSE,
              Names.METRIC_UNKNOWN_TYPE,
              "Stored events of a type that the catalog does not know",
              Names.LABEL_DOOR),
          counter(
              HOUSE,
              Names.METRIC_BUSY,
              "Requests sent away to come back later",
              Names.LABEL_DOOR,
              Names.LABEL_REASON),
          gauge(HOUSE, Names.METRIC_IN_FLIGHT_BYTES, "Bytes received and not yet answered"),
          gauge(
              HOUSE,
              Names.METRIC_TAIL_LAG_BYTES,
              "Bytes of a tailed file that are not yet read",
              Names.LABEL_DOOR),
          counter(
              HOUSE,
              Names.METRIC_TAIL_REWRITTEN,
              "Times a tailed file was rewritten and read from its start",
              Names.LABEL_DOOR),
          // The record and who follows it.
          seconds(HOUSE, Names.METRIC_APPEND_SECONDS, "One append transaction, with its commit"),
          counter(HOUSE, Names.METRIC_APPEND_ROWS, "Events appended to the record"),
          gauge(HOUSE, Names.METRIC_RECORD_HEAD, "Sequence number of the last event appended"),
          gauge(
              HOUSE,
              Names.METRIC_CURSOR,
              "Sequence number up to which a reader of the record is done",
              Names.LABEL_CURSOR),
          gauge(
              HOUSE,
              Names.METRIC_SET_ASIDE,
              "What could not be placed or remade and is set aside until its next attempt",
              Names.LABEL_WHAT),
          // Export.
          counter(
              HOUSE,
              Names.METRIC_EXPORTED,
              "Spans, log records or data points that a receiver accepted",
              Names.LABEL_DESTINATION),
          counter(
              HOUSE,
              Names.METRIC_EXPORT_REFUSED,
              "Spans, log records or data points that a receiver will never take",
              Names.LABEL_DESTINATION,
              Names.LABEL_REASON),
          counter(
              HOUSE,
              Names.METRIC_EXPORT_RETRIES,
              "Requests that a receiver did not take and that are tried again",
              Names.LABEL_DESTINATION,
              Names.LABEL_REASON),
          gauge(
              HOUSE,
              Names.METRIC_EXPORT_UP,
              "1 while a receiver takes what it is sent, 0 during an outage",
              Names.LABEL_DESTINATION),
          // Doors for people and programs.
          seconds(
              HOUSE,
              Names.METRIC_HTTP_REQUEST,
              "HTTP requests from head to last byte; of a stream until it began",
              Names.LABEL_OPERATION,
              Names.LABEL_ROUTE,
              Names.LABEL_STATUS_CLASS),
          seconds(
              HOUSE,
              Names.METRIC_PAGE_REQUEST,
              "Pages for people, and their styles and scripts, from head to last byte",
              Names.LABEL_OPERATION,
              Names.LABEL_ROUTE,
              Names.LABEL_STATUS_CLASS),
          seconds(HOUSE, Names.METRIC_AUTHORIZATION, "Finding out who asks, and whether they may"),
          counter(
              HOUSE,
              Names.METRIC_AUTHENTICATION_FAILURES,
              "Requests that came without a key, with a wrong one, or with one too many",
              Names.LABEL_REASON),
          counter(
              HOUSE,
              Names.METRIC_CONNECTIONS_CLOSED,
              "Connections closed from this side",
              Names.LABEL_REASON),
          gauge(HOUSE, Names.METRIC_STREAM_CLIENTS, "Clients that hear the live stream"),
          counter(
              HOUSE,
              Names.METRIC_READ_BUSY,
              "Questions and streams sent away to come back later",
              Names.LABEL_OPERATION,
              Names.LABEL_REASON),
          counter(HOUSE, Names.METRIC_LIVE_PUBLISHED, "Events given to the live stream"),
          seconds(
              HOUSE, Names.METRIC_LIVE_LAG_SECONDS, "From an event's receipt to the live stream"),
          // About the figures themselves.
          gauge(
              HOUSE,
              Names.METRIC_SERIES_OVERFLOW,
              "Series beyond a metric's budget, added up under other, by the label that varies"
                  + " most",
              Names.LABEL_METRIC,
              Names.LABEL_LABEL),
          gauge(
              HOUSE,
              Names.METRIC_METRICS_COMPLETE,
              "1 when this answer holds the metrics of the record, 0 when some are missing"),
          gauge(
              HOUSE,
              Names.METRIC_LEADER,
              "1 where this process places, counts, ships, judges and notifies, 0 where another does"));

  private static final Map<String, MetricHelp> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(MetricHelp::name, Function.identity()));

  public MetricHelp {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(unit, "unit");
    labels = List.copyOf(labels);
    requireNonNull(origin, "origin");
    requireNonNull(help, "help");
  }

  /** Every metric we name, in the order of the documentation. */
  public static List<MetricHelp> all() {
    return ALL;
  }

  /** This metric, with what it shows. */
  public Metric with(List<Double> edges, List<Metric.Point> points) {
    return new Metric(name, type, unit, help, edges, points);
  }

  public static Optional<MetricHelp> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The name Prometheus shows. */
  public String exposedName() {
    return exposedName(name, type, unit);
  }

  /**
   * The name Prometheus shows for a metric: dots become underscores, a unit a suffix, and a counter
   * ends in {@code _total} once. Of a histogram the part before {@code _bucket}.
   */
  public static String exposedName(String name, Metric.Type type, String unit) {
    boolean counter = type == Metric.Type.COUNTER;
    String base = name.replace('.', '_');
    base = counter && base.endsWith("_total") ? base.substring(0, base.length() - 6) : base;
    String suffix = suffix(unit);
    base = base.endsWith(suffix) ? base : base + suffix;
    return counter ? base + "_total" : base;
  }

  private static String suffix(String unit) {
    return switch (unit) {
      case SECONDS -> "_seconds";
      case "By" -> "_bytes";
      default -> unit.isEmpty() ? "" : "_" + unit;
    };
  }

  static MetricHelp counter(Origin origin, String name, String help, String... labels) {
    return new MetricHelp(name, Metric.Type.COUNTER, "", List.of(labels), origin, help);
  }

  static MetricHelp gauge(Origin origin, String name, String help, String... labels) {
    return new MetricHelp(name, Metric.Type.GAUGE, "", List.of(labels), origin, help);
  }

  static MetricHelp seconds(Origin origin, String name, String help, String... labels) {
    return new MetricHelp(name, Metric.Type.HISTOGRAM, SECONDS, List.of(labels), origin, help);
  }

  static MetricHelp histogram(Origin origin, String name, String help, String... labels) {
    return new MetricHelp(name, Metric.Type.HISTOGRAM, "", List.of(labels), origin, help);
  }
}
