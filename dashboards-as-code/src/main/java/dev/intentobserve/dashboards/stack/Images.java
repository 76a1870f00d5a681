package dev.intentobserve.dashboards.stack;

/**
 * Every version that is deployed, pinned here and nowhere else. Exact tags only: Tempo 3, Mimir 3,
 * Loki 3.8 and Grafana 13 each refuse configuration that their predecessors took.
 *
 * @param repository without a tag
 * @param tag never {@code latest}
 */
public record Images(String repository, String tag) {
  public static final Images INTENT_OBSERVE = new Images("intent-observe", "0.1.0");
  public static final Images COLLECTOR =
      new Images("otel/opentelemetry-collector-contrib", "0.159.0");
  public static final Images TEMPO = new Images("grafana/tempo", "3.0.3");
  public static final Images MIMIR = new Images("grafana/mimir", "3.1.1");
  public static final Images LOKI = new Images("grafana/loki", "3.7.6");
  public static final Images GRAFANA = new Images("grafana/grafana", "13.2.0");
  public static final Images ALERTMANAGER = new Images("prom/alertmanager", "v0.34.0");
  public static final Images POSTGRES = new Images("postgres", "17.6");
  public static final Images BUSYBOX = new Images("busybox", "1.37.0");

  /** What our own image is built in, stands on, and stands on where Jib builds it. */
  public static final Images JDK = new Images("eclipse-temurin", "21.0.12_8-jdk-noble");

  public static final Images UBUNTU = new Images("ubuntu", "noble-20260810");
  public static final Images JRE = new Images("eclipse-temurin", "21.0.12_8-jre-noble");

  /** The operator that runs Kafka, and the Kafka it runs. */
  public static final String STRIMZI_OPERATOR = "1.2.0";

  public static final String KAFKA = "4.3.1";
  public static final String KAFKA_METADATA = "4.3-IV0";

  /** As image references are written. */
  public String reference() {
    return repository + ":" + tag;
  }
}
