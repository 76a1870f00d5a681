package dev.intentobserve.event;

import static dev.intentobserve.event.MetricHelp.Origin.PEER;
import static dev.intentobserve.event.MetricHelp.counter;
import static dev.intentobserve.event.MetricHelp.gauge;
import static dev.intentobserve.event.MetricHelp.histogram;
import static dev.intentobserve.event.MetricHelp.seconds;

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
public final class PeerMetrics {
  private static final List<MetricHelp> ALL =
      List.of(
          // IntentusNet.
          counter(
              PEER,
              Names.PEER_INTENTUS_REQUESTS,
              "Intents routed to agents",
              Names.PEER_LABEL_INTENT,
              Names.PEER_LABEL_AGENT,
              Names.LABEL_STATUS),
          histogram(
              PEER,
              Names.PEER_INTENTUS_LATENCY,
              "Milliseconds from routing to the answer",
              Names.PEER_LABEL_INTENT,
              Names.PEER_LABEL_AGENT),
          counter(
              PEER,
              Names.PEER_INTENTUS_ERRORS,
              "Errors by their code",
              Names.PEER_LABEL_INTENT,
              Names.PEER_LABEL_AGENT,
              Names.PEER_LABEL_ERROR_CODE),
          counter(
              PEER,
              Names.PEER_INTENTUS_REQUESTS_TOO,
              "Intents routed to agents, in the production page's name",
              Names.PEER_LABEL_INTENT,
              Names.PEER_LABEL_AGENT,
              Names.LABEL_STATUS),
          counter(
              PEER,
              Names.PEER_INTENTUS_ERRORS_TOO,
              "Errors by their code, in the production page's name",
              Names.PEER_LABEL_INTENT,
              Names.PEER_LABEL_ERROR_CODE),
          seconds(
              PEER,
              Names.PEER_INTENTUS_SECONDS,
              "Seconds from routing to the answer, in the production page's name",
              Names.PEER_LABEL_INTENT,
              Names.PEER_LABEL_AGENT),
          gauge(PEER, Names.PEER_INTENTUS_ACTIVE, "Executions that run now"),
          // AEL.
          counter(
              PEER,
              Names.PEER_AEL_WORKFLOWS,
              "Executions of workflows that ended",
              Names.PEER_LABEL_WORKFLOW,
              Names.LABEL_STATUS),
          seconds(
              PEER,
              Names.PEER_AEL_WORKFLOW_TIME,
              "Execution of a workflow, from start to end",
              Names.PEER_LABEL_WORKFLOW),
          counter(
              PEER,
              Names.PEER_AEL_TOOLS,
              "Calls of tools that ended",
              Names.PEER_LABEL_TOOL,
              Names.LABEL_STATUS),
          seconds(PEER, Names.PEER_AEL_TOOL_TIME, "Call of a tool", Names.PEER_LABEL_TOOL),
          counter(
              PEER,
              Names.PEER_AEL_STEPS,
              "Steps of workflows that ended",
              Names.PEER_LABEL_WORKFLOW,
              Names.PEER_LABEL_STEP,
              Names.PEER_LABEL_TYPE),
          gauge(PEER, Names.PEER_AEL_ACTIVE, "Workflows that run now"),
          counter(
              PEER,
              Names.PEER_AEL_ERRORS,
              "Errors by kind and component",
              Names.PEER_LABEL_TYPE,
              Names.PEER_LABEL_COMPONENT),
          // Claude Code.
          counter(PEER, Names.PEER_CLAUDE_SESSIONS, "Sessions started"),
          counter(PEER, Names.PEER_CLAUDE_LINES, "Lines added and removed", Names.PEER_LABEL_TYPE),
          counter(PEER, Names.PEER_CLAUDE_PULL_REQUESTS, "Pull requests opened"),
          counter(PEER, Names.PEER_CLAUDE_COMMITS, "Commits made"),
          of(Names.PEER_CLAUDE_COST, "USD", "Cost of requests", Names.PEER_LABEL_MODEL),
          of(
              Names.PEER_CLAUDE_TOKENS,
              "tokens",
              "Tokens read and written, cache included",
              Names.PEER_LABEL_TYPE,
              Names.PEER_LABEL_MODEL),
          counter(
              PEER,
              Names.PEER_CLAUDE_DECISIONS,
              "Edits that people accepted or rejected",
              Names.PEER_LABEL_TOOL_NAME,
              Names.PEER_LABEL_DECISION,
              Names.PEER_LABEL_LANGUAGE,
              Names.LABEL_SOURCE),
          of(Names.PEER_CLAUDE_ACTIVE_TIME, "s", "Time of active use", Names.PEER_LABEL_TYPE),
          // The collector; its counters get _total on their way through Mimir.
          gauge(
              PEER,
              Names.PEER_COLLECTOR_QUEUE,
              "Batches that wait to be sent",
              Names.PEER_LABEL_EXPORTER),
          gauge(
              PEER,
              Names.PEER_COLLECTOR_QUEUE_CAPACITY,
              "Batches that may wait",
              Names.PEER_LABEL_EXPORTER),
          exported(Names.PEER_COLLECTOR_SENT_SPANS, "Spans a backend took"),
          exported(Names.PEER_COLLECTOR_FAILED_SPANS, "Spans a backend did not take"),
          exported(Names.PEER_COLLECTOR_SENT_LOGS, "Log records a backend took"),
          exported(Names.PEER_COLLECTOR_FAILED_LOGS, "Log records a backend did not take"),
          exported(Names.PEER_COLLECTOR_SENT_POINTS, "Data points a backend took"),
          exported(Names.PEER_COLLECTOR_FAILED_POINTS, "Data points a backend did not take"),
          counter(
              PEER,
              Names.PEER_COLLECTOR_REFUSED_SPANS,
              "Spans the collector did not take",
              Names.PEER_LABEL_RECEIVER),
          counter(
              PEER,
              Names.PEER_COLLECTOR_REFUSED_LOGS,
              "Log records the collector did not take",
              Names.PEER_LABEL_RECEIVER),
          // Tempo, Loki and Mimir, tenant by tenant.
          counter(PEER, Names.PEER_TEMPO_SPANS, "Spans received", Names.PEER_LABEL_TENANT),
          counter(
              PEER,
              Names.PEER_TEMPO_DISCARDED,
              "Spans thrown away",
              Names.PEER_LABEL_TENANT,
              Names.LABEL_REASON),
          counter(PEER, Names.PEER_LOKI_BYTES, "Bytes of lines", Names.PEER_LABEL_TENANT),
          counter(
              PEER,
              Names.PEER_LOKI_DISCARDED,
              "Lines thrown away",
              Names.PEER_LABEL_TENANT,
              Names.LABEL_REASON),
          counter(PEER, Names.PEER_MIMIR_SAMPLES, "Samples received", Names.PEER_LABEL_USER),
          counter(
              PEER,
              Names.PEER_MIMIR_DISCARDED,
              "Samples thrown away",
              Names.PEER_LABEL_USER,
              Names.LABEL_REASON),
          gauge(PEER, Names.PEER_MIMIR_SERIES, "Series kept in memory"),
          gauge(
              PEER,
              Names.PEER_UP,
              "1 when the last scrape of a target succeeded",
              Names.PEER_LABEL_JOB,
              Names.PEER_LABEL_INSTANCE),
          // Our own process, as Micrometer and Vert.x have it. Their timings have no buckets: ask
          // for means, not for quantiles.
          gauge(
              PEER,
              Names.PEER_POOL_IN_USE,
              "Connections or threads of a pool in use",
              Names.PEER_LABEL_POOL_TYPE),
          gauge(
              PEER,
              Names.PEER_POOL_PENDING,
              "Requests that wait for a connection or thread of a pool",
              Names.PEER_LABEL_POOL_TYPE),
          seconds(
              PEER,
              Names.PEER_POOL_WAIT,
              "Waiting for a connection or thread of a pool",
              Names.PEER_LABEL_POOL_TYPE),
          seconds(PEER, Names.PEER_SQL_TIME, "A statement, until PostgreSQL has answered"),
          gauge(PEER, Names.PEER_HEAP_USED, "Bytes of memory used", Names.PEER_LABEL_AREA),
          gauge(
              PEER,
              Names.PEER_HEAP_MAX,
              "Bytes of memory that may be used, -1 where nothing limits them",
              Names.PEER_LABEL_AREA),
          gauge(PEER, Names.PEER_GC_OVERHEAD, "Share of CPU time that garbage collection took"),
          seconds(PEER, Names.PEER_GC_PAUSE, "A pause for garbage collection"),
          gauge(PEER, Names.PEER_THREADS, "Threads alive"),
          counter(PEER, Names.PEER_CPU, "CPU time used"),
          gauge(PEER, Names.PEER_UPTIME, "Time since the process started"));

  private static final Map<String, MetricHelp> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(MetricHelp::name, Function.identity()));

  private PeerMetrics() {}

  public static List<MetricHelp> all() {
    return ALL;
  }

  public static Optional<MetricHelp> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static MetricHelp of(String name, String unit, String help, String... labels) {
    return new MetricHelp(name, Metric.Type.COUNTER, unit, List.of(labels), PEER, help);
  }

  private static MetricHelp exported(String name, String help) {
    return counter(PEER, name, help, Names.PEER_LABEL_EXPORTER);
  }
}
