package dev.intentobserve.dashboards.deploy.chart;

import static dev.intentobserve.dashboards.output.DocumentTree.tree;

import dev.intentobserve.dashboards.deploy.component.Images;
import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.dashboards.output.GeneratedFile;
import java.util.List;

/**
 * What the chart of phase 3 can be told: its values, their schema, and the chart's own description.
 * All of it is generated so that no version stands in the chart by hand, and so that no value
 * exists that the schema does not know.
 */
public final class ChartFiles {
  private static final String CHART = "infra/helm/intent-observe/";
  private static final String DO_NOT_EDIT =
      "Generated; do not edit. Anew: make dashboards\nIts Java: dashboards-as-code, ";

  private static final String PREFIX =
      "Stands before every name. Needed only for two releases in one namespace; then"
          + " kafka.clusterName must differ, too.";

  private static final String TENANTS =
      "One line for each tenant. Each gets a key to send with, a key to look with, and its own data"
          + " sources in Grafana. Its name is its X-Scope-OrgID in Tempo, Mimir and Loki.";

  private static final String OPERATOR =
      "Who owns what the machinery tells of itself: scraped figures, and OTLP that names no tenant."
          + " One of the tenants. Its data sources carry the plain names (mimir, loki, tempo,"
          + " zipkin) that dashboards and alert rules use.";

  private ChartFiles() {}

  /** The chart's files that come from here; its templates are written by hand. */
  public static List<GeneratedFile> files() {
    return List.of(
        new GeneratedFile(CHART + "Chart.yaml", chart().yaml(DO_NOT_EDIT + "ChartValues")),
        new GeneratedFile(
            CHART + "values.yaml",
            values()
                .yaml(
                    DO_NOT_EDIT
                        + "ChartValues\n\n"
                        + "Set only what differs, in a file of your own, on top of\n"
                        + "values-one-node.yaml or values-multi-node.yaml.")),
        new GeneratedFile(CHART + "values.schema.json", ChartValuesSchema.of(values()).json()));
  }

  private static DocumentTree chart() {
    return tree("apiVersion", "v2")
        .with("name", "intent-observe")
        .with(
            "description",
            "Durable, traceable record of what coding agents and their people do, on k3s")
        .with("type", "application")
        .with("version", Images.INTENT_OBSERVE.tag())
        .with("appVersion", Images.INTENT_OBSERVE.tag())
        .with(
            "kubeVersion",
            ">=1.30.0-0",
            "From 1.30 on a container can wait before it is stopped. The suffix lets in what k3s calls its versions, such as v1.33.4+k3s1.");
  }

  /** All values with their defaults, in the order they are shown. */
  static DocumentTree values() {
    DocumentTree values = common();
    values
        .with("app", ChartComponentValues.app(), "Intent Observe itself.")
        .with("postgres", ChartComponentValues.postgres(), "The database of the record.")
        .with(
            "externalDatabase",
            ChartComponentValues.externalDatabase(),
            "A PostgreSQL of your own, used when postgres.enabled is false.")
        .with(
            "kafka", ChartComponentValues.kafka(), "Fan-out between the collectors. Needs Strimzi.")
        .with("collector", ChartComponentValues.collector(), "What takes OTLP in and hands it on.");
    ChartComponentValues.backends(values);
    return values
        .with("grafana", ChartComponentValues.grafana())
        .with("alertmanager", ChartComponentValues.alertmanager())
        .with("networkPolicy", ChartNetworkValues.networkPolicy())
        .with("serviceMonitor", ChartComponentValues.serviceMonitor())
        .with(
            "tests",
            tree("image", ChartComponentValues.image(Images.BUSYBOX)),
            "What helm test runs in.");
  }

  private static DocumentTree common() {
    return tree()
        .with("namePrefix", "", PREFIX)
        .with("imagePullSecrets", List.of(), "Names of secrets, as [{name: registry}].")
        .with("environment", "production", "deployment.environment of everything shipped.")
        .with("clusterDomain", "cluster.local", "The cluster's DNS domain.")
        .with("scheduling", scheduling(), "Where all pods of this chart may run.")
        .with("tenants", List.of(tree("name", "default").with("project", "default")), TENANTS)
        .with("operatorTenant", "default", OPERATOR);
  }

  private static DocumentTree scheduling() {
    return tree("nodeSelector", tree())
        .with("tolerations", List.of())
        .with("priorityClassName", "");
  }
}
