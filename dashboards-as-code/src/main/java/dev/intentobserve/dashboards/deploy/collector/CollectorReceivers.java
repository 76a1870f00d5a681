package dev.intentobserve.dashboards.deploy.collector;

import static dev.intentobserve.dashboards.deploy.collector.CollectorRole.BACKEND;
import static dev.intentobserve.dashboards.deploy.collector.CollectorRole.CLOUD;
import static dev.intentobserve.dashboards.deploy.collector.CollectorRole.COMPOSE;
import static dev.intentobserve.dashboards.output.DocumentTree.tree;

import dev.intentobserve.dashboards.deploy.component.BackendLimits;
import dev.intentobserve.dashboards.deploy.component.Component;
import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.ArrayList;
import java.util.List;

/** Receivers: OTLP, scraped metrics, Kafka. */
final class CollectorReceivers {
  private static final String BACKEND_METRICS =
      "tempo_discarded_.*|tempo_warnings_total|loki_discarded_.*|cortex_discarded_.*|alertmanager_notifications.*_total";

  private final CollectorRole role;

  CollectorReceivers(CollectorRole role) {
    this.role = role;
  }

  DocumentTree receivers() {
    DocumentTree all = tree().when(role.takesOtlp(), "otlp", tree("protocols", protocols()));
    if (role == BACKEND) {
      all.with("kafka/traces", kafka("traces", Component.TEMPO))
          .with("kafka/metrics", kafka("metrics", Component.MIMIR))
          .with("kafka/logs", kafka("logs", Component.LOKI));
    }
    return all.with("prometheus", tree("config", tree("scrape_configs", scraped())));
  }

  private DocumentTree protocols() {
    DocumentTree grpc =
        listen(
            Component.OTLP_GRPC,
            "max_recv_msg_size_mib",
            BackendLimits.OTLP_REQUEST / BackendLimits.MIB);
    DocumentTree http =
        listen(Component.OTLP_HTTP, "max_request_body_size", BackendLimits.OTLP_REQUEST);
    return tree("grpc", grpc).with("http", http);
  }

  private DocumentTree listen(int port, String sizeKey, int size) {
    String endpoint = role.listensOn() + ":" + port;
    DocumentTree listen =
        role == CLOUD
            ? tree("endpoint", endpoint)
            : tree().with("endpoint", endpoint, "By default only loopback.");
    if (role.manyTenants()) {
      listen.with(
          "include_metadata",
          true,
          "Keeps the header with the tenant. The collector trusts it, so a proxy in front must set"
              + " it and must not pass a client's header.");
    }
    return listen.with(sizeKey, size);
  }

  private List<DocumentTree> scraped() {
    List<DocumentTree> jobs = new ArrayList<>();
    if (role != BACKEND) {
      jobs.add(role.manyTenants() ? discoveredService() : service());
    }
    jobs.add(job("otelcol").with("static_configs", List.of(own())));
    if (role == COMPOSE) {
      jobs.add(backends());
    }
    return jobs;
  }

  private DocumentTree own() {
    String address = Component.LOOPBACK + ":" + Component.COLLECTOR_METRICS;
    DocumentTree target = tree("targets", List.of(address));
    return role.manyTenants()
        ? target.with(
            "labels",
            tree("instance", "${env:OTELCOL_INSTANCE:-" + address + "}"),
            "Every collector scrapes itself at the same address; without this label their samples"
                + " would be one series and refused.")
        : target;
  }

  private DocumentTree service() {
    String host = role == CLOUD ? Component.LOOPBACK : Component.SERVICE.host();
    DocumentTree job =
        job(Component.SERVICE.host())
            .with(
                "static_configs",
                targets(host + ":" + Component.SERVICE_METRICS),
                "The metrics port of the service.");
    return role == CLOUD ? job : withKey(job);
  }

  /** Not in phase 1, where the service listens on loopback without keys. */
  private DocumentTree withKey(DocumentTree job) {
    return job.with(
        "authorization",
        tree("type", "Bearer").with("credentials_file", role.scrapeKey()),
        "A key of the service with the role metrics: it can read the metrics of all tenants and"
            + " nothing else.");
  }

  /**
   * Scrapes every replica at its own address; metrics of the record are the same in all of them.
   */
  private DocumentTree discoveredService() {
    DocumentTree dns =
        tree("names", List.of("${env:SERVICE_METRICS_HOST:-intent-observe-headless}"))
            .with("type", "A")
            .with("port", Component.SERVICE_METRICS)
            .with("refresh_interval", "30s");
    return withKey(job(Component.SERVICE.host()))
        .with(
            "dns_sd_configs", List.of(dns), "A headless service has one address for each replica.")
        .with(
            "relabel_configs",
            List.of(shard(), keep("__tmp_shard", "${env:SCRAPE_SHARD:-0}")),
            "Each replica of this collector scrapes a part of them; samples that are scraped twice"
                + " would be refused as duplicates.");
  }

  private static DocumentTree shard() {
    return tree("source_labels", List.of("__address__"))
        .with("modulus", "${env:SCRAPE_SHARDS:-1}")
        .with("target_label", "__tmp_shard")
        .with("action", "hashmod");
  }

  private static DocumentTree keep(String label, String regex) {
    return tree("source_labels", List.of(label)).with("regex", regex).with("action", "keep");
  }

  private DocumentTree backends() {
    return job("backends")
        .with(
            "static_configs",
            targets(
                Component.TEMPO.address(),
                Component.MIMIR.address(),
                Component.LOKI.address(),
                Component.ALERTMANAGER.address()))
        .with(
            "metric_relabel_configs",
            List.of(keep("__name__", "up|" + BACKEND_METRICS)),
            "Only what the backends refused; all of their metrics would be more than our own.");
  }

  private DocumentTree job(String name) {
    return tree("job_name", name).with("scrape_interval", BackendLimits.go(role.scrapesEvery()));
  }

  private static List<DocumentTree> targets(String... addresses) {
    return List.of(tree("targets", List.of(addresses)));
  }

  private static DocumentTree kafka(String signal, Component to) {
    return tree("brokers", CollectorExporters.BROKERS)
        .with(
            "group_id",
            "otelcol-" + to.host(),
            "A separate group, so that a backend that is down does not delay the others; replicas"
                + " of this collector share it.")
        .with("initial_offset", "earliest", "Also reads what was sent before the first start.")
        .with(signal, tree("topics", List.of(CollectorExporters.topic(signal))))
        .with("max_partition_fetch_size", BackendLimits.KAFKA_MESSAGE, "The default is smaller.")
        .with("message_marking", marking())
        .with("error_backoff", tree("enabled", true).with("max_elapsed_time", "0s"));
  }

  private static DocumentTree marking() {
    return tree()
        .with("after", true, "A message is marked as read after delivery.")
        .with("on_error", false)
        .with(
            "on_permanent_error",
            true,
            "Data that a backend never accepts must not block the partition; the backend counts"
                + " them.");
  }
}
