package dev.intentobserve.dashboards.boards;

import dev.intentobserve.dashboards.vocabulary.Lines;
import dev.intentobserve.dashboards.vocabulary.Link;
import dev.intentobserve.event.Names;
import java.util.List;

/**
 * Another program whose telemetry we show: what it is called, and how it is made to send.
 *
 * @param services what it calls itself, as service.name
 * @param how a sentence that stands where nothing came, without its full stop
 */
record Peer(List<String> services, String how) {
  static final Peer INTENTUSNET =
      new Peer(
          List.of(Names.PEER_SERVICE_INTENTUS),
          "IntentusNet sends when it runs with OTEL_SERVICE_NAME="
              + Names.PEER_SERVICE_INTENTUS
              + " and OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318, the collector");
  static final Peer AEL =
      new Peer(
          List.of(Names.PEER_SERVICE_AEL),
          "AEL sends with telemetry.enabled: true and telemetry.exporters.otlp.endpoint:"
              + " http://localhost:4317, the collector");
  static final Peer HOOKS =
      new Peer(
          List.of(Names.PEER_SERVICE_TAPESTRY, Names.PEER_SERVICE_LOOM),
          "No lines does not mean healthy: hooks send only with"
              + " OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 in the project's .env, and say so"
              + " in ~/.claude/logs/hook-otel-errors.log when they cannot");
  static final Peer CLAUDE =
      new Peer(
          List.of(Names.PEER_SERVICE_CLAUDE),
          "Claude Code sends when it runs with CLAUDE_CODE_ENABLE_TELEMETRY=1,"
              + " OTEL_METRICS_EXPORTER=otlp, OTEL_LOGS_EXPORTER=otlp,"
              + " OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317 and"
              + " OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=cumulative");

  Peer {
    services = List.copyOf(services);
  }

  /** Its log lines. */
  Lines said() {
    return Lines.of(String.join("|", services));
  }

  /** A condition of TraceQL that holds for its spans. */
  String spans() {
    return "resource." + Names.PEER_ATTR_SERVICE + " =~ \"" + String.join("|", services) + "\"";
  }

  /**
   * What stands where nothing came.
   *
   * @param what the metric, event or attribute that would fill the panel
   */
  String nothing(String what) {
    return "Nothing yet. Filled by " + what + ". " + how;
  }

  Link lines() {
    return Link.dashboard("All its lines", Logs.UID, Logs.SERVICE, services.toArray(String[]::new));
  }
}
