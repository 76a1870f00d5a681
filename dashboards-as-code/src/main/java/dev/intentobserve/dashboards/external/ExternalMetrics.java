package dev.intentobserve.dashboards.external;

import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricDescriptor;
import dev.intentobserve.model.metric.TelemetryNames;
import java.util.ArrayList;
import java.util.List;

/**
 * Metrics of other programs that dashboards and rules use beside our own: agent runtimes, Claude
 * Code, the collector, the backends, and the libraries that add to our own {@code /metrics}. Names,
 * labels and units are those of the emitting program, as Prometheus shows them.
 */
public final class ExternalMetrics {
  private static final List<MetricDescriptor> ALL = new ArrayList<>();

  // IntentusNet.
  public static final MetricDescriptor INTENTUS_REQUESTS =
      counter(
          "intentus_request_total",
          "Intents routed to agents",
          ExternalNames.LABEL_INTENT,
          ExternalNames.LABEL_AGENT,
          TelemetryNames.LABEL_STATUS);
  public static final MetricDescriptor INTENTUS_LATENCY =
      histogram(
          "intentus_request_latency_ms",
          "Milliseconds from routing to the answer",
          ExternalNames.LABEL_INTENT,
          ExternalNames.LABEL_AGENT);
  public static final MetricDescriptor INTENTUS_ERRORS =
      counter(
          "intentus_error_total",
          "Errors by their code",
          ExternalNames.LABEL_INTENT,
          ExternalNames.LABEL_AGENT,
          ExternalNames.LABEL_ERROR_CODE);
  public static final MetricDescriptor INTENTUS_REQUESTS_ALT =
      counter(
          "intentus_requests_total",
          "Intents routed to agents, in the production page's name",
          ExternalNames.LABEL_INTENT,
          ExternalNames.LABEL_AGENT,
          TelemetryNames.LABEL_STATUS);
  public static final MetricDescriptor INTENTUS_ERRORS_ALT =
      counter(
          "intentus_errors_total",
          "Errors by their code, in the production page's name",
          ExternalNames.LABEL_INTENT,
          ExternalNames.LABEL_ERROR_CODE);
  public static final MetricDescriptor INTENTUS_SECONDS =
      seconds(
          "intentus_latency_seconds",
          "Seconds from routing to the answer, in the production page's name",
          ExternalNames.LABEL_INTENT,
          ExternalNames.LABEL_AGENT);
  public static final MetricDescriptor INTENTUS_ACTIVE =
      gauge("intentus_active_executions", "Executions that run now");

  // AEL.
  public static final MetricDescriptor AEL_WORKFLOWS =
      counter(
          "ael_workflow_executions_total",
          "Executions of workflows that ended",
          ExternalNames.LABEL_WORKFLOW,
          TelemetryNames.LABEL_STATUS);
  public static final MetricDescriptor AEL_WORKFLOW_TIME =
      seconds(
          "ael_workflow_duration_seconds",
          "Execution of a workflow, from start to end",
          ExternalNames.LABEL_WORKFLOW);
  public static final MetricDescriptor AEL_TOOLS =
      counter(
          "ael_tool_invocations_total",
          "Calls of tools that ended",
          ExternalNames.LABEL_TOOL,
          TelemetryNames.LABEL_STATUS);
  public static final MetricDescriptor AEL_TOOL_TIME =
      seconds("ael_tool_duration_seconds", "Call of a tool", ExternalNames.LABEL_TOOL);
  public static final MetricDescriptor AEL_STEPS =
      counter(
          "ael_step_executions_total",
          "Steps of workflows that ended",
          ExternalNames.LABEL_WORKFLOW,
          ExternalNames.LABEL_STEP,
          ExternalNames.LABEL_TYPE);
  public static final MetricDescriptor AEL_ACTIVE =
      gauge("ael_active_workflows", "Workflows that run now");
  public static final MetricDescriptor AEL_ERRORS =
      counter(
          "ael_errors_total",
          "Errors by kind and component",
          ExternalNames.LABEL_TYPE,
          ExternalNames.LABEL_COMPONENT);

