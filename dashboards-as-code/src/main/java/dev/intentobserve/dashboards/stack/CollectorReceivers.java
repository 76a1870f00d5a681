package dev.intentobserve.dashboards.stack;

import static dev.intentobserve.dashboards.Tree.tree;
import static dev.intentobserve.dashboards.stack.CollectorRole.BACKEND;
import static dev.intentobserve.dashboards.stack.CollectorRole.CLOUD;
import static dev.intentobserve.dashboards.stack.CollectorRole.COMPOSE;

import dev.intentobserve.dashboards.Tree;
import java.util.ArrayList;
import java.util.List;

/** What comes in: OTLP, scraped figures, Kafka. */
final class CollectorReceivers {
  private static final String BACKEND_FIGURES =
      "tempo_discarded_.*|tempo_warnings_total|loki_discarded_.*|cortex_discarded_.*"
          + "|alertmanager_notifications.*_total";

  private final CollectorRole role;

  CollectorReceivers(CollectorRole role) {
    this.role = role;
  }

  Tree receivers() {
    Tree all = tree().when(role.takesOtlp(), "otlp", tree("protocols", protocols()));
    if (role == BACKEND) {
      all.with("kafka/traces", kafka("traces", Part.TEMPO))
          .with("kafka/metrics", kafka("metrics", Part.MIMIR))
          .with("kafka/logs", kafka("logs", Part.LOKI));
    }
    return all.with("prometheus", tree("config", tree("scrape_configs", scraped())));
  }

  private Tree protocols() {
    Tree grpc = listen(Part.OTLP_GRPC, "max_recv_msg_size_mib", Limits.OTLP_REQUEST / Limits.MIB);
    Tree http = listen(Part.OTLP_HTTP, "max_request_body_size", Limits.OTLP_REQUEST);
    return tree("grpc", grpc).with("http", http);
  }

  private Tree listen(int port, String sizeKey, int size) {
    String endpoint = role.listensOn() + ":" + port;
    Tree listen =
        role == CLOUD
            ? tree("endpoint", endpoint)
            : tree().with("endpoint", endpoint, "The default is loopback, which no other reaches.");
    if (role.manyTenants()) {
      listen.with(
          "include_metadata",
          true,
          "Else the tenant's header is lost here. It is believed, so whatever stands in front must"
              + " set it and let no client do so.");
    }
    return listen.with(sizeKey, size);
  }

  private List<Tree> scraped() {
    List<Tree> jobs = new ArrayList<>();
    if (role != BACKEND) {
      jobs.add(role.manyTenants() ? discoveredService() : service());
    }
    jobs.add(job("otelcol").with("static_configs", List.of(own())));
    if (role == COMPOSE) {
      jobs.add(backends());
    }
    return jobs;
  }

  private Tree own() {
    String address = Part.LOOPBACK + ":" + Part.COLLECTOR_METRICS;
    Tree target = tree("targets", List.of(address));
    return role.manyTenants()
        ? target.with(
            "labels",
            tree("instance", "${env:OTELCOL_INSTANCE:-" + address + "}"),
            "Every collector calls itself by the same address; as one series their samples would be"
                + " refused.")
        : target;
  }

  private Tree service() {
    String host = role == CLOUD ? Part.LOOPBACK : Part.SERVICE.host();
    Tree job =
        job(Part.SERVICE.host())
            .with(
                "static_configs",
                targets(host + ":" + Part.SERVICE_METRICS),
                "The service's metrics port; not a Prometheus.");
    return role == CLOUD ? job : withKey(job);
  }

  /** On loopback the service has no keys. */
  private Tree withKey(Tree job) {
    return job.with(
        "authorization",
        tree("type", "Bearer").with("credentials_file", role.scrapeKey()),
        "A key of the service with the role metrics, which sees the figures of all tenants and may"
            + " do nothing else.");
  }

  /** Every replica by its own address: the figures of the record are the same in all of them. */
  private Tree discoveredService() {
    Tree dns =
        tree("names", List.of("${env:SERVICE_METRICS_HOST:-intent-observe-headless}"))
            .with("type", "A")
            .with("port", Part.SERVICE_METRICS)
            .with("refresh_interval", "30s");
    return withKey(job(Part.SERVICE.host()))
        .with("dns_sd_configs", List.of(dns), "A headless service: one address for each replica.")
        .with(
            "relabel_configs",
            List.of(shard(), keep("__tmp_shard", "${env:SCRAPE_SHARD:-0}")),
            "Each replica of this collector scrapes its part of them; scraped twice, samples would"
                + " be refused as duplicates.");
  }

  private static Tree shard() {
    return tree("source_labels", List.of("__address__"))
        .with("modulus", "${env:SCRAPE_SHARDS:-1}")
        .with("target_label", "__tmp_shard")
        .with("action", "hashmod");
  }

  private static Tree keep(String label, String regex) {
    return tree("source_labels", List.of(label)).with("regex", regex).with("action", "keep");
  }

  private Tree backends() {
    return job("backends")
        .with(
            "static_configs",
            targets(
                Part.TEMPO.address(),
                Part.MIMIR.address(),
                Part.LOKI.address(),
                Part.ALERTMANAGER.address()))
        .with(
            "metric_relabel_configs",
            List.of(keep("__name__", "up|" + BACKEND_FIGURES)),
            "What they refused; all of their figures would be more than ours.");
  }

  private Tree job(String name) {
    return tree("job_name", name).with("scrape_interval", Limits.go(role.scrapesEvery()));
  }

  private static List<Tree> targets(String... addresses) {
    return List.of(tree("targets", List.of(addresses)));
  }

  private static Tree kafka(String signal, Part to) {
    return tree("brokers", CollectorTargets.BROKERS)
        .with(
            "group_id",
            "otelcol-" + to.host(),
            "A group of its own, so that one backend that is down holds up no other; replicas of"
                + " this collector share it.")
        .with("initial_offset", "earliest", "Else what was sent before the first start is lost.")
        .with(signal, tree("topics", List.of(CollectorTargets.topic(signal))))
        .with("max_partition_fetch_size", Limits.KAFKA_MESSAGE, "The default is smaller.")
        .with("message_marking", marking())
        .with("error_backoff", tree("enabled", true).with("max_elapsed_time", "0s"));
  }

  private static Tree marking() {
    return tree()
        .with("after", true, "Read means delivered, not seen.")
        .with("on_error", false)
        .with(
            "on_permanent_error",
            true,
            "What a backend will never take must not hold up the partition; it is counted there.");
  }
}
