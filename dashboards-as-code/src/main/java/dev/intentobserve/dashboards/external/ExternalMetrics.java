package dev.intentobserve.dashboards.external;

import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricDescriptor;
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
      counter("intentus_request_total", "Intents routed to agents", "intent agent status");
  public static final MetricDescriptor INTENTUS_LATENCY =
      histogram(
          "intentus_request_latency_ms", "Milliseconds from routing to the answer", "intent agent");
  public static final MetricDescriptor INTENTUS_ERRORS =
      counter("intentus_error_total", "Errors by their code", "intent agent error_code");
  public static final MetricDescriptor INTENTUS_REQUESTS_ALT =
      counter(
          "intentus_requests_total",
          "Intents routed to agents, in the production page's name",
          "intent agent status");
  public static final MetricDescriptor INTENTUS_ERRORS_ALT =
      counter(
          "intentus_errors_total",
          "Errors by their code, in the production page's name",
          "intent error_code");
  public static final MetricDescriptor INTENTUS_SECONDS =
      seconds(
          "intentus_latency_seconds",
          "Seconds from routing to the answer, in the production page's name",
          "intent agent");
  public static final MetricDescriptor INTENTUS_ACTIVE =
      gauge("intentus_active_executions", "Executions that run now", "");

  // AEL.
  public static final MetricDescriptor AEL_WORKFLOWS =
      counter(
          "ael_workflow_executions_total", "Executions of workflows that ended", "workflow status");
  public static final MetricDescriptor AEL_WORKFLOW_TIME =
      seconds(
          "ael_workflow_duration_seconds",
          "Execution of a workflow, from start to end",
          "workflow");
  public static final MetricDescriptor AEL_TOOLS =
      counter("ael_tool_invocations_total", "Calls of tools that ended", "tool status");
  public static final MetricDescriptor AEL_TOOL_TIME =
      seconds("ael_tool_duration_seconds", "Call of a tool", "tool");
  public static final MetricDescriptor AEL_STEPS =
      counter("ael_step_executions_total", "Steps of workflows that ended", "workflow step type");
  public static final MetricDescriptor AEL_ACTIVE =
      gauge("ael_active_workflows", "Workflows that run now", "");
  public static final MetricDescriptor AEL_ERRORS =
      counter("ael_errors_total", "Errors by kind and component", "type component");

  // Claude Code.
  public static final MetricDescriptor CLAUDE_SESSIONS =
      counter("claude_code.session.count", "Sessions started", "");
  public static final MetricDescriptor CLAUDE_LINES =
      counter("claude_code.lines_of_code.count", "Lines added and removed", "type");
  public static final MetricDescriptor CLAUDE_PULL_REQUESTS =
      counter("claude_code.pull_request.count", "Pull requests opened", "");
  public static final MetricDescriptor CLAUDE_COMMITS =
      counter("claude_code.commit.count", "Commits made", "");
  public static final MetricDescriptor CLAUDE_COST =
      counterOf("claude_code.cost.usage", "USD", "Cost of requests", "model");
  public static final MetricDescriptor CLAUDE_TOKENS =
      counterOf(
          "claude_code.token.usage",
          "tokens",
          "Tokens read and written, cache included",
          "type model");
  public static final MetricDescriptor CLAUDE_DECISIONS =
      counter(
          "claude_code.code_edit_tool.decision",
          "Edits that people accepted or rejected",
          "tool_name decision language source");
  public static final MetricDescriptor CLAUDE_ACTIVE_TIME =
      counterOf("claude_code.active_time.total", "s", "Time of active use", "type");

  // The collector; its counters get _total on their way through Mimir.
  public static final MetricDescriptor COLLECTOR_QUEUE =
      gauge("otelcol_exporter_queue_size", "Batches that wait to be sent", "exporter");
  public static final MetricDescriptor COLLECTOR_QUEUE_CAPACITY =
      gauge("otelcol_exporter_queue_capacity", "Batches that may wait", "exporter");
  public static final MetricDescriptor COLLECTOR_SENT_SPANS =
      counter("otelcol_exporter_sent_spans", "Spans a backend took", "exporter");
  public static final MetricDescriptor COLLECTOR_FAILED_SPANS =
      counter("otelcol_exporter_send_failed_spans", "Spans a backend did not take", "exporter");
  public static final MetricDescriptor COLLECTOR_SENT_LOGS =
      counter("otelcol_exporter_sent_log_records", "Log records a backend took", "exporter");
  public static final MetricDescriptor COLLECTOR_FAILED_LOGS =
      counter(
          "otelcol_exporter_send_failed_log_records",
          "Log records a backend did not take",
          "exporter");
  public static final MetricDescriptor COLLECTOR_SENT_POINTS =
      counter("otelcol_exporter_sent_metric_points", "Data points a backend took", "exporter");
  public static final MetricDescriptor COLLECTOR_FAILED_POINTS =
      counter(
          "otelcol_exporter_send_failed_metric_points",
          "Data points a backend did not take",
          "exporter");
  public static final MetricDescriptor COLLECTOR_REFUSED_SPANS =
      counter("otelcol_receiver_refused_spans", "Spans the collector did not take", "receiver");
  public static final MetricDescriptor COLLECTOR_REFUSED_LOGS =
      counter(
          "otelcol_receiver_refused_log_records",
          "Log records the collector did not take",
          "receiver");

  // Tempo, Loki and Mimir, tenant by tenant.
  public static final MetricDescriptor TEMPO_SPANS =
      counter("tempo_distributor_spans_received_total", "Spans received", "tenant");
  public static final MetricDescriptor TEMPO_DISCARDED =
      counter("tempo_discarded_spans_total", "Spans thrown away", "tenant reason");
  public static final MetricDescriptor LOKI_BYTES =
      counter("loki_distributor_bytes_received_total", "Bytes of lines", "tenant");
  public static final MetricDescriptor LOKI_DISCARDED =
      counter("loki_discarded_samples_total", "Lines thrown away", "tenant reason");
  public static final MetricDescriptor MIMIR_SAMPLES =
      counter("cortex_distributor_received_samples_total", "Samples received", "user");
  public static final MetricDescriptor MIMIR_DISCARDED =
      counter("cortex_discarded_samples_total", "Samples thrown away", "user reason");
  public static final MetricDescriptor MIMIR_SERIES =
      gauge("cortex_ingester_memory_series", "Series kept in memory", "");
  public static final MetricDescriptor UP =
      gauge("up", "1 when the last scrape of a target succeeded", "job instance");

  // Our own process, as Micrometer and Vert.x have it. Their timings have no buckets: ask
  // for means, not for quantiles.
  public static final MetricDescriptor POOL_IN_USE =
      gauge("vertx_pool_in_use", "Connections or threads of a pool in use", "pool_type");
  public static final MetricDescriptor POOL_PENDING =
      gauge(
          "vertx_pool_queue_pending",
          "Requests that wait for a connection or thread of a pool",
          "pool_type");
  public static final MetricDescriptor POOL_WAIT =
      seconds(
          "vertx_pool_queue_time_seconds",
          "Waiting for a connection or thread of a pool",
          "pool_type");
  public static final MetricDescriptor SQL_TIME =
      seconds(
          "vertx_sql_processing_time_seconds", "A statement, until PostgreSQL has answered", "");
  public static final MetricDescriptor HEAP_USED =
      gauge("jvm_memory_used_bytes", "Bytes of memory used", "area");
  public static final MetricDescriptor HEAP_MAX =
      gauge(
          "jvm_memory_max_bytes",
          "Bytes of memory that may be used, -1 where nothing limits them",
          "area");
  public static final MetricDescriptor GC_OVERHEAD =
      gauge("jvm_gc_overhead", "Share of CPU time that garbage collection took", "");
  public static final MetricDescriptor GC_PAUSE =
      seconds("jvm_gc_pause_seconds", "A pause for garbage collection", "");
  public static final MetricDescriptor THREADS =
      gauge("jvm_threads_live_threads", "Threads alive", "");
  public static final MetricDescriptor CPU =
      counter("process_cpu_seconds_total", "CPU time used", "");
  public static final MetricDescriptor UPTIME =
      gauge("process_uptime_seconds", "Time since the process started", "");

  private ExternalMetrics() {}

  /** Every metric declared above, in that order. */
  public static List<MetricDescriptor> all() {
    return List.copyOf(ALL);
  }

  private static MetricDescriptor counter(String name, String help, String labels) {
    return add(name, Metric.Type.COUNTER, "", help, labels);
  }

  private static MetricDescriptor counterOf(String name, String unit, String help, String labels) {
    return add(name, Metric.Type.COUNTER, unit, help, labels);
  }

  private static MetricDescriptor gauge(String name, String help, String labels) {
    return add(name, Metric.Type.GAUGE, "", help, labels);
  }

  private static MetricDescriptor histogram(String name, String help, String labels) {
    return add(name, Metric.Type.HISTOGRAM, "", help, labels);
  }

  private static MetricDescriptor seconds(String name, String help, String labels) {
    return add(name, Metric.Type.HISTOGRAM, "s", help, labels);
  }

  /** Labels are separated by blanks. */
  private static MetricDescriptor add(
      String name, Metric.Type type, String unit, String help, String labels) {
    List<String> names = labels.isEmpty() ? List.of() : List.of(labels.split(" ", -1));
    MetricDescriptor metric =
        new MetricDescriptor(name, type, unit, names, MetricDescriptor.Origin.EXTERNAL, help);
    ALL.add(metric);
    return metric;
  }
}
