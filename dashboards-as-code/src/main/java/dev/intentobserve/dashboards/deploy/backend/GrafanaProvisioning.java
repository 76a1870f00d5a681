package dev.intentobserve.dashboards.deploy.backend;

import static dev.intentobserve.dashboards.output.DocumentTree.tree;

import dev.intentobserve.dashboards.deploy.component.BackendLimits;
import dev.intentobserve.dashboards.deploy.component.Component;
import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.List;

/**
 * Grafana's data sources, with the ways from one to the other, and where it finds its dashboards.
 * Dashboards and rules name data sources by their uid, so these never change.
 */
public final class GrafanaProvisioning {
  /** Where dashboards are mounted in Grafana's container. */
  public static final String DASHBOARDS = "/etc/intent-observe/dashboards";

  static final String METRICS = "mimir";
  static final String LOGS = "loki";
  static final String TRACES = "tempo";
  static final String ZIPKIN = "zipkin";
  static final String ALERTS = "alertmanager";

  private static final String UID = "datasourceUid";

  private GrafanaProvisioning() {}

  public static DocumentTree datasources() {
    return tree("apiVersion", 1)
        .with("prune", true, "A data source that is no longer listed goes.")
        .with("datasources", List.of(mimir(), loki(), tempo(), zipkin(), alertmanager()));
  }

  public static DocumentTree dashboards() {
    DocumentTree provider =
        tree("name", "intent-observe")
            .with("orgId", 1)
            .with("folder", "Intent Observe")
            .with("folderUid", "intent-observe")
            .with("type", "file")
            .with("disableDeletion", false)
            .with("updateIntervalSeconds", 30)
            .with("allowUiUpdates", false, "Dashboards are code; save a copy to try something out.")
            .with("options", tree("path", DASHBOARDS).with("foldersFromFilesStructure", false));
    return tree("apiVersion", 1).with("providers", List.of(provider));
  }

  private static DocumentTree source(String name, String uid, String type, String url) {
    return tree("name", name)
        .with("uid", uid)
        .with("type", type)
        .with("access", "proxy")
        .with("url", url)
        .with("editable", false);
  }

  private static DocumentTree mimir() {
    List<DocumentTree> exemplars =
        List.of(
            tree("name", "trace_id").with(UID, TRACES).with("urlDisplayLabel", "Trace in Tempo"),
            tree("name", "trace_id")
                .with(UID, ZIPKIN)
                .with("urlDisplayLabel", "Trace in the record"));
    return source("Mimir", METRICS, "prometheus", Component.MIMIR.url() + "/prometheus")
        .with("isDefault", true)
        .with(
            "jsonData",
            tree("httpMethod", "POST")
                .with("prometheusType", "Mimir")
                .with(
                    "timeInterval",
                    BackendLimits.go(BackendLimits.SCRAPE),
                    "How often is scraped; $__rate_interval is computed from it.")
                .with("exemplarTraceIdDestinations", exemplars));
  }

  private static DocumentTree loki() {
    return source("Loki", LOGS, "loki", Component.LOKI.url())
        .with(
            "jsonData",
            tree()
                .with(
                    "derivedFields",
                    List.of(
                        derived("Trace in Tempo", TRACES), derived("Trace in the record", ZIPKIN)),
                    "From a line to its trace. What came over OTLP has its trace id beside the line,"
                        + " not in it: matcherType label."));
  }

  private static DocumentTree derived(String name, String uid) {
    return tree("name", name)
        .with("matcherType", "label")
        .with("matcherRegex", "trace_id")
        .with(UID, uid)
        .with("url", "$${__value.raw}")
        .with("urlDisplayLabel", name);
  }

  private static DocumentTree tempo() {
    return source("Tempo", TRACES, "tempo", Component.TEMPO.url())
        .with(
            "jsonData",
            tree("tracesToLogsV2", toLogs())
                .with("tracesToMetrics", toMetrics())
                .with("serviceMap", tree(UID, METRICS))
                .with("nodeGraph", tree("enabled", true))
                .with("streamingEnabled", tree("search", true).with("metrics", true))
                .with(
                    "traceQuery",
                    tree("timeShiftEnabled", false),
                    "By its id a trace is found however old it is, unless a time is given."));
  }

  private static DocumentTree toLogs() {
    return tree(UID, LOGS)
        .with("spanStartTimeShift", "-1h")
        .with("spanEndTimeShift", "1h")
        .with("tags", List.of(tree("key", "service.name").with("value", "service_name")))
        .with("filterByTraceID", false)
        .with("customQuery", true)
        .with("query", "{$${__tags}} | trace_id = \"$${__trace.traceId}\"");
  }

  private static DocumentTree toMetrics() {
    return tree(UID, METRICS)
        .with("spanStartTimeShift", "-1h")
        .with("spanEndTimeShift", "1h")
        .with("tags", List.of(tree("key", "service.name").with("value", "service")))
        .with(
            "queries",
            List.of(
                tree("name", "Calls a second")
                    .with("query", "sum(rate(traces_spanmetrics_calls_total{$$__tags}[5m]))"),
                tree("name", "Duration, 95th percentile")
                    .with(
                        "query",
                        "histogram_quantile(0.95,"
                            + " sum(rate(traces_spanmetrics_latency_bucket{$$__tags}[5m])) by"
                            + " (le))")));
  }

  /** Shows corrected traces at once, however old they are. */
  private static DocumentTree zipkin() {
    return source("Record (Zipkin API)", ZIPKIN, "zipkin", Component.SERVICE.url() + "/zipkin")
        .with(
            "jsonData",
            tree("httpHeaderName1", "Authorization")
                .with("tracesToLogsV2", toLogs())
                .with("nodeGraph", tree("enabled", true)))
        .with(
            "secureJsonData",
            tree("httpHeaderValue1", "Bearer $__file{/run/secrets/key_read}"),
            "The key with the role read, from its file; Grafana reads it when it starts.");
  }

  private static DocumentTree alertmanager() {
    return source("Alertmanager", ALERTS, "alertmanager", Component.ALERTMANAGER.url())
        .with("jsonData", tree("implementation", "prometheus"));
  }
}
