package dev.intentobserve.dashboards.external;

/** Labels, service names and attributes of the telemetry that other programs emit. */
public final class ExternalNames {
  // Labels of metrics.
  public static final String LABEL_POOL_TYPE = "pool_type";
  public static final String LABEL_AREA = "area";
  public static final String LABEL_INTENT = "intent";
  public static final String LABEL_AGENT = "agent";
  public static final String LABEL_ERROR_CODE = "error_code";
  public static final String LABEL_WORKFLOW = "workflow";
  public static final String LABEL_TOOL = "tool";
  public static final String LABEL_STEP = "step";
  public static final String LABEL_TYPE = "type";
  public static final String LABEL_COMPONENT = "component";
  public static final String LABEL_MODEL = "model";
  public static final String LABEL_DECISION = "decision";
  public static final String LABEL_LANGUAGE = "language";
  public static final String LABEL_TOOL_NAME = "tool_name";
  public static final String LABEL_EXPORTER = "exporter";
  public static final String LABEL_RECEIVER = "receiver";
  public static final String LABEL_TENANT = "tenant";
  public static final String LABEL_USER = "user";
  public static final String LABEL_JOB = "job";
  public static final String LABEL_INSTANCE = "instance";

  // What other programs call themselves, as service.name.
  public static final String SERVICE_INTENTUS = "intentusnet";
  public static final String SERVICE_AEL = "ael";
  public static final String SERVICE_CLAUDE = "claude-code";
  public static final String SERVICE_TAPESTRY = "tapestry-discipline";
  public static final String SERVICE_LOOM = "loom-discipline";

  // Attributes that OTLP, Loki and TraceQL give every line and span.
  public static final String ATTR_SERVICE = "service.name";
  public static final String ATTR_TRACE_ID = "trace_id";
  public static final String ATTR_LEVEL = "detected_level";

  // Attributes and JSON keys of agent runtimes: of spans with dots, of log lines with underscores.
  public static final String ATTR_EVENT = "event";
  public static final String ATTR_EXECUTION_ID = "execution_id";
  public static final String ATTR_MESSAGE = "message";
  public static final String ATTR_WORKFLOW_ID = "workflow_id";
  public static final String ATTR_STEP_ID = "step_id";
  public static final String ATTR_LATENCY_MS = "latency_ms";
  public static final String ATTR_AEL_WORKFLOW = "ael.workflow.name";
  public static final String ATTR_AEL_TOOL = "ael.tool.name";
  public static final String ATTR_PLOSTON_WORKFLOW = "workflow.id";
  public static final String ATTR_PLOSTON_TOOL = "tool.name";

  // Hooks: fields of a record, and the typed attributes of the coordination contract.
  public static final String ATTR_HOOK = "hook_name";
  public static final String ATTR_PHASE = "phase";
  public static final String ATTR_SCOPE = "scope_in";
  public static final String ATTR_ACTION = "action";
  public static final String ATTR_NOTE = "note";
  public static final String ATTR_EXIT_CODE = "exit_code";
  public static final String ATTR_ELAPSED_MS = "elapsed_ms";
  public static final String ATTR_SESSION_ID = "session_id";
  public static final String ATTR_PROJECT_ID = "project_id";
  public static final String ATTR_COORDINATION = "tapestry.coordination_state";
  public static final String ATTR_FRICTION = "tapestry.friction_present";
  public static final String ATTR_FRICTION_TYPE = "tapestry.friction_type";
  public static final String ATTR_CORRECTION = "tapestry.correction_present";
  public static final String ATTR_MEMORY_MISS = "tapestry.memory_miss";
  public static final String ATTR_MEMORY_READS = "tapestry.memory_read_count";
  public static final String ATTR_MEMORY_WRITES = "tapestry.memory_write_count";
  public static final String ATTR_OBSERVER_RAN = "tapestry.observer_ran";
  public static final String ATTR_OBSERVER_DETECTED = "tapestry.observer_detected_count";
  public static final String ATTR_OBSERVER_CREATED = "tapestry.observer_created_count";
  public static final String ATTR_OBSERVER_UPDATED = "tapestry.observer_updated_count";

  // Claude Code's events.
  public static final String ATTR_EVENT_NAME = "event.name";
  public static final String ATTR_CLAUDE_SESSION = "session.id";
  public static final String ATTR_SUCCESS = "success";
  public static final String ATTR_ERROR = "error";
  public static final String ATTR_STATUS_CODE = "status_code";
  public static final String ATTR_DURATION_MS = "duration_ms";
  public static final String ATTR_COST = "cost_usd";
  public static final String ATTR_INPUT_TOKENS = "input_tokens";
  public static final String ATTR_OUTPUT_TOKENS = "output_tokens";
  public static final String ATTR_CACHE_TOKENS = "cache_read_tokens";

  private ExternalNames() {}
}
