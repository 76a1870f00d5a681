package dev.intentobserve.dashboards.vocabulary;

import dev.intentobserve.dashboards.output.DocumentTree;

/**
 * A data source that a dashboard can query. The preselected one is provisioned in phases 2 and 3;
 * where it does not exist, as in Grafana Cloud, Grafana takes the first data source of the type.
 */
public enum Datasource {
  METRICS("metrics", "Metrics", "prometheus", "mimir"),
  LOGS("logs", "Logs", "loki", "loki"),
  TRACES("traces", "Traces", "tempo", "tempo"),
  ZIPKIN("zipkin", "Record", "zipkin", "zipkin");

  private final String name;
  private final String label;
  private final String type;
  private final String preselected;

  Datasource(String name, String label, String type, String preselected) {
    this.name = name;
    this.label = label;
    this.type = type;
    this.preselected = preselected;
  }

  public String type() {
    return type;
  }

  public String preselected() {
    return preselected;
  }

  DocumentTree reference() {
    return DocumentTree.tree("type", type).with("uid", "${" + name + "}");
  }

  DashboardVariable variable() {
    return DashboardVariable.datasource(name, label, type, preselected);
  }
}
