package dev.intentobserve.dashboards.deploy;

import static dev.intentobserve.dashboards.deploy.CollectorRole.BACKEND;
import static dev.intentobserve.dashboards.deploy.CollectorRole.CLOUD;
import static dev.intentobserve.dashboards.deploy.CollectorRole.COMPOSE;
import static dev.intentobserve.dashboards.deploy.CollectorRole.DIRECT;
import static dev.intentobserve.dashboards.deploy.CollectorRole.EDGE;

import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.dashboards.output.TextTemplate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The OpenTelemetry Collector's configuration, with the same structure in all phases: {@code
 * otelcol.yaml} among the resources of this package. Here is what differs from role to role.
 */
final class CollectorConfig {
  private static final Map<String, String> TO_BACKENDS =
      Map.of("traces", "otlp_grpc/tempo", "metrics", "otlp_http/mimir", "logs", "otlp_http/loki");

  private static final String TENANT_OF_SENDER =
      """
      # Keeps the header with the tenant. The collector trusts it, so a proxy in front must set it
      # and must not pass a client's header.
      include_metadata: true
      """;

  private final CollectorRole role;
  private final boolean tenants;
  private final boolean toBackends;
  private final Map<String, String> values = DeploymentValues.all();

  CollectorConfig(CollectorRole role) {
    this.role = role;
    this.tenants = role != CLOUD && role != COMPOSE;
    this.toBackends = role != CLOUD && role != EDGE;
  }

  String yaml(String header) {
    values.put("header", header);
    sections();
    addresses();
    pipelines();
    values.put("reliable", fill("reliable.yaml"));
    values.put("kafka.exporter", fill("kafka-exporter.yaml"));
    values.put("redaction", role == BACKEND ? "" : CollectorRedaction.processors());
    return fill("otelcol.yaml");
  }

  private void sections() {
    for (CollectorRole each : CollectorRole.values()) {
      values.put(each.name().toLowerCase(Locale.ROOT), Boolean.toString(each == role));
    }
    values.put("tenants", Boolean.toString(tenants));
    values.put("to.backends", Boolean.toString(toBackends));
    // The edge writes the tenant into Kafka's headers instead.
    values.put("tenant.header", Boolean.toString(setsTenant()));
    values.put("tenant.auth", setsTenant() ? "auth:\n  authenticator: headers_setter/tenant" : "");
    values.put("include.metadata", tenants ? TENANT_OF_SENDER : "");
  }

  private boolean setsTenant() {
    return role == BACKEND || role == DIRECT;
  }

  private void addresses() {
    boolean cloud = role == CLOUD;
    values.put("listen", cloud ? "127.0.0.1" : "0.0.0.0");
    values.put("queue.folder", cloud ? "./data/phase1/queue" : "/var/lib/otelcol/queue");
    values.put(
        "scrape", BackendLimits.go(cloud ? BackendLimits.SCRAPE_CLOUD : BackendLimits.SCRAPE));
    values.put(
        "service.metrics",
        (cloud ? "\"127.0.0.1:%d\"" : "intent-observe:%d").formatted(Component.SERVICE_METRICS));
    values.put(
        "scrape.key",
        role == COMPOSE
            ? "/run/secrets/key_metrics"
            : "/var/run/secrets/intent-observe/scrape/metrics");
  }

  private void pipelines() {
    Map.of("traces", Component.TEMPO, "metrics", Component.MIMIR, "logs", Component.LOKI)
        .forEach(
            (signal, backend) -> {
              values.put("signal", signal);
              values.put("topic", "otlp_" + (signal.equals("traces") ? "spans" : signal));
              values.put("backend.host", backend.host());
              values.put("kafka.receiver." + signal, fill("kafka-receiver.yaml"));
              values.put("receiver." + signal, role == BACKEND ? "kafka/" + signal : "otlp");
              values.put("exporter." + signal, exporter(signal));
            });
    values.put("exporter.own", role == EDGE ? "kafka/own" : "otlp_http/mimir-own");
    values.put("processors", DocumentTree.tree("processors", processors()).yaml(""));
  }

  private String exporter(String signal) {
    return switch (role) {
      case CLOUD -> "otlp_http/cloud";
      case EDGE -> "kafka";
      case COMPOSE, BACKEND, DIRECT -> String.valueOf(TO_BACKENDS.get(signal));
    };
  }

  private List<String> processors() {
    return role == BACKEND
        ? List.of("memory_limiter")
        : List.of("memory_limiter", "resource/env", "redaction/secrets", "transform/secrets");
  }

  private String fill(String template) {
    return TextTemplate.fill(CollectorConfig.class, "collector/" + template, values);
  }
}
