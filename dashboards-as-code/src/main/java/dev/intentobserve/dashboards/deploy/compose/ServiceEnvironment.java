package dev.intentobserve.dashboards.deploy.compose;

import dev.intentobserve.dashboards.deploy.component.Component;
import dev.intentobserve.dashboards.output.DocumentTree;

/** How the service is told where it runs in phase 2. */
public final class ServiceEnvironment {
  private static final String PREFIX = "INTENT_OBSERVE_";
  private static final String SECRETS = "/run/secrets/";

  /** The secret with the key that the collector asks for figures with. */
  public static final String SCRAPE_KEY = "key_metrics";

  private ServiceEnvironment() {}

  static DocumentTree environment() {
    DocumentTree env =
        DocumentTree.tree(PREFIX + "HTTP_HOST", Component.EVERYWHERE)
            .with(PREFIX + "HTTP_METRICS_HOST", Component.EVERYWHERE)
            .with(PREFIX + "DATABASE_HOST", Component.POSTGRES.host())
            .with(PREFIX + "DATABASE_PASSWORD_FILE", SECRETS + "postgres")
            .with(
                PREFIX + "IDENTITY_KEY_FILE",
                SECRETS + "identity",
                "What was redacted is known by an HMAC under it; it belongs to the record's backup.");
    env.with(PREFIX + "LOG_FORMAT", "json")
        .with(
            PREFIX + "TAIL_FILES",
            "${TAIL_FILES:-/events/events.jsonl}",
            "Paths as the container sees them, commas between.");
    key(env, 0, "ingest");
    key(env, 1, "read");
    key(env, 2, "admin");
    key(env, 3, "metrics");
    return otlp(alerts(env));
  }

  private static DocumentTree otlp(DocumentTree env) {
    return env.with("INTENT_ENV", "${DEPLOY_ENV:-local}")
        .with(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://" + Component.COLLECTOR.at(Component.OTLP_HTTP))
        .with("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        .with(
            "OTEL_METRICS_EXPORTER",
            "none",
            "Figures go one way: the collector scrapes them, with their exemplars.");
  }

  private static DocumentTree alerts(DocumentTree env) {
    return env.with(PREFIX + "ALERTS_CHANNELS_0_NAME", Component.ALERTMANAGER.host())
        .with(PREFIX + "ALERTS_CHANNELS_0_KIND", "alertmanager")
        .with(PREFIX + "ALERTS_CHANNELS_0_URL", Component.ALERTMANAGER.url())
        .with(PREFIX + "ALERTS_EXTERNAL_URL", "${INTENT_OBSERVE_URL:-http://127.0.0.1:8080}");
  }

  private static void key(DocumentTree env, int number, String role) {
    String prefix = PREFIX + "AUTH_KEYS_" + number;
    env.with(prefix + "_NAME", role)
        .with(prefix + "_ROLE", role)
        .with(prefix + "_KEY_FILE", SECRETS + "key_" + role);
  }
}