  // Claude Code.
  public static final MetricDescriptor CLAUDE_SESSIONS =
      counter("claude_code.session.count", "Sessions started");
  public static final MetricDescriptor CLAUDE_LINES =
      counter(
          "claude_code.lines_of_code.count", "Lines added and removed", ExternalNames.LABEL_TYPE);
  public static final MetricDescriptor CLAUDE_PULL_REQUESTS =
      counter("claude_code.pull_request.count", "Pull requests opened");
  public static final MetricDescriptor CLAUDE_COMMITS =
      counter("claude_code.commit.count", "Commits made");
  public static final MetricDescriptor CLAUDE_COST =
      counterOf("claude_code.cost.usage", "USD", "Cost of requests", ExternalNames.LABEL_MODEL);
  public static final MetricDescriptor CLAUDE_TOKENS =
      counterOf(
          "claude_code.token.usage",
          "tokens",
          "Tokens read and written, cache included",
          ExternalNames.LABEL_TYPE,
          ExternalNames.LABEL_MODEL);
  public static final MetricDescriptor CLAUDE_DECISIONS =
      counter(
          "claude_code.code_edit_tool.decision",
          "Edits that people accepted or rejected",
          ExternalNames.LABEL_TOOL_NAME,
          ExternalNames.LABEL_DECISION,
          ExternalNames.LABEL_LANGUAGE,
          TelemetryNames.LABEL_SOURCE);
  public static final MetricDescriptor CLAUDE_ACTIVE_TIME =
      counterOf(
          "claude_code.active_time.total", "s", "Time of active use", ExternalNames.LABEL_TYPE);

  // The collector; its counters get _total on their way through Mimir.
  public static final MetricDescriptor COLLECTOR_QUEUE =
      gauge(
          "otelcol_exporter_queue_size",
          "Batches that wait to be sent",
          ExternalNames.LABEL_EXPORTER);
  public static final MetricDescriptor COLLECTOR_QUEUE_CAPACITY =
      gauge(
          "otelcol_exporter_queue_capacity", "Batches that may wait", ExternalNames.LABEL_EXPORTER);
  public static final MetricDescriptor COLLECTOR_SENT_SPANS =
      exported("otelcol_exporter_sent_spans", "Spans a backend took");
  public static final MetricDescriptor COLLECTOR_FAILED_SPANS =
      exported("otelcol_exporter_send_failed_spans", "Spans a backend did not take");
  public static final MetricDescriptor COLLECTOR_SENT_LOGS =
      exported("otelcol_exporter_sent_log_records", "Log records a backend took");
  public static final MetricDescriptor COLLECTOR_FAILED_LOGS =
      exported("otelcol_exporter_send_failed_log_records", "Log records a backend did not take");
  public static final MetricDescriptor COLLECTOR_SENT_POINTS =
      exported("otelcol_exporter_sent_metric_points", "Data points a backend took");
  public static final MetricDescriptor COLLECTOR_FAILED_POINTS =
      exported("otelcol_exporter_send_failed_metric_points", "Data points a backend did not take");
  public static final MetricDescriptor COLLECTOR_REFUSED_SPANS =
      counter(
          "otelcol_receiver_refused_spans",
          "Spans the collector did not take",
          ExternalNames.LABEL_RECEIVER);
  public static final MetricDescriptor COLLECTOR_REFUSED_LOGS =
      counter(
          "otelcol_receiver_refused_log_records",
          "Log records the collector did not take",
          ExternalNames.LABEL_RECEIVER);

