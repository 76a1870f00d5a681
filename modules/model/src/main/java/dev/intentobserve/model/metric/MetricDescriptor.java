package dev.intentobserve.model.metric;

import static dev.intentobserve.model.metric.MetricDescriptor.Origin.PROCESS;
import static dev.intentobserve.model.metric.MetricDescriptor.Origin.RECORD;
import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What each metric of {@link TelemetryNames} means: the one table behind HELP lines, the
 * documentation and dashboards.
 *
 * @param name with dots
 * @param unit {@code s}, {@code By} or empty; of a peer's metric whatever it says
 * @param labels in the order they are documented; empty for a metric of one series
 * @param help one sentence without a full stop
 */
public record MetricDescriptor(
    String name, Metric.Type type, String unit, List<String> labels, Origin origin, String help) {

  /** Where the values come from, and so what a restart does to them. */
  public enum Origin {
    /**
     * Computed from the record: survives restarts, equal after a rebuild, shipped over OTLP too.
     */
    RECORD,
    /** Observed by this process since it started; shown on {@code /metrics} only. */
    PROCESS,
    /** Emitted by another program; dashboards only show it. */
    EXTERNAL
  }

  private static final String SECONDS = "s";

  private static final List<MetricDescriptor> ALL =
      List.of(
          // From the record, as the Intent specification defines them.
          counter(
              RECORD,
              TelemetryNames.INTENT_SIGNALS,
              "Signals by each status they ever reached; captured counts every one once",
              TelemetryNames.LABEL_SOURCE,
              TelemetryNames.LABEL_STATUS),
          counter(
              RECORD,
              TelemetryNames.INTENT_SPECS,
              "Specs by each status they ever reached; draft counts every one once",
              TelemetryNames.LABEL_STATUS,
              TelemetryNames.LABEL_PRODUCT),
          counter(
              RECORD,
              TelemetryNames.INTENT_CONTRACTS,
              "Evaluations of contracts",
              TelemetryNames.LABEL_RESULT),
          counter(
              RECORD,
              TelemetryNames.INTENT_EVENTS,
              "Events in the record",
              TelemetryNames.LABEL_EVENT_TYPE,
              TelemetryNames.LABEL_SOURCE),
          gauge(
              RECORD,
              TelemetryNames.INTENT_SIGNALS_ACTIVE,
              "Signals that are captured, active or clustered",
              TelemetryNames.LABEL_CLUSTER),
          gauge(
              RECORD,
              TelemetryNames.INTENT_SIGNALS_TRUST_AVG,
              "Mean trust of active signals that have one, 0 to 1"),
          gauge(RECORD, TelemetryNames.INTENT_PIPELINE_DEPTH, "Signals waiting for promotion"),
          gauge(
              RECORD,
              TelemetryNames.INTENT_SPECS_IN_PROGRESS,
              "Specs that are not complete",
              TelemetryNames.LABEL_PRODUCT),
          gauge(
              RECORD,
              TelemetryNames.INTENT_INTENTS_ACTIVE,
              "Intents that are neither complete nor archived"),
          seconds(
              RECORD,
              TelemetryNames.INTENT_SIGNAL_TO_INTENT,
              "From the first signal captured to the intent proposed"),
          seconds(
              RECORD,
              TelemetryNames.INTENT_INTENT_TO_SPEC,
              "From the intent proposed to its first spec approved"),
          seconds(
              RECORD,
              TelemetryNames.INTENT_SPEC_TO_COMPLETE,
              "From the first spec approved to the last one complete"),
          histogram(RECORD, TelemetryNames.INTENT_TRUST_SCORE, "Trust of signals, 0 to 1"),
          // From the record, as the published site defines them.
          seconds(
              RECORD,
              TelemetryNames.INTENT_INTENT_TO_FIRST_SPEC,
              "From the intent proposed to its first spec authored"),
          gauge(
              RECORD,
              TelemetryNames.INTENT_SIGNALS_OPEN,
              "Signals that are captured or active, not clustered"),
          gauge(
              RECORD,
              TelemetryNames.INTENT_PIPELINE_IN_FLIGHT,
              "Active signals, specs not complete and contracts without a verdict"),
          gauge(
              RECORD,
              TelemetryNames.INTENT_SIGNALS_BY_LEVEL,
              "Active signals by autonomy level",
              TelemetryNames.LABEL_LEVEL),
          // Objectives and alerts.
          counter(
              RECORD,
              TelemetryNames.SLO_EVENTS,
              "SLI events of objectives, good and bad",
              TelemetryNames.LABEL_SLO,
              TelemetryNames.LABEL_OUTCOME),
          gauge(
              RECORD,
              TelemetryNames.SLO_TARGET,
              "Share of events that must be good, 0 to 1",
              TelemetryNames.LABEL_SLO),
          gauge(
              PROCESS,
              TelemetryNames.SLO_BUDGET_REMAINING,
              "Part of the error budget that is left, negative once it is overspent",
              TelemetryNames.LABEL_SLO),
          gauge(
              PROCESS,
              TelemetryNames.SLO_BURN_RATE,
              "How many times faster than sustainable the error budget is spent",
              TelemetryNames.LABEL_SLO,
              TelemetryNames.LABEL_WINDOW),
          gauge(
              PROCESS,
              TelemetryNames.SLO_STATE,
              "1 for the state an objective is in, 0 for the others",
              TelemetryNames.LABEL_SLO,
              TelemetryNames.LABEL_STATE),
          gauge(
              PROCESS,
              TelemetryNames.ALERTS_FIRING,
              "Firing alerts",
              TelemetryNames.LABEL_RULE,
              TelemetryNames.LABEL_SEVERITY),
          counter(
              PROCESS,
              TelemetryNames.METRIC_NOTIFICATIONS,
              "Notifications, by channel and outcome",
              TelemetryNames.LABEL_CHANNEL,
              TelemetryNames.LABEL_OUTCOME),
          seconds(
              PROCESS, TelemetryNames.METRIC_TICK, "One evaluation of all objectives and rules"),
          // Ingest.
          counter(
              PROCESS,
              TelemetryNames.METRIC_RECEIVED,
              "Records received, valid or not",
              TelemetryNames.LABEL_RECEIVER),
          counter(
              PROCESS,
              TelemetryNames.METRIC_OUTCOME,
              "Received records by outcome",
              TelemetryNames.LABEL_RECEIVER,
              TelemetryNames.LABEL_OUTCOME,
              TelemetryNames.LABEL_REASON),
          counter(
              PROCESS,
              TelemetryNames.METRIC_UNKNOWN_TYPE,
              "Stored events of a type that the catalog does not know",
              TelemetryNames.LABEL_RECEIVER),
          counter(
              PROCESS,
              TelemetryNames.METRIC_BUSY,
              "Requests refused because of a limit, to be retried later",
              TelemetryNames.LABEL_RECEIVER,
              TelemetryNames.LABEL_REASON),
          gauge(
              PROCESS,
              TelemetryNames.METRIC_IN_FLIGHT_BYTES,
              "Bytes received and not yet answered"),
          gauge(
              PROCESS,
              TelemetryNames.METRIC_TAIL_LAG_BYTES,
              "Bytes of a tailed file that are not yet read",
              TelemetryNames.LABEL_RECEIVER),
          counter(
              PROCESS,
              TelemetryNames.METRIC_TAIL_REWRITTEN,
              "Times a tailed file was rewritten and read from its start",
              TelemetryNames.LABEL_RECEIVER),
          // The record and its readers.
          seconds(
              PROCESS,
              TelemetryNames.METRIC_APPEND_SECONDS,
              "One append transaction, with its commit"),
          counter(PROCESS, TelemetryNames.METRIC_APPEND_ROWS, "Events appended to the record"),
          gauge(
              PROCESS,
              TelemetryNames.METRIC_RECORD_HEAD,
              "Sequence number of the last event appended"),
          gauge(
              PROCESS,
              TelemetryNames.METRIC_CURSOR,
              "Sequence number up to which a reader of the record is done",
              TelemetryNames.LABEL_CURSOR),
          gauge(
              PROCESS,
              TelemetryNames.METRIC_SET_ASIDE,
              "Events and traces that could not be processed and are deferred until their next attempt",
              TelemetryNames.LABEL_WHAT),
          // Export.
          counter(
              PROCESS,
              TelemetryNames.METRIC_EXPORTED,
              "Spans, log records or data points that a receiver accepted",
              TelemetryNames.LABEL_DESTINATION),
          counter(
              PROCESS,
              TelemetryNames.METRIC_EXPORT_REFUSED,
              "Spans, log records or data points that a receiver refused for good",
              TelemetryNames.LABEL_DESTINATION,
              TelemetryNames.LABEL_REASON),
          counter(
              PROCESS,
              TelemetryNames.METRIC_EXPORT_RETRIES,
              "Requests that failed and are retried",
              TelemetryNames.LABEL_DESTINATION,
              TelemetryNames.LABEL_REASON),
          gauge(
              PROCESS,
              TelemetryNames.METRIC_EXPORT_UP,
              "1 while a receiver accepts requests, 0 during an outage",
              TelemetryNames.LABEL_DESTINATION),
          // HTTP API and pages.
          seconds(
              PROCESS,
              TelemetryNames.METRIC_HTTP_REQUEST,
              "HTTP requests from head to last byte; of a stream until it began",
              TelemetryNames.LABEL_OPERATION,
              TelemetryNames.LABEL_ROUTE,
              TelemetryNames.LABEL_STATUS_CLASS),
          seconds(
              PROCESS,
              TelemetryNames.METRIC_PAGE_REQUEST,
              "Requests for pages and their assets, from head to last byte",
              TelemetryNames.LABEL_OPERATION,
              TelemetryNames.LABEL_ROUTE,
              TelemetryNames.LABEL_STATUS_CLASS),
          seconds(
              PROCESS,
              TelemetryNames.METRIC_AUTHORIZATION,
              "Authentication and authorization of a request"),
          counter(
              PROCESS,
              TelemetryNames.METRIC_AUTHENTICATION_FAILURES,
              "Requests with no key, a wrong key or several keys",
              TelemetryNames.LABEL_REASON),
          counter(
              PROCESS,
              TelemetryNames.METRIC_CONNECTIONS_CLOSED,
              "Connections closed from this side",
              TelemetryNames.LABEL_REASON),
          gauge(
              PROCESS,
              TelemetryNames.METRIC_STREAM_CLIENTS,
              "Clients connected to the live stream"),
          counter(
              PROCESS,
              TelemetryNames.METRIC_READ_BUSY,
              "Reading requests and streams refused because of a limit, to be retried later",
              TelemetryNames.LABEL_OPERATION,
              TelemetryNames.LABEL_REASON),
          counter(
              PROCESS, TelemetryNames.METRIC_LIVE_PUBLISHED, "Events published to the live stream"),
          seconds(
              PROCESS,
              TelemetryNames.METRIC_LIVE_LAG_SECONDS,
              "From an event's receipt to the live stream"),
          // About the metrics themselves.
          gauge(
              PROCESS,
              TelemetryNames.METRIC_SERIES_OVERFLOW,
              "Series beyond a metric's budget, added up under other, by the label that varies"
                  + " most",
              TelemetryNames.LABEL_METRIC,
              TelemetryNames.LABEL_LABEL),
          gauge(
              PROCESS,
              TelemetryNames.METRIC_METRICS_COMPLETE,
              "1 when this answer holds the metrics of the record, 0 when some are missing"),
          gauge(
              PROCESS,
              TelemetryNames.METRIC_LEADER,
              "1 if this process is the leader, 0 otherwise"));

  private static final Map<String, MetricDescriptor> BY_NAME =
      ALL.stream()
          .collect(Collectors.toUnmodifiableMap(MetricDescriptor::name, Function.identity()));

  public MetricDescriptor {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(unit, "unit");
    labels = List.copyOf(labels);
    requireNonNull(origin, "origin");
    requireNonNull(help, "help");
  }

  /** Every metric we name, in the order of the documentation. */
  public static List<MetricDescriptor> all() {
    return ALL;
  }

  /** This metric, with what it shows. */
  public Metric with(List<Double> edges, List<Metric.Point> points) {
    return new Metric(name, type, unit, help, edges, points);
  }

  public static Optional<MetricDescriptor> of(String name) {
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

  static MetricDescriptor counter(Origin origin, String name, String help, String... labels) {
    return new MetricDescriptor(name, Metric.Type.COUNTER, "", List.of(labels), origin, help);
  }

  static MetricDescriptor gauge(Origin origin, String name, String help, String... labels) {
    return new MetricDescriptor(name, Metric.Type.GAUGE, "", List.of(labels), origin, help);
  }

  static MetricDescriptor seconds(Origin origin, String name, String help, String... labels) {
    return new MetricDescriptor(
        name, Metric.Type.HISTOGRAM, SECONDS, List.of(labels), origin, help);
  }

  static MetricDescriptor histogram(Origin origin, String name, String help, String... labels) {
    return new MetricDescriptor(name, Metric.Type.HISTOGRAM, "", List.of(labels), origin, help);
  }
}
