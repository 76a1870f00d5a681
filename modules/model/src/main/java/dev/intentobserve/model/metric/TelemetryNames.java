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

  // Metrics computed from the record, as the Intent specification names them.
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

  // The published site's variants, and what dashboards need besides.
  public static final String INTENT_INTENT_TO_FIRST_SPEC = "intent.cycle_time.intent_to_first_spec";
  public static final String INTENT_SIGNALS_OPEN = "intent.signals.open";
  public static final String INTENT_PIPELINE_IN_FLIGHT = "intent.pipeline.in_flight";
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

  // What other programs emit and we show: agent runtimes, in the names Prometheus has for them.
  public static final String EXTERNAL_INTENTUS_REQUESTS = "intentus_request_total";
  public static final String EXTERNAL_INTENTUS_LATENCY = "intentus_request_latency_ms";
  public static final String EXTERNAL_INTENTUS_ERRORS = "intentus_error_total";

  // The same runtime by its production page: other names, and seconds.
  public static final String EXTERNAL_INTENTUS_REQUESTS_ALT = "intentus_requests_total";
  public static final String EXTERNAL_INTENTUS_ERRORS_ALT = "intentus_errors_total";
  public static final String EXTERNAL_INTENTUS_SECONDS = "intentus_latency_seconds";
  public static final String EXTERNAL_INTENTUS_ACTIVE = "intentus_active_executions";

  // AEL.
  public static final String EXTERNAL_AEL_WORKFLOWS = "ael_workflow_executions_total";
  public static final String EXTERNAL_AEL_WORKFLOW_TIME = "ael_workflow_duration_seconds";
  public static final String EXTERNAL_AEL_TOOLS = "ael_tool_invocations_total";
  public static final String EXTERNAL_AEL_TOOL_TIME = "ael_tool_duration_seconds";
  public static final String EXTERNAL_AEL_STEPS = "ael_step_executions_total";
  public static final String EXTERNAL_AEL_ACTIVE = "ael_active_workflows";
  public static final String EXTERNAL_AEL_ERRORS = "ael_errors_total";

  // Claude Code, in its own names.
  public static final String EXTERNAL_CLAUDE_SESSIONS = "claude_code.session.count";
  public static final String EXTERNAL_CLAUDE_LINES = "claude_code.lines_of_code.count";
  public static final String EXTERNAL_CLAUDE_PULL_REQUESTS = "claude_code.pull_request.count";
  public static final String EXTERNAL_CLAUDE_COMMITS = "claude_code.commit.count";
  public static final String EXTERNAL_CLAUDE_COST = "claude_code.cost.usage";
  public static final String EXTERNAL_CLAUDE_TOKENS = "claude_code.token.usage";
  public static final String EXTERNAL_CLAUDE_DECISIONS = "claude_code.code_edit_tool.decision";
  public static final String EXTERNAL_CLAUDE_ACTIVE_TIME = "claude_code.active_time.total";

  // The collector and the backends, about what passes through them.
  public static final String EXTERNAL_COLLECTOR_QUEUE = "otelcol_exporter_queue_size";
  public static final String EXTERNAL_COLLECTOR_QUEUE_CAPACITY = "otelcol_exporter_queue_capacity";
  public static final String EXTERNAL_COLLECTOR_SENT_SPANS = "otelcol_exporter_sent_spans";
  public static final String EXTERNAL_COLLECTOR_FAILED_SPANS = "otelcol_exporter_send_failed_spans";
  public static final String EXTERNAL_COLLECTOR_SENT_LOGS = "otelcol_exporter_sent_log_records";
  public static final String EXTERNAL_COLLECTOR_FAILED_LOGS =
      "otelcol_exporter_send_failed_log_records";
  public static final String EXTERNAL_COLLECTOR_SENT_POINTS = "otelcol_exporter_sent_metric_points";
  public static final String EXTERNAL_COLLECTOR_FAILED_POINTS =
      "otelcol_exporter_send_failed_metric_points";
  public static final String EXTERNAL_COLLECTOR_REFUSED_SPANS = "otelcol_receiver_refused_spans";
  public static final String EXTERNAL_COLLECTOR_REFUSED_LOGS =
      "otelcol_receiver_refused_log_records";
  public static final String EXTERNAL_TEMPO_SPANS = "tempo_distributor_spans_received_total";
  public static final String EXTERNAL_TEMPO_DISCARDED = "tempo_discarded_spans_total";
  public static final String EXTERNAL_LOKI_BYTES = "loki_distributor_bytes_received_total";
  public static final String EXTERNAL_LOKI_DISCARDED = "loki_discarded_samples_total";
  public static final String EXTERNAL_MIMIR_SAMPLES = "cortex_distributor_received_samples_total";
  public static final String EXTERNAL_MIMIR_DISCARDED = "cortex_discarded_samples_total";
  public static final String EXTERNAL_MIMIR_SERIES = "cortex_ingester_memory_series";
  public static final String EXTERNAL_UP = "up";

  // What Micrometer and Vert.x add to our own /metrics, in the names Prometheus has for them.
  public static final String EXTERNAL_POOL_IN_USE = "vertx_pool_in_use";
  public static final String EXTERNAL_POOL_PENDING = "vertx_pool_queue_pending";
  public static final String EXTERNAL_POOL_WAIT = "vertx_pool_queue_time_seconds";
  public static final String EXTERNAL_SQL_TIME = "vertx_sql_processing_time_seconds";
  public static final String EXTERNAL_HEAP_USED = "jvm_memory_used_bytes";
  public static final String EXTERNAL_HEAP_MAX = "jvm_memory_max_bytes";
  public static final String EXTERNAL_GC_OVERHEAD = "jvm_gc_overhead";
  public static final String EXTERNAL_GC_PAUSE = "jvm_gc_pause_seconds";
  public static final String EXTERNAL_THREADS = "jvm_threads_live_threads";
  public static final String EXTERNAL_CPU = "process_cpu_seconds_total";
  public static final String EXTERNAL_UPTIME = "process_uptime_seconds";

  // Labels of those.
  public static final String EXTERNAL_LABEL_POOL_TYPE = "pool_type";
  public static final String EXTERNAL_LABEL_AREA = "area";
  public static final String EXTERNAL_LABEL_INTENT = "intent";
  public static final String EXTERNAL_LABEL_AGENT = "agent";
  public static final String EXTERNAL_LABEL_ERROR_CODE = "error_code";
  public static final String EXTERNAL_LABEL_WORKFLOW = "workflow";
  public static final String EXTERNAL_LABEL_TOOL = "tool";
  public static final String EXTERNAL_LABEL_STEP = "step";
  public static final String EXTERNAL_LABEL_TYPE = "type";
  public static final String EXTERNAL_LABEL_COMPONENT = "component";
  public static final String EXTERNAL_LABEL_MODEL = "model";
  public static final String EXTERNAL_LABEL_DECISION = "decision";
  public static final String EXTERNAL_LABEL_LANGUAGE = "language";
  public static final String EXTERNAL_LABEL_TOOL_NAME = "tool_name";
  public static final String EXTERNAL_LABEL_EXPORTER = "exporter";
  public static final String EXTERNAL_LABEL_RECEIVER = "receiver";
  public static final String EXTERNAL_LABEL_TENANT = "tenant";
  public static final String EXTERNAL_LABEL_USER = "user";
  public static final String EXTERNAL_LABEL_JOB = "job";
  public static final String EXTERNAL_LABEL_INSTANCE = "instance";

  // What other programs call themselves, as service.name.
  public static final String EXTERNAL_SERVICE_INTENTUS = "intentusnet";
  public static final String EXTERNAL_SERVICE_AEL = "ael";
  public static final String EXTERNAL_SERVICE_CLAUDE = "claude-code";
  public static final String EXTERNAL_SERVICE_TAPESTRY = "tapestry-discipline";
  public static final String EXTERNAL_SERVICE_LOOM = "loom-discipline";

  // Attributes that OTLP, Loki and TraceQL give every line and span.
  public static final String EXTERNAL_ATTR_SERVICE = "service.name";
  public static final String EXTERNAL_ATTR_TRACE_ID = "trace_id";
  public static final String EXTERNAL_ATTR_LEVEL = "detected_level";

  // Attributes and JSON keys of agent runtimes: of spans with dots, of log lines with underscores.
  public static final String EXTERNAL_ATTR_EVENT = "event";
  public static final String EXTERNAL_ATTR_EXECUTION_ID = "execution_id";
  public static final String EXTERNAL_ATTR_MESSAGE = "message";
  public static final String EXTERNAL_ATTR_WORKFLOW_ID = "workflow_id";
  public static final String EXTERNAL_ATTR_STEP_ID = "step_id";
  public static final String EXTERNAL_ATTR_LATENCY_MS = "latency_ms";
  public static final String EXTERNAL_ATTR_AEL_WORKFLOW = "ael.workflow.name";
  public static final String EXTERNAL_ATTR_AEL_TOOL = "ael.tool.name";
  public static final String EXTERNAL_ATTR_PLOSTON_WORKFLOW = "workflow.id";
  public static final String EXTERNAL_ATTR_PLOSTON_TOOL = "tool.name";

  // Hooks: fields of a record, and the typed attributes of the coordination contract.
  public static final String EXTERNAL_ATTR_HOOK = "hook_name";
  public static final String EXTERNAL_ATTR_PHASE = "phase";
  public static final String EXTERNAL_ATTR_SCOPE = "scope_in";
  public static final String EXTERNAL_ATTR_ACTION = "action";
  public static final String EXTERNAL_ATTR_NOTE = "note";
  public static final String EXTERNAL_ATTR_EXIT_CODE = "exit_code";
  public static final String EXTERNAL_ATTR_ELAPSED_MS = "elapsed_ms";
  public static final String EXTERNAL_ATTR_SESSION_ID = "session_id";
  public static final String EXTERNAL_ATTR_PROJECT_ID = "project_id";
  public static final String EXTERNAL_ATTR_COORDINATION = "tapestry.coordination_state";
  public static final String EXTERNAL_ATTR_FRICTION = "tapestry.friction_present";
  public static final String EXTERNAL_ATTR_FRICTION_TYPE = "tapestry.friction_type";
  public static final String EXTERNAL_ATTR_CORRECTION = "tapestry.correction_present";
  public static final String EXTERNAL_ATTR_MEMORY_MISS = "tapestry.memory_miss";
  public static final String EXTERNAL_ATTR_MEMORY_READS = "tapestry.memory_read_count";
  public static final String EXTERNAL_ATTR_MEMORY_WRITES = "tapestry.memory_write_count";
  public static final String EXTERNAL_ATTR_OBSERVER_RAN = "tapestry.observer_ran";
  public static final String EXTERNAL_ATTR_OBSERVER_DETECTED = "tapestry.observer_detected_count";
  public static final String EXTERNAL_ATTR_OBSERVER_CREATED = "tapestry.observer_created_count";
  public static final String EXTERNAL_ATTR_OBSERVER_UPDATED = "tapestry.observer_updated_count";

  // Claude Code's events.
  public static final String EXTERNAL_ATTR_EVENT_NAME = "event.name";
  public static final String EXTERNAL_ATTR_CLAUDE_SESSION = "session.id";
  public static final String EXTERNAL_ATTR_SUCCESS = "success";
  public static final String EXTERNAL_ATTR_ERROR = "error";
  public static final String EXTERNAL_ATTR_STATUS_CODE = "status_code";
  public static final String EXTERNAL_ATTR_DURATION_MS = "duration_ms";
  public static final String EXTERNAL_ATTR_COST = "cost_usd";
  public static final String EXTERNAL_ATTR_INPUT_TOKENS = "input_tokens";
  public static final String EXTERNAL_ATTR_OUTPUT_TOKENS = "output_tokens";
  public static final String EXTERNAL_ATTR_CACHE_TOKENS = "cache_read_tokens";

  private TelemetryNames() {}
}
