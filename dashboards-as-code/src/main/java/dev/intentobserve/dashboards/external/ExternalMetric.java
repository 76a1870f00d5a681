package dev.intentobserve.dashboards.external;

import static dev.intentobserve.model.metric.Metric.Type.COUNTER;
import static dev.intentobserve.model.metric.Metric.Type.GAUGE;
import static dev.intentobserve.model.metric.Metric.Type.HISTOGRAM;

import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricDescriptor;
import java.util.List;

/**
 * Metrics of other programs that dashboards and rules use beside our own: agent runtimes, Claude
 * Code, the collector, the backends, and the libraries that add to our own {@code /metrics}. Names,
 * labels and units are those of the emitting program, as Prometheus shows them.
 */
public enum ExternalMetric {
  // IntentusNet.
  INTENTUS_REQUESTS(COUNTER, "intentus_request_total", "intent agent status"),
  INTENTUS_LATENCY(HISTOGRAM, "intentus_request_latency_ms", "intent agent"),
  INTENTUS_ERRORS(COUNTER, "intentus_error_total", "intent agent error_code"),
  // The same under the names of the production page.
  INTENTUS_REQUESTS_ALT(COUNTER, "intentus_requests_total", "intent agent status"),
  INTENTUS_ERRORS_ALT(COUNTER, "intentus_errors_total", "intent error_code"),
  INTENTUS_SECONDS(HISTOGRAM, "intentus_latency_seconds", "intent agent", "s"),
  INTENTUS_ACTIVE(GAUGE, "intentus_active_executions", ""),

  // AEL.
  AEL_WORKFLOWS(COUNTER, "ael_workflow_executions_total", "workflow status"),
  AEL_WORKFLOW_TIME(HISTOGRAM, "ael_workflow_duration_seconds", "workflow", "s"),
  AEL_TOOLS(COUNTER, "ael_tool_invocations_total", "tool status"),
  AEL_TOOL_TIME(HISTOGRAM, "ael_tool_duration_seconds", "tool", "s"),
  AEL_STEPS(COUNTER, "ael_step_executions_total", "workflow step type"),
  AEL_ACTIVE(GAUGE, "ael_active_workflows", ""),
  AEL_ERRORS(COUNTER, "ael_errors_total", "type component"),

  // Claude Code.
  CLAUDE_SESSIONS(COUNTER, "claude_code.session.count", ""),
  CLAUDE_LINES(COUNTER, "claude_code.lines_of_code.count", "type"),
  CLAUDE_PULL_REQUESTS(COUNTER, "claude_code.pull_request.count", ""),
  CLAUDE_COMMITS(COUNTER, "claude_code.commit.count", ""),
  CLAUDE_COST(COUNTER, "claude_code.cost.usage", "model", "USD"),
  CLAUDE_TOKENS(COUNTER, "claude_code.token.usage", "type model", "tokens"),
  CLAUDE_DECISIONS(
      COUNTER, "claude_code.code_edit_tool.decision", "tool_name decision language source"),
  CLAUDE_ACTIVE_TIME(COUNTER, "claude_code.active_time.total", "type", "s"),

  // The collector; its counters get _total on their way through Mimir.
  COLLECTOR_QUEUE(GAUGE, "otelcol_exporter_queue_size", "exporter"),
  COLLECTOR_QUEUE_CAPACITY(GAUGE, "otelcol_exporter_queue_capacity", "exporter"),
  COLLECTOR_SENT_SPANS(COUNTER, "otelcol_exporter_sent_spans", "exporter"),
  COLLECTOR_FAILED_SPANS(COUNTER, "otelcol_exporter_send_failed_spans", "exporter"),
  COLLECTOR_SENT_LOGS(COUNTER, "otelcol_exporter_sent_log_records", "exporter"),
  COLLECTOR_FAILED_LOGS(COUNTER, "otelcol_exporter_send_failed_log_records", "exporter"),
  COLLECTOR_SENT_POINTS(COUNTER, "otelcol_exporter_sent_metric_points", "exporter"),
  COLLECTOR_FAILED_POINTS(COUNTER, "otelcol_exporter_send_failed_metric_points", "exporter"),
  COLLECTOR_REFUSED_SPANS(COUNTER, "otelcol_receiver_refused_spans", "receiver"),
  COLLECTOR_REFUSED_LOGS(COUNTER, "otelcol_receiver_refused_log_records", "receiver"),

  // Tempo, Loki and Mimir, tenant by tenant.
  TEMPO_SPANS(COUNTER, "tempo_distributor_spans_received_total", "tenant"),
  TEMPO_DISCARDED(COUNTER, "tempo_discarded_spans_total", "tenant reason"),
  LOKI_BYTES(COUNTER, "loki_distributor_bytes_received_total", "tenant"),
  LOKI_DISCARDED(COUNTER, "loki_discarded_samples_total", "tenant reason"),
  MIMIR_SAMPLES(COUNTER, "cortex_distributor_received_samples_total", "user"),
  MIMIR_DISCARDED(COUNTER, "cortex_discarded_samples_total", "user reason"),
  MIMIR_SERIES(GAUGE, "cortex_ingester_memory_series", ""),
  UP(GAUGE, "up", "job instance"),

  // Our own process, as Micrometer and Vert.x have it. Their timings have no buckets: ask
  // for means, not for quantiles.
  POOL_IN_USE(GAUGE, "vertx_pool_in_use", "pool_type"),
  POOL_PENDING(GAUGE, "vertx_pool_queue_pending", "pool_type"),
  POOL_WAIT(HISTOGRAM, "vertx_pool_queue_time_seconds", "pool_type", "s"),
  SQL_TIME(HISTOGRAM, "vertx_sql_processing_time_seconds", "", "s"),
  HEAP_USED(GAUGE, "jvm_memory_used_bytes", "area"),
  // -1 where nothing limits it.
  HEAP_MAX(GAUGE, "jvm_memory_max_bytes", "area"),
  GC_OVERHEAD(GAUGE, "jvm_gc_overhead", ""),
  GC_PAUSE(HISTOGRAM, "jvm_gc_pause_seconds", "", "s"),
  THREADS(GAUGE, "jvm_threads_live_threads", ""),
  CPU(COUNTER, "process_cpu_seconds_total", ""),
  UPTIME(GAUGE, "process_uptime_seconds", "");

  @SuppressWarnings("ImmutableEnumChecker") // A record of texts.
  private final MetricDescriptor descriptor;

  ExternalMetric(Metric.Type type, String name, String labels) {
    this(type, name, labels, "");
  }

  /** Labels are separated by blanks. */
  ExternalMetric(Metric.Type type, String name, String labels, String unit) {
    List<String> names = labels.isEmpty() ? List.of() : List.of(labels.split(" ", -1));
    descriptor =
        new MetricDescriptor(
            name, type, unit, names, MetricDescriptor.Origin.EXTERNAL, "of another program");
  }

  public MetricDescriptor descriptor() {
    return descriptor;
  }
}
