package dev.intentobserve.dashboards.vocabulary;

import java.util.List;

/** The data sources that a dashboard can query, and the address of the service for links. */
public final class DashboardDatasources {
  public static final DashboardVariable.Source METRICS =
      new DashboardVariable.Source("metrics", "Metrics", "prometheus", "mimir");
  public static final DashboardVariable.Source LOGS =
      new DashboardVariable.Source("logs", "Logs", "loki", "loki");
  public static final DashboardVariable.Source TRACES =
      new DashboardVariable.Source("traces", "Traces", "tempo", "tempo");
  public static final DashboardVariable.Source ZIPKIN =
      new DashboardVariable.Source("zipkin", "Record", "zipkin", "zipkin");

  /** Links start with it; a viewer sets it where the service has another address. */
  static final DashboardVariable.Text OBSERVE =
      new DashboardVariable.Text("observe", "Intent Observe at", "http://127.0.0.1:8080");

  static final List<DashboardVariable.Source> ALL = List.of(METRICS, LOGS, TRACES, ZIPKIN);

  private DashboardDatasources() {}
}