  // Tempo, Loki and Mimir, tenant by tenant.
  public static final MetricDescriptor TEMPO_SPANS =
      counter(
          "tempo_distributor_spans_received_total", "Spans received", ExternalNames.LABEL_TENANT);
  public static final MetricDescriptor TEMPO_DISCARDED =
      counter(
          "tempo_discarded_spans_total",
          "Spans thrown away",
          ExternalNames.LABEL_TENANT,
          TelemetryNames.LABEL_REASON);
  public static final MetricDescriptor LOKI_BYTES =
      counter(
          "loki_distributor_bytes_received_total", "Bytes of lines", ExternalNames.LABEL_TENANT);
  public static final MetricDescriptor LOKI_DISCARDED =
      counter(
          "loki_discarded_samples_total",
          "Lines thrown away",
          ExternalNames.LABEL_TENANT,
          TelemetryNames.LABEL_REASON);
  public static final MetricDescriptor MIMIR_SAMPLES =
      counter(
          "cortex_distributor_received_samples_total",
          "Samples received",
          ExternalNames.LABEL_USER);
  public static final MetricDescriptor MIMIR_DISCARDED =
      counter(
          "cortex_discarded_samples_total",
          "Samples thrown away",
          ExternalNames.LABEL_USER,
          TelemetryNames.LABEL_REASON);
  public static final MetricDescriptor MIMIR_SERIES =
      gauge("cortex_ingester_memory_series", "Series kept in memory");
  public static final MetricDescriptor UP =
      gauge(
          "up",
          "1 when the last scrape of a target succeeded",
          ExternalNames.LABEL_JOB,
          ExternalNames.LABEL_INSTANCE);

  // Our own process, as Micrometer and Vert.x have it. Their timings have no buckets: ask
  // for means, not for quantiles.
  public static final MetricDescriptor POOL_IN_USE =
      gauge(
          "vertx_pool_in_use",
          "Connections or threads of a pool in use",
          ExternalNames.LABEL_POOL_TYPE);
  public static final MetricDescriptor POOL_PENDING =
      gauge(
          "vertx_pool_queue_pending",
          "Requests that wait for a connection or thread of a pool",
          ExternalNames.LABEL_POOL_TYPE);
  public static final MetricDescriptor POOL_WAIT =
      seconds(
          "vertx_pool_queue_time_seconds",
          "Waiting for a connection or thread of a pool",
          ExternalNames.LABEL_POOL_TYPE);
  public static final MetricDescriptor SQL_TIME =
      seconds("vertx_sql_processing_time_seconds", "A statement, until PostgreSQL has answered");
  public static final MetricDescriptor HEAP_USED =
      gauge("jvm_memory_used_bytes", "Bytes of memory used", ExternalNames.LABEL_AREA);
  public static final MetricDescriptor HEAP_MAX =
      gauge(
          "jvm_memory_max_bytes",
          "Bytes of memory that may be used, -1 where nothing limits them",
          ExternalNames.LABEL_AREA);
  public static final MetricDescriptor GC_OVERHEAD =
      gauge("jvm_gc_overhead", "Share of CPU time that garbage collection took");
  public static final MetricDescriptor GC_PAUSE =
      seconds("jvm_gc_pause_seconds", "A pause for garbage collection");
  public static final MetricDescriptor THREADS = gauge("jvm_threads_live_threads", "Threads alive");
  public static final MetricDescriptor CPU = counter("process_cpu_seconds_total", "CPU time used");
  public static final MetricDescriptor UPTIME =
      gauge("process_uptime_seconds", "Time since the process started");

  private ExternalMetrics() {}

  /** Every metric declared above, in that order. */
  public static List<MetricDescriptor> all() {
    return List.copyOf(ALL);
  }

  private static MetricDescriptor counter(String name, String help, String... labels) {
    return counterOf(name, "", help, labels);
  }

  private static MetricDescriptor counterOf(
      String name, String unit, String help, String... labels) {
    return add(name, Metric.Type.COUNTER, unit, help, labels);
  }

  private static MetricDescriptor exported(String name, String help) {
    return counter(name, help, ExternalNames.LABEL_EXPORTER);
  }

  private static MetricDescriptor gauge(String name, String help, String... labels) {
    return add(name, Metric.Type.GAUGE, "", help, labels);
  }

  private static MetricDescriptor histogram(String name, String help, String... labels) {
    return add(name, Metric.Type.HISTOGRAM, "", help, labels);
  }

  private static MetricDescriptor seconds(String name, String help, String... labels) {
    return add(name, Metric.Type.HISTOGRAM, "s", help, labels);
  }

  private static MetricDescriptor add(
      String name, Metric.Type type, String unit, String help, String... labels) {
    MetricDescriptor metric =
        new MetricDescriptor(
            name, type, unit, List.of(labels), MetricDescriptor.Origin.EXTERNAL, help);
    ALL.add(metric);
    return metric;
  }
}
