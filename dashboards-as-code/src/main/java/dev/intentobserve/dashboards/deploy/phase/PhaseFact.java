package dev.intentobserve.dashboards.deploy.phase;

import dev.intentobserve.dashboards.deploy.component.BackendLimits;
import dev.intentobserve.dashboards.deploy.component.Images;
import dev.intentobserve.dashboards.deploy.component.MemoryLimits;

/**
 * What somebody notices of a phase, in the order it is told: of phase 1, 2 and 3. Retention, limits
 * and versions come from where they are set.
 */
enum PhaseFact {
  AUDIENCE("Who it is for", "one person on one machine", "a team on one machine", "many teams"),
  COST(
      "Cost",
      "nothing, within Grafana Cloud's free tier",
      "a small server, about $5 a month where "
          + MemoryLimits.MACHINE_GIB
          + " GiB of memory cost that; with 2 GiB it does not run",
      "a cluster: one node to try it, three or more to rely on it"),
  RUNS_ON(
      "Runs on",
      "your machine: the service and a collector; Grafana and its stores elsewhere",
      "one Linux machine with Docker: 2 processors, "
          + MemoryLimits.MACHINE_GIB
          + " GiB of memory (limits sum up to "
          + MemoryLimits.sum()
          + " MiB), 40 GB of disk",
      "k3s or another Kubernetes, with Helm; Kafka in between, unless left out"),
  GRAFANA(
      "Grafana",
      "https://<your stack>.grafana.net",
      "http://127.0.0.1:3000 on that machine; for others through a proxy of yours, with TLS",
      "the host that you give the ingress"),
  LOGIN(
      "Logging in",
      "your account at Grafana Cloud; the service asks for nothing on loopback",
      "Grafana: admin and the password in secrets/grafana; the service: a key from secrets/key_*"
          + " as bearer token",
      "Grafana: admin and the password in its secret; the service: keys from its secret"),
  SENDING(
      "Where events are sent",
      "http://127.0.0.1:8080, OTLP to 127.0.0.1:4317 and 4318",
      "http://127.0.0.1:8080 with the key secrets/key_ingest, OTLP to 127.0.0.1:4317 and 4318",
      "through the ingress, each sender with the key of its tenant"),
  DATA(
      "Where data live",
      "the record on your machine under ./data (embedded PostgreSQL 18); traces, logs and metrics"
          + " at Grafana Cloud",
      "all of it on that machine, in named volumes of Docker",
      "in persistent volumes of the cluster; with local-path each on its node"),
  TRACES("Traces are kept", Kept.IN_CLOUD, Kept.TRACES, Kept.TRACES),
  LOGS("Logs are kept", Kept.IN_CLOUD, Kept.LOGS, Kept.LOGS),
  METRICS("Metrics are kept", Kept.IN_CLOUD, Kept.METRICS, Kept.METRICS),
  RECORD("The record is kept", Kept.RECORD, Kept.RECORD, Kept.RECORD),
  OLD_EVENTS(
      "How old events may be",
      "any age in the record, and figures contain them; log lines older than "
          + BackendLimits.days(BackendLimits.CLOUD_LATE_LINES)
          + " are refused by Grafana Cloud, which is counted; old spans are found by their id",
      Kept.OLD_EVENTS,
      Kept.OLD_EVENTS),
  LIMITS(
      "Limits",
      "10,000 series, 50 GB of traces and 50 GB of logs a month, 3 users; the bounds of the free"
          + " tier may have changed: look when you sign up",
      "disk and memory of the machine",
      "the cluster's, and those of each tenant, so that none slows another"),
  RESTART(
      "After a restart",
      "nothing is lost: the record, and up to "
          + BackendLimits.QUEUE / BackendLimits.MIB
          + " MiB of each signal in the collector's queue, are on disk",
      "nothing is lost: volumes outlive containers, and make undeploy-phase2 leaves them unless"
          + " PURGE=1",
      "nothing is lost: replicas take over; Kafka and volumes keep what is on its way"),
  ALERTS(
      "How alerts arrive",
      "by Grafana Cloud's contact points, from rules that are pushed there; one of them passes on"
          + " what the service judges itself",
      "by Alertmanager at 127.0.0.1:9093, to Slack or wherever you configure it; the service and"
          + " Grafana both tell it",
      "by Alertmanager in the cluster; the service and Grafana both tell it"),
  TENANTS(
      "Tenants",
      "one",
      "one in the backends; the service keeps those of its keys apart",
      "many: X-Scope-OrgID all the way through Tempo, Mimir and Loki, set by what stands in front"
          + " of the collectors"),
  SUPPLY(
      "You supply",
      "a stack at Grafana Cloud: its OTLP address, instance id and a token (glc_...);"
          + " otelcol-contrib "
          + Images.COLLECTOR.tag()
          + "; for dashboards and rules a service account token (glsa_...)",
      "a machine with Docker and its compose plugin, 2.20 or newer; a place for backups; a proxy"
          + " with TLS if others are to reach it",
      "a cluster, kubectl and Helm 3; secrets; the Strimzi operator "
          + Images.STRIMZI_OPERATOR
          + " for Kafka; a host name and its certificate"),
  COMMANDS("Commands", commands(1), commands(2), commands(3));

  private final String title;
  private final String cloud;
  private final String compose;
  private final String cluster;

  PhaseFact(String title, String cloud, String compose, String cluster) {
    this.title = title;
    this.cloud = cloud;
    this.compose = compose;
    this.cluster = cluster;
  }

  String title() {
    return title;
  }

  String of(DeploymentPhase phase) {
    return switch (phase) {
      case CLOUD -> cloud;
      case COMPOSE -> compose;
      case CLUSTER -> cluster;
    };
  }

  private static String commands(int phase) {
    return "make deploy-phase%1$d, make undeploy-phase%1$d; with DRY_RUN=1 to look first"
        .formatted(phase);
  }

  /** What more than one phase says. */
  private static final class Kept {
    static final String IN_CLOUD =
        BackendLimits.days(BackendLimits.CLOUD_KEPT)
            + " in the free tier, by your contract otherwise";
    static final String TRACES = BackendLimits.days(BackendLimits.TRACES_KEPT);
    static final String LOGS = BackendLimits.days(BackendLimits.LOGS_KEPT);
    static final String METRICS = BackendLimits.days(BackendLimits.METRICS_KEPT);
    static final String RECORD = "until you delete it; all else can be rebuilt from it";
    static final String OLD_EVENTS =
        "any age in the record, and figures contain them; log lines up to "
            + LOGS
            + " in Loki; spans of any age in Tempo, found by their own time up to "
            + BackendLimits.days(BackendLimits.LATE_SPANS)
            + " back; single late samples of other programs up to "
            + BackendLimits.days(BackendLimits.LATE_SAMPLES);
  }
}
