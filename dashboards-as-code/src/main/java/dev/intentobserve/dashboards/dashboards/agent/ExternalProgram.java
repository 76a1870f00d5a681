package dev.intentobserve.dashboards.dashboards.agent;

import dev.intentobserve.dashboards.dashboards.explore.LogsDashboard;
import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.PanelSource;
import java.util.List;

/**
 * Another program whose telemetry we show.
 *
 * @param services the values of {@code service.name} it sends
 * @param setup a sentence without a full stop: how to make it send telemetry
 */
record ExternalProgram(List<String> services, String setup) {
  static final ExternalProgram INTENTUSNET =
      new ExternalProgram(
          List.of(ExternalNames.SERVICE_INTENTUS),
          "IntentusNet sends when it runs with OTEL_SERVICE_NAME="
              + ExternalNames.SERVICE_INTENTUS
              + " and OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318, the collector");
  static final ExternalProgram AEL =
      new ExternalProgram(
          List.of(ExternalNames.SERVICE_AEL),
          "AEL sends with telemetry.enabled: true and telemetry.exporters.otlp.endpoint:"
              + " http://localhost:4317, the collector");
  static final ExternalProgram HOOKS =
      new ExternalProgram(
          List.of(ExternalNames.SERVICE_TAPESTRY, ExternalNames.SERVICE_LOOM),
          "No lines does not mean healthy: hooks send only with"
              + " OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 in the project's .env, and say"
              + " so in ~/.claude/logs/hook-otel-errors.log when they cannot");
  static final ExternalProgram CLAUDE =
      new ExternalProgram(
          List.of(ExternalNames.SERVICE_CLAUDE),
          "Claude Code sends when it runs with CLAUDE_CODE_ENABLE_TELEMETRY=1,"
              + " OTEL_METRICS_EXPORTER=otlp, OTEL_LOGS_EXPORTER=otlp,"
              + " OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317 and"
              + " OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=cumulative");

  ExternalProgram {
    services = List.copyOf(services);
  }

  LogLines logLines() {
    return LogLines.of(String.join("|", services));
  }

  String spanFilter() {
    return "resource." + ExternalNames.ATTR_SERVICE + " =~ \"" + String.join("|", services) + "\"";
  }

  PanelSource source(ExternalMetric metric) {
    return source(metric.descriptor().name());
  }

  PanelSource source(ExternalMetric metric, PanelLink link) {
    return source(metric.descriptor().name(), link);
  }

  /** The source of a panel that links to the log lines of the program. */
  PanelSource source(String fills) {
    return source(fills, logsLink());
  }

  /**
   * The source of a panel.
   *
   * @param fills the metric, event or attribute that fills the panel
   */
  PanelSource source(String fills, PanelLink link) {
    return new PanelSource(emptyText(fills), link);
  }

  String emptyText(String fills) {
    return "Nothing yet. Filled by " + fills + ". " + setup;
  }

  PanelLink logsLink() {
    return PanelLink.dashboard(
        "Log lines", LogsDashboard.UID, LogsDashboard.SERVICE, services.toArray(String[]::new));
  }
}
