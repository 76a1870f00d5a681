package dev.intentobserve.dashboards.dashboards;

import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricDescriptor;
import dev.intentobserve.model.metric.TelemetryNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What other programs would expose if they ran: every metric of {@link ExternalMetric} with a few
 * series, in Prometheus' text format. Each step is a scrape later: counters have grown, gauges have
 * moved. The same step always gives the same text.
 */
public final class ExternalMetricsExposition {
  private static final List<String> SECONDS =
      List.of("0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "30", "60", "300", "600");
  private static final List<String> MILLISECONDS =
      List.of("5", "10", "25", "50", "100", "250", "500", "1000", "2500", "5000", "10000");

  /** Values by label; where a metric means something else by it, by metric and label. */
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry(
              TelemetryNames.LABEL_STATUS, List.of("success", "error", "timeout", "cancelled")),
          of(ExternalMetric.INTENTUS_REQUESTS, TelemetryNames.LABEL_STATUS, "success", "error"),
          of(ExternalMetric.INTENTUS_REQUESTS_ALT, TelemetryNames.LABEL_STATUS, "success", "error"),
          Map.entry(ExternalNames.LABEL_INTENT, List.of("search", "summarise", "translate")),
          Map.entry(ExternalNames.LABEL_AGENT, List.of("atlas", "hermes", "fallback")),
          Map.entry(
              ExternalNames.LABEL_ERROR_CODE,
              List.of("AGENT_TIMEOUT", "AGENT_ERROR", "RATE_LIMIT", "CAPABILITY_NOT_FOUND")),
          Map.entry(ExternalNames.LABEL_WORKFLOW, List.of("nightly-report", "triage")),
          Map.entry(ExternalNames.LABEL_TOOL, List.of("github:search", "shell:run", "slow:index")),
          Map.entry(ExternalNames.LABEL_STEP, List.of("fetch", "judge", "publish")),
          Map.entry(ExternalNames.LABEL_COMPONENT, List.of("workflow_engine", "sandbox")),
          of(ExternalMetric.AEL_STEPS, ExternalNames.LABEL_TYPE, "tool_call", "code", "workflow"),
          of(
              ExternalMetric.AEL_ERRORS,
              ExternalNames.LABEL_TYPE,
              "TOOL",
              "EXECUTION",
              "VALIDATION"),
          of(ExternalMetric.CLAUDE_LINES, ExternalNames.LABEL_TYPE, "added", "removed"),
          of(
              ExternalMetric.CLAUDE_TOKENS,
              ExternalNames.LABEL_TYPE,
              "input",
              "output",
              "cacheRead",
              "cacheCreation"),
          of(ExternalMetric.CLAUDE_ACTIVE_TIME, ExternalNames.LABEL_TYPE, "user", "cli"),
          Map.entry(ExternalNames.LABEL_MODEL, List.of("large-model", "small-model")),
          Map.entry(ExternalNames.LABEL_DECISION, List.of("accept", "reject")),
          Map.entry(ExternalNames.LABEL_LANGUAGE, List.of("Java", "Markdown")),
          Map.entry(ExternalNames.LABEL_TOOL_NAME, List.of("Edit", "Write")),
          Map.entry(TelemetryNames.LABEL_SOURCE, List.of("config", "user_temporary")),
          Map.entry(
              ExternalNames.LABEL_EXPORTER,
              List.of("otlp_grpc/tempo", "otlp_http/loki", "otlp_http/mimir")),
          Map.entry(ExternalNames.LABEL_RECEIVER, List.of("otlp")),
          Map.entry(ExternalNames.LABEL_TENANT, List.of("anonymous", "team-a")),
          Map.entry(ExternalNames.LABEL_USER, List.of("anonymous", "team-a")),
          Map.entry(TelemetryNames.LABEL_REASON, List.of("rate_limited", "too_old")));

  private ExternalMetricsExposition() {}

  /**
   * Everything, as it stands at a step.
   *
   * @param step 0, 1, 2 …
   */
  public static String text(int step) {
    StringBuilder text = new StringBuilder();
    for (ExternalMetric each : ExternalMetric.values()) {
      // That one is made by whoever scrapes.
      if (each != ExternalMetric.UP) {
        append(text, each.descriptor(), step);
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, MetricDescriptor metric, int step) {
    String name = metric.exposedName();
    text.append("# HELP %s %s\n".formatted(name, metric.help()));
    text.append("# TYPE %s %s\n".formatted(name, type(metric.type())));
    int number = 0;
    for (Map<String, String> labels : series(metric)) {
      // Most goes well.
      int often = labels.containsValue("success") || labels.containsValue("accept") ? 10 : 1;
      number++;
      switch (metric.type()) {
        case COUNTER -> sample(text, name, labels, (step + 1) * often * (1 + number % 5));
        case GAUGE -> sample(text, name, labels, 10 * number + step % 7);
        case HISTOGRAM -> histogram(text, metric, labels, (step + 1) * (1 + number % 3));
      }
    }
  }

  /** Every second bucket gains, so that quantiles lie somewhere in between. */
  private static void histogram(
      StringBuilder text, MetricDescriptor metric, Map<String, String> labels, int each) {
    String name = metric.exposedName();
    List<String> edges = metric.name().endsWith("_ms") ? MILLISECONDS : SECONDS;
    int cumulated = 0;
    for (int i = 0; i < edges.size(); i++) {
      cumulated += i % 2 == 0 ? each : 0;
      sample(text, name + "_bucket", with(labels, "le", edges.get(i)), cumulated);
    }
    sample(text, name + "_bucket", with(labels, "le", "+Inf"), cumulated);
    sample(text, name + "_sum", labels, cumulated * Double.parseDouble(edges.get(3)));
    sample(text, name + "_count", labels, cumulated);
  }

  /** All combinations of its labels' values. */
  private static List<Map<String, String>> series(MetricDescriptor metric) {
    List<Map<String, String>> all = List.of(new LinkedHashMap<>());
    for (String label : metric.labels()) {
      List<Map<String, String>> more = new ArrayList<>();
      for (Map<String, String> one : all) {
        values(metric, label).forEach(value -> more.add(with(one, label, value)));
      }
      all = more;
    }
    return all;
  }

  private static List<String> values(MetricDescriptor metric, String label) {
    List<String> anything = List.of(label + "-1", label + "-2");
    return VALUES.getOrDefault(key(metric.name(), label), VALUES.getOrDefault(label, anything));
  }

  private static void sample(
      StringBuilder text, String name, Map<String, String> labels, double value) {
    List<String> pairs = new ArrayList<>();
    labels.forEach((label, is) -> pairs.add(label + "=\"" + is + "\""));
    text.append(name);
    if (!pairs.isEmpty()) {
      text.append('{').append(String.join(",", pairs)).append('}');
    }
    text.append(' ').append(value).append('\n');
  }

  private static Map<String, String> with(Map<String, String> labels, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.put(name, value);
    return more;
  }

  private static String type(Metric.Type type) {
    return switch (type) {
      case COUNTER -> "counter";
      case GAUGE -> "gauge";
      case HISTOGRAM -> "histogram";
    };
  }

  private static Map.Entry<String, List<String>> of(
      ExternalMetric metric, String label, String... values) {
    return Map.entry(key(metric.descriptor().name(), label), List.of(values));
  }

  private static String key(String metric, String label) {
    return metric + " " + label;
  }
}
