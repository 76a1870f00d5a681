package dev.intentobserve.model.metric;

import static dev.intentobserve.model.metric.MetricDescriptor.Origin.EXTERNAL;
import static dev.intentobserve.model.metric.MetricDescriptor.counter;
import static dev.intentobserve.model.metric.MetricDescriptor.gauge;
import static dev.intentobserve.model.metric.MetricDescriptor.histogram;
import static dev.intentobserve.model.metric.MetricDescriptor.seconds;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Metrics of other programs that dashboards and rules show beside ours: agent runtimes, Claude
 * Code, the collector, the backends, and the libraries that count on our own {@code /metrics}. They
 * reach the metrics backend through the same collector. Their names, labels and units are theirs;
 * this table only says which ones we rely on.
 */
public final class ExternalMetrics {
  private static final List<MetricDescriptor> ALL =
      List.of(
          // IntentusNet.
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_INTENTUS_REQUESTS,
              "Intents routed to agents",
              TelemetryNames.EXTERNAL_LABEL_INTENT,
              TelemetryNames.EXTERNAL_LABEL_AGENT,
              TelemetryNames.LABEL_STATUS),
          histogram(
              EXTERNAL,
              TelemetryNames.EXTERNAL_INTENTUS_LATENCY,
              "Milliseconds from routing to the answer",
              TelemetryNames.EXTERNAL_LABEL_INTENT,
              TelemetryNames.EXTERNAL_LABEL_AGENT),
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_INTENTUS_ERRORS,
              "Errors by their code",
              TelemetryNames.EXTERNAL_LABEL_INTENT,
              TelemetryNames.EXTERNAL_LABEL_AGENT,
              TelemetryNames.EXTERNAL_LABEL_ERROR_CODE),
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_INTENTUS_REQUESTS_ALT,
              "Intents routed to agents, in the production page's name",
              TelemetryNames.EXTERNAL_LABEL_INTENT,
              TelemetryNames.EXTERNAL_LABEL_AGENT,
              TelemetryNames.LABEL_STATUS),
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_INTENTUS_ERRORS_ALT,
              "Errors by their code, in the production page's name",
              TelemetryNames.EXTERNAL_LABEL_INTENT,
              TelemetryNames.EXTERNAL_LABEL_ERROR_CODE),
          seconds(
              EXTERNAL,
              TelemetryNames.EXTERNAL_INTENTUS_SECONDS,
              "Seconds from routing to the answer, in the production page's name",
              TelemetryNames.EXTERNAL_LABEL_INTENT,
              TelemetryNames.EXTERNAL_LABEL_AGENT),
          gauge(EXTERNAL, TelemetryNames.EXTERNAL_INTENTUS_ACTIVE, "Executions that run now"),
          // AEL.
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_AEL_WORKFLOWS,
              "Executions of workflows that ended",
              TelemetryNames.EXTERNAL_LABEL_WORKFLOW,
              TelemetryNames.LABEL_STATUS),
          seconds(
              EXTERNAL,
              TelemetryNames.EXTERNAL_AEL_WORKFLOW_TIME,
              "Execution of a workflow, from start to end",
              TelemetryNames.EXTERNAL_LABEL_WORKFLOW),
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_AEL_TOOLS,
              "Calls of tools that ended",
              TelemetryNames.EXTERNAL_LABEL_TOOL,
              TelemetryNames.LABEL_STATUS),
          seconds(
              EXTERNAL,
              TelemetryNames.EXTERNAL_AEL_TOOL_TIME,
              "Call of a tool",
              TelemetryNames.EXTERNAL_LABEL_TOOL),
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_AEL_STEPS,
              "Steps of workflows that ended",
              TelemetryNames.EXTERNAL_LABEL_WORKFLOW,
              TelemetryNames.EXTERNAL_LABEL_STEP,
              TelemetryNames.EXTERNAL_LABEL_TYPE),
          gauge(EXTERNAL, TelemetryNames.EXTERNAL_AEL_ACTIVE, "Workflows that run now"),
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_AEL_ERRORS,
              "Errors by kind and component",
              TelemetryNames.EXTERNAL_LABEL_TYPE,
              TelemetryNames.EXTERNAL_LABEL_COMPONENT),
          // Claude Code.
          counter(EXTERNAL, TelemetryNames.EXTERNAL_CLAUDE_SESSIONS, "Sessions started"),
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_CLAUDE_LINES,
              "Lines added and removed",
              TelemetryNames.EXTERNAL_LABEL_TYPE),
          counter(EXTERNAL, TelemetryNames.EXTERNAL_CLAUDE_PULL_REQUESTS, "Pull requests opened"),
          counter(EXTERNAL, TelemetryNames.EXTERNAL_CLAUDE_COMMITS, "Commits made"),
          of(
              TelemetryNames.EXTERNAL_CLAUDE_COST,
              "USD",
              "Cost of requests",
              TelemetryNames.EXTERNAL_LABEL_MODEL),
          of(
              TelemetryNames.EXTERNAL_CLAUDE_TOKENS,
              "tokens",
              "Tokens read and written, cache included",
              TelemetryNames.EXTERNAL_LABEL_TYPE,
              TelemetryNames.EXTERNAL_LABEL_MODEL),
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_CLAUDE_DECISIONS,
              "Edits that people accepted or rejected",
              TelemetryNames.EXTERNAL_LABEL_TOOL_NAME,
              TelemetryNames.EXTERNAL_LABEL_DECISION,
              TelemetryNames.EXTERNAL_LABEL_LANGUAGE,
              TelemetryNames.LABEL_SOURCE),
          of(
              TelemetryNames.EXTERNAL_CLAUDE_ACTIVE_TIME,
              "s",
              "Time of active use",
              TelemetryNames.EXTERNAL_LABEL_TYPE),
          // The collector; its counters get _total on their way through Mimir.
          gauge(
              EXTERNAL,
              TelemetryNames.EXTERNAL_COLLECTOR_QUEUE,
              "Batches that wait to be sent",
              TelemetryNames.EXTERNAL_LABEL_EXPORTER),
          gauge(
              EXTERNAL,
              TelemetryNames.EXTERNAL_COLLECTOR_QUEUE_CAPACITY,
              "Batches that may wait",
              TelemetryNames.EXTERNAL_LABEL_EXPORTER),
          exported(TelemetryNames.EXTERNAL_COLLECTOR_SENT_SPANS, "Spans a backend took"),
          exported(TelemetryNames.EXTERNAL_COLLECTOR_FAILED_SPANS, "Spans a backend did not take"),
          exported(TelemetryNames.EXTERNAL_COLLECTOR_SENT_LOGS, "Log records a backend took"),
          exported(
              TelemetryNames.EXTERNAL_COLLECTOR_FAILED_LOGS, "Log records a backend did not take"),
          exported(TelemetryNames.EXTERNAL_COLLECTOR_SENT_POINTS, "Data points a backend took"),
          exported(
              TelemetryNames.EXTERNAL_COLLECTOR_FAILED_POINTS,
              "Data points a backend did not take"),
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_COLLECTOR_REFUSED_SPANS,
              "Spans the collector did not take",
              TelemetryNames.EXTERNAL_LABEL_RECEIVER),
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_COLLECTOR_REFUSED_LOGS,
              "Log records the collector did not take",
              TelemetryNames.EXTERNAL_LABEL_RECEIVER),
          // Tempo, Loki and Mimir, tenant by tenant.
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_TEMPO_SPANS,
              "Spans received",
              TelemetryNames.EXTERNAL_LABEL_TENANT),
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_TEMPO_DISCARDED,
              "Spans thrown away",
              TelemetryNames.EXTERNAL_LABEL_TENANT,
              TelemetryNames.LABEL_REASON),
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_LOKI_BYTES,
              "Bytes of lines",
              TelemetryNames.EXTERNAL_LABEL_TENANT),
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_LOKI_DISCARDED,
              "Lines thrown away",
              TelemetryNames.EXTERNAL_LABEL_TENANT,
              TelemetryNames.LABEL_REASON),
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_MIMIR_SAMPLES,
              "Samples received",
              TelemetryNames.EXTERNAL_LABEL_USER),
          counter(
              EXTERNAL,
              TelemetryNames.EXTERNAL_MIMIR_DISCARDED,
              "Samples thrown away",
              TelemetryNames.EXTERNAL_LABEL_USER,
              TelemetryNames.LABEL_REASON),
          gauge(EXTERNAL, TelemetryNames.EXTERNAL_MIMIR_SERIES, "Series kept in memory"),
          gauge(
              EXTERNAL,
              TelemetryNames.EXTERNAL_UP,
              "1 when the last scrape of a target succeeded",
              TelemetryNames.EXTERNAL_LABEL_JOB,
              TelemetryNames.EXTERNAL_LABEL_INSTANCE),
          // Our own process, as Micrometer and Vert.x have it. Their timings have no buckets: ask
          // for means, not for quantiles.
          gauge(
              EXTERNAL,
              TelemetryNames.EXTERNAL_POOL_IN_USE,
              "Connections or threads of a pool in use",
              TelemetryNames.EXTERNAL_LABEL_POOL_TYPE),
          gauge(
              EXTERNAL,
              TelemetryNames.EXTERNAL_POOL_PENDING,
              "Requests that wait for a connection or thread of a pool",
              TelemetryNames.EXTERNAL_LABEL_POOL_TYPE),
          seconds(
              EXTERNAL,
              TelemetryNames.EXTERNAL_POOL_WAIT,
              "Waiting for a connection or thread of a pool",
              TelemetryNames.EXTERNAL_LABEL_POOL_TYPE),
          seconds(
              EXTERNAL,
              TelemetryNames.EXTERNAL_SQL_TIME,
              "A statement, until PostgreSQL has answered"),
          gauge(
              EXTERNAL,
              TelemetryNames.EXTERNAL_HEAP_USED,
              "Bytes of memory used",
              TelemetryNames.EXTERNAL_LABEL_AREA),
          gauge(
              EXTERNAL,
              TelemetryNames.EXTERNAL_HEAP_MAX,
              "Bytes of memory that may be used, -1 where nothing limits them",
              TelemetryNames.EXTERNAL_LABEL_AREA),
          gauge(
              EXTERNAL,
              TelemetryNames.EXTERNAL_GC_OVERHEAD,
              "Share of CPU time that garbage collection took"),
          seconds(EXTERNAL, TelemetryNames.EXTERNAL_GC_PAUSE, "A pause for garbage collection"),
          gauge(EXTERNAL, TelemetryNames.EXTERNAL_THREADS, "Threads alive"),
          counter(EXTERNAL, TelemetryNames.EXTERNAL_CPU, "CPU time used"),
          gauge(EXTERNAL, TelemetryNames.EXTERNAL_UPTIME, "Time since the process started"));

  private static final Map<String, MetricDescriptor> BY_NAME =
      ALL.stream()
          .collect(Collectors.toUnmodifiableMap(MetricDescriptor::name, Function.identity()));

  private ExternalMetrics() {}

  public static List<MetricDescriptor> all() {
    return ALL;
  }

  public static Optional<MetricDescriptor> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static MetricDescriptor of(String name, String unit, String help, String... labels) {
    return new MetricDescriptor(name, Metric.Type.COUNTER, unit, List.of(labels), EXTERNAL, help);
  }

  private static MetricDescriptor exported(String name, String help) {
    return counter(EXTERNAL, name, help, TelemetryNames.EXTERNAL_LABEL_EXPORTER);
  }
}
