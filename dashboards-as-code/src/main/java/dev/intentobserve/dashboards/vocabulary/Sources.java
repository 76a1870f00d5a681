package dev.intentobserve.dashboards.vocabulary;

import java.util.List;

/** The data sources every dashboard can ask, and where people reach the service. */
public final class Sources {
  public static final Variable.Source METRICS =
      new Variable.Source("metrics", "Metrics", "prometheus", "mimir");
  public static final Variable.Source LOGS = new Variable.Source("logs", "Logs", "loki", "loki");
  public static final Variable.Source TRACES =
      new Variable.Source("traces", "Traces", "tempo", "tempo");
  public static final Variable.Source ZIPKIN =
      new Variable.Source("zipkin", "Record", "zipkin", "zipkin");

  /** Links lead there; change it where the service is reached under another address. */
  static final Variable.Text OBSERVE =
      new Variable.Text("observe", "Intent Observe at", "http://127.0.0.1:8080");

  static final List<Variable.Source> ALL = List.of(METRICS, LOGS, TRACES, ZIPKIN);

  private Sources() {}
}
