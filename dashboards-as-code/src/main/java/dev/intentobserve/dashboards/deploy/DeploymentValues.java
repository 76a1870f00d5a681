package dev.intentobserve.dashboards.deploy;

import static dev.intentobserve.dashboards.deploy.BackendLimits.days;
import static dev.intentobserve.dashboards.deploy.BackendLimits.go;

import java.util.HashMap;
import java.util.Map;

/** The values for placeholders in templates: addresses, versions, limits and retention. */
public final class DeploymentValues {
  private DeploymentValues() {}

  /** By name, such as {@code tempo.port}; a new map that the caller may extend. */
  public static Map<String, String> all() {
    Map<String, String> values = new HashMap<>();
    for (Component component : Component.values()) {
      String name = component.host();
      values.put(name + ".port", Integer.toString(component.port()));
      values.put(name + ".url", "http://" + name + ":" + component.port());
      values.put(name + ".image", component.image().reference());
      values.put(name + ".tag", component.image().tag());
      values.put(name + ".memory", Integer.toString(component.memory()));
      values.put(name + ".goLimit", component.goLimit());
    }
    values.put("intent-observe.reference", Images.INTENT_OBSERVE.reference());
    values.put("busybox.image", Images.BUSYBOX.reference());
    values.put("strimzi.version", Images.STRIMZI_OPERATOR);
    values.put("machine.gib", Integer.toString(Component.MACHINE_GIB));
    values.put("memory.sum", Integer.toString(Component.memoryOfAll()));
    values.put("otlp.grpc", Integer.toString(Component.OTLP_GRPC));
    values.put("otlp.http", Integer.toString(Component.OTLP_HTTP));
    values.put("otelcol.metricsPort", Integer.toString(Component.COLLECTOR_METRICS));
    values.put("service.metricsPort", Integer.toString(Component.SERVICE_METRICS));
    sizes(values);
    values.put("scrape.interval", go(BackendLimits.SCRAPE));
    durations(values);
    return values;
  }

  private static void sizes(Map<String, String> values) {
    Map.of(
            "queue.bytes", BackendLimits.QUEUE,
            "queue.mib", BackendLimits.QUEUE / BackendLimits.MIB,
            "batch.bytes", BackendLimits.BATCH,
            "batch.smallestBytes", BackendLimits.MIB / 4,
            "kafka.messageBytes", BackendLimits.KAFKA_MESSAGE,
            "otlp.requestBytes", BackendLimits.OTLP_REQUEST,
            "otlp.requestMib", BackendLimits.OTLP_REQUEST / BackendLimits.MIB)
        .forEach((name, size) -> values.put(name, Integer.toString(size)));
  }

  private static void durations(Map<String, String> values) {
    Map.of(
            "traces.kept", BackendLimits.TRACES_KEPT,
            "logs.kept", BackendLimits.LOGS_KEPT,
            "metrics.kept", BackendLimits.METRICS_KEPT,
            "spans.late", BackendLimits.LATE_SPANS,
            "samples.late", BackendLimits.LATE_SAMPLES,
            "cloud.kept", BackendLimits.CLOUD_KEPT,
            "cloud.lateLines", BackendLimits.CLOUD_LATE_LINES)
        .forEach(
            (name, duration) -> {
              values.put(name, go(duration));
              values.put(name + ".days", days(duration));
            });
  }
}
