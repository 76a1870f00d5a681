package dev.intentobserve.model.metric;

/** Metrics, labels, log keys and OTLP attributes: each name is written here and nowhere else. */
public final class TelemetryNames {
  public static final String SERVICE = "intent-observe";

  /** Resource {@code service.name} of what we export about the work of intents. */
  public static final String INTENT_SERVICE = "intent";

  // OTLP attributes of spans and log records.
  public static final String ATTR_EVENT_TYPE = "intent.event_type";
  public static final String ATTR_EVENT_ID = "intent.event_id";
  public static final String ATTR_SOURCE = "intent.source";
  public static final String ATTR_ACTOR = "intent.actor";
  public static final String ATTR_REF = "intent.ref";
  public static final String ATTR_DATA = "intent.data.";
  public static final String ATTR_KIND = "intent.kind";
  public static final String ATTR_STATE = "intent.state";
  public static final String ATTR_LEVEL = "intent.autonomy_level";
  public static final String ATTR_BACKFILLED = "intent.backfilled";
  public static final String ATTR_LINKED_AT = "intent.linked_at";
  public static final String ATTR_ROOT = "intent.root";
  public static final String ATTR_PARENT = "intent.parent";
  public static final String ATTR_FLAGS = "intent.flags";
  public static final String ATTR_COUNT = "intent.count";
  public static final String ATTR_LINK = "intent.link.";
  public static final String ATTR_RELATION = "intent.relation";
  public static final String ATTR_TARGET = "intent.target";
  public static final String ATTR_TENANT = "intent.tenant";
  public static final String ATTR_PROJECT = "intent.project";

  // Cursors of what goes out, which are also the names of its destinations.
  public static final String EXPORT_TRACES = "export.traces";
  public static final String EXPORT_LOGS = "export.logs";

  /** A destination without a cursor: figures are cumulative, the newest say all. */
  public static final String EXPORT_METRICS = "export.metrics";

  // Log keys.
  public static final String CORRELATION_ID = "correlation_id";
  public static final String ERROR_CODE = "error_code";
  public static final String RECEIVER = "receiver";
  public static final String DESTINATION = "destination";
  public static final String COUNT = "count";
  public static final String REASON = "reason";
  public static final String PATH = "path";
  public static final String SEQ = "seq";
  public static final String ATTEMPT = "attempt";

  // Metrics computed from the record, as the Intent document names them.
  public static final String INTENT_SIGNALS = "intent.signals.total";
  public static final String INTENT_SPECS = "intent.specs.total";
  public static final String INTENT_CONTRACTS = "intent.contracts.total";
  public static final String INTENT_EVENTS = "intent.events.total";
  public static final String INTENT_SIGNALS_ACTIVE = "intent.signals.active";
  public static final String INTENT_SIGNALS_TRUST_AVG = "intent.signals.trust_avg";
  public static final String INTENT_PIPELINE_DEPTH = "intent.pipeline.depth";
  public static final String INTENT_SPECS_IN_PROGRESS = "intent.specs.in_progress";
  public static final String INTENT_INTENTS_ACTIVE = "intent.intents.active";
  public static final String INTENT_SIGNAL_TO_INTENT = "intent.cycle_time.signal_to_intent";
  public static final String INTENT_INTENT_TO_SPEC = "intent.cycle_time.intent_to_spec";
  public static final String INTENT_SPEC_TO_COMPLETE = "intent.cycle_time.spec_to_complete";
  public static final String INTENT_TRUST_SCORE = "intent.trust_score";

  // Other readings of the same words, and what dashboards need besides.
  public static final String INTENT_INTENT_TO_APPROVED_SPEC =
      "intent.cycle_time.intent_to_approved_spec";
  public static final String INTENT_SIGNALS_AWAITING_PROMOTION =
      "intent.signals.awaiting_promotion";
  public static final String INTENT_SIGNALS_BY_LEVEL = "intent.signals.by_level";

