package dev.intentobserve.dashboards.deploy.collector;

import static dev.intentobserve.dashboards.deploy.collector.CollectorRole.BACKEND;
import static dev.intentobserve.dashboards.deploy.collector.CollectorRole.CLOUD;
import static dev.intentobserve.dashboards.output.DocumentTree.tree;

import dev.intentobserve.dashboards.deploy.component.Component;
import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.ArrayList;
import java.util.List;

/** The OpenTelemetry Collector's configuration, with the same structure in all phases. */
public final class CollectorConfig {
  private static final String QUEUE = "file_storage/queue";
  private static final String LIMITER = "memory_limiter";
  private static final List<String> SIGNALS = List.of("traces", "metrics", "logs");

  private final CollectorRole role;
  private final CollectorExporters targets;

  public CollectorConfig(CollectorRole role) {
    this.role = role;
    this.targets = new CollectorExporters(role);
  }

  public String yaml(String comment) {
    return tree()
        .with("extensions", extensions())
        .with("receivers", new CollectorReceivers(role).receivers())
        .with("processors", processors())
        .with("exporters", targets.exporters())
        .with("service", service())
        .yaml(comment);
  }

  private DocumentTree extensions() {
    String health = role.listensOn() + ":" + Component.COLLECTOR.port();
    return tree("health_check", tree("endpoint", health).with("path", "/"))
        .when(role.queuesOnDisk(), QUEUE, queue())
        .when(role == CLOUD, CollectorExporters.CLOUD_LOGIN, targets.login())
        .when(role.setsTenant(), CollectorExporters.TENANT, targets.tenant());
  }

  private DocumentTree queue() {
    String directory = "${env:OTELCOL_QUEUE_DIR:-" + queueFolder() + "}";
    return tree()
        .with(
            "directory",
            directory,
            "One folder for each process, which locks its files. Must be a volume.")
        .with("create_directory", true)
        .with("timeout", "5s")
        .with(
            "fsync",
            true,
            "Accepted data are not sent again by the service, whose cursor has moved on, so they"
                + " must survive a power failure.")
        .with("compaction", compaction(directory));
  }

  private String queueFolder() {
    return role == CLOUD ? "./data/phase1/queue" : "/var/lib/otelcol/queue";
  }

  private static DocumentTree compaction(String directory) {
    return tree("directory", directory)
        .with("on_start", true)
        .with("on_rebound", true, "Frees the disk space that an outage used.")
        .with("cleanup_on_start", true);
  }

  private DocumentTree processors() {
    return tree(LIMITER, limiter())
        .when(role.redacts(), "resource/env", environment())
        .when(role.redacts(), "redaction/secrets", CollectorRedaction.masking())
        .when(role.redacts(), "transform/secrets", CollectorRedaction.replacing());
  }

  private DocumentTree limiter() {
    DocumentTree limiter = tree("check_interval", "1s");
    return role == CLOUD
        ? limiter
            .with(
                "limit_mib",
                256,
                "In MiB: a share of the whole machine would be too much beside other programs.")
            .with("spike_limit_mib", 64)
        : limiter
            .with(
                "limit_percentage",
                80,
                "Of the container's memory limit; without one, of the machine's memory.")
            .with("spike_limit_percentage", 20);
  }

  private static DocumentTree environment() {
    DocumentTree name =
        tree("key", "deployment.environment.name")
            .with("value", "${env:DEPLOY_ENV:-local}")
            .with("action", "insert", "Only where the sender does not set it.");
    return tree("attributes", List.of(name));
  }

  private DocumentTree service() {
    List<String> extensions = new ArrayList<>(extensions().keySet());
    return tree()
        .with("extensions", extensions, "Extensions that are not listed here do not run.")
        .with("telemetry", telemetry())
        .with("pipelines", pipelines());
  }

  private DocumentTree telemetry() {
    DocumentTree prometheus =
        tree("host", role.listensOn())
            .with("port", Component.COLLECTOR_METRICS)
            .with(
                "without_type_suffix",
                false,
                "So that names of counters end in _total in every phase.")
            .with("without_units", true)
            .with("without_scope_info", true);
    return tree("logs", tree("level", "info").with("encoding", "json"))
        .with(
            "metrics",
            tree("level", "normal")
                .with(
                    "readers",
                    List.of(tree("pull", tree("exporter", tree("prometheus", prometheus))))));
  }

  private DocumentTree pipelines() {
    DocumentTree pipelines = tree();
    for (String signal : SIGNALS) {
      pipelines.with(signal, pipeline(receivers(signal), targets.of(signal)));
    }
    return pipelines.when(
        role.manyTenants(), "metrics/own", pipeline(List.of("prometheus"), List.of(targets.own())));
  }

  private List<String> receivers(String signal) {
    if (role == BACKEND) {
      return List.of("kafka/" + signal);
    }
    boolean scraped = signal.equals("metrics") && !role.manyTenants();
    return scraped ? List.of("otlp", "prometheus") : List.of("otlp");
  }

  private DocumentTree pipeline(List<String> receivers, List<String> exporters) {
    return tree("receivers", receivers)
        .with("processors", new ArrayList<>(processors().keySet()))
        .with("exporters", exporters);
  }
}
