package dev.intentobserve.dashboards.dashboards.agent;

import dev.intentobserve.dashboards.dashboards.explore.LogsDashboard;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.model.metric.MetricDescriptor;
import java.util.List;

/**
 * Another program whose telemetry we show: what it is called, and how it is made to send.
 *
 * @param services what it calls itself, as service.name
 * @param how a sentence that stands where nothing came, without its full stop
 */
record ExternalProgram(List<String> services, String how) {
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

  /** Its log lines. */
  LogLines said() {
    return LogLines.of(String.join("|", services));
  }

  /** A condition of TraceQL that holds for its spans. */
  String spans() {
    return "resource." + ExternalNames.ATTR_SERVICE + " =~ \"" + String.join("|", services) + "\"";
  }

  /**
   * What stands where nothing came.
   *
   * @param what the metric, event or attribute that would fill the panel
   */
  String nothing(String what) {
    return "Nothing yet. Filled by " + what + ". " + how;
  }

  String nothing(MetricDescriptor metric) {
    return nothing(metric.name());
  }

  PanelLink lines() {
    return PanelLink.dashboard(
        "All its lines", LogsDashboard.UID, LogsDashboard.SERVICE, services.toArray(String[]::new));
  }
}