  // Objectives.
  public static final String SLO_EVENTS = "intent_observe.slo.events";
  public static final String SLO_TARGET = "intent_observe.slo.target";
  public static final String SLO_BUDGET_REMAINING = "intent_observe.slo.budget.remaining";
  public static final String SLO_BURN_RATE = "intent_observe.slo.burn.rate";
  public static final String SLO_STATE = "intent_observe.slo.state";
  public static final String ALERTS_FIRING = "intent_observe.alerts.firing";
  public static final String METRIC_NOTIFICATIONS = "intent_observe.notifications";
  public static final String METRIC_TICK = "intent_observe.alert.tick";
  public static final String METRIC_AUTHORIZATION = "intent_observe.authorization";
  public static final String METRIC_AUTHENTICATION_FAILURES =
      "intent_observe.authentication.failures";
  public static final String METRIC_SERIES_OVERFLOW = "intent_observe.series.overflow";
  public static final String METRIC_METRICS_COMPLETE = "intent_observe.metrics.complete";
  public static final String METRIC_LEADER = "intent_observe.leader";

  // Metrics: dots here, underscores in Prometheus.
  public static final String METRIC_RECEIVED = "intent_observe.events.received";
  public static final String METRIC_OUTCOME = "intent_observe.events.outcome";
  public static final String METRIC_UNKNOWN_TYPE = "intent_observe.events.unknown_type";
  public static final String METRIC_BUSY = "intent_observe.ingest.busy";
  public static final String METRIC_IN_FLIGHT_BYTES = "intent_observe.ingest.in_flight.bytes";
  public static final String METRIC_APPEND_SECONDS = "intent_observe.append";
  public static final String METRIC_APPEND_ROWS = "intent_observe.append.rows";
  public static final String METRIC_CURSOR = "intent_observe.cursor.position";
  public static final String METRIC_SET_ASIDE = "intent_observe.trace.set_aside";
  public static final String METRIC_RECORD_HEAD = "intent_observe.record.head";
  public static final String METRIC_EXPORTED = "intent_observe.export.records";
  public static final String METRIC_EXPORT_REFUSED = "intent_observe.export.refused";
  public static final String METRIC_EXPORT_RETRIES = "intent_observe.export.retries";
  public static final String METRIC_EXPORT_UP = "intent_observe.export.up";
  public static final String METRIC_TAIL_LAG_BYTES = "intent_observe.tail.lag.bytes";
  public static final String METRIC_HTTP_REQUEST = "intent_observe.http.request";
  public static final String METRIC_PAGE_REQUEST = "intent_observe.page.request";
  public static final String METRIC_CONNECTIONS_CLOSED = "intent_observe.http.connections.closed";
  public static final String METRIC_TAIL_REWRITTEN = "intent_observe.tail.rewritten";
  public static final String METRIC_STREAM_CLIENTS = "intent_observe.stream.clients";
  public static final String METRIC_READ_BUSY = "intent_observe.read.busy";
  public static final String METRIC_LIVE_PUBLISHED = "intent_observe.live.published";
  public static final String METRIC_LIVE_LAG_SECONDS = "intent_observe.live.lag";

  // Labels.
  public static final String LABEL_RECEIVER = "receiver";
  public static final String LABEL_OUTCOME = "outcome";
  public static final String LABEL_REASON = "reason";
  public static final String LABEL_CURSOR = "cursor";
  public static final String LABEL_WHAT = "what";
  public static final String LABEL_DESTINATION = "destination";
  public static final String LABEL_OPERATION = "operation";
  public static final String LABEL_ROUTE = "route_template";
  public static final String LABEL_SOURCE = "source";
  public static final String LABEL_STATUS = "status";
  public static final String LABEL_PRODUCT = "product";
  public static final String LABEL_RESULT = "result";
  public static final String LABEL_EVENT_TYPE = "event_type";
  public static final String LABEL_CLUSTER = "cluster";
  public static final String LABEL_LEVEL = "autonomy_level";
  public static final String LABEL_SLO = "slo";
  public static final String LABEL_WINDOW = "window";
  public static final String LABEL_STATE = "state";
  public static final String LABEL_CHANNEL = "channel";
  public static final String LABEL_METRIC = "metric";
  public static final String LABEL_LABEL = "label";
  public static final String LABEL_RULE = "rule";
  public static final String LABEL_SEVERITY = "severity";
  public static final String LABEL_STATUS_CLASS = "status_code_class";

  private TelemetryNames() {}
}
