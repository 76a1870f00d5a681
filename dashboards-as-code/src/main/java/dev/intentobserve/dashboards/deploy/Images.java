package dev.intentobserve.dashboards.deploy;

/**
 * Every deployed version, pinned only here. Exact tags: Tempo 3, Mimir 3, Loki 3.8 and Grafana 13
 * each refuse configuration that their predecessors accepted.
 *
 * <p>Digests are those of the multi-platform indexes, as pinned by several independent projects
 * (looked up on 2026-11-30, without access to a registry). Where these differ, because an image was
 * rebuilt under its tag or the digest of one platform is pinned, there is none.
 *
 * @param repository without a tag
 * @param tag never {@code latest}
 * @param digest {@code sha256:} and 64 hex digits; empty where it is not known
 */
public record Images(String repository, String tag, String digest) {
  public static final Images INTENT_OBSERVE = new Images("intent-observe", "0.1.0");
  public static final Images COLLECTOR =
      new Images("otel/opentelemetry-collector-contrib", "0.159.0")
          .at("sha256:1f2c54a30e713fac6b3ae77a1ec84010c2007e29ced8ec666214fc2f6739c1cc");
  public static final Images TEMPO = new Images("grafana/tempo", "3.0.3");
  public static final Images MIMIR = new Images("grafana/mimir", "3.1.1");
  public static final Images LOKI = new Images("grafana/loki", "3.7.6");
  public static final Images GRAFANA =
      new Images("grafana/grafana", "13.2.3")
          .at("sha256:b28bae15e219c998fb0e0424ed724930cc61b1f61fb404d47c862f9a23f9e572");
  public static final Images ALERTMANAGER =
      new Images("prom/alertmanager", "v0.34.0")
          .at("sha256:690c7b525f4367aa91f73e2f91c632206d32e97c6384bdbf2fb7a861b420340d");
  public static final Images POSTGRES = new Images("postgres", "17.12");
  public static final Images BUSYBOX = new Images("busybox", "1.37.0");

  /** For our own image: the build stage, the base image, and the base image for Jib. */
  public static final Images JDK = new Images("eclipse-temurin", "21.0.12_8-jdk-noble");

  public static final Images UBUNTU = new Images("ubuntu", "noble-20260810");
  public static final Images JRE = new Images("eclipse-temurin", "21.0.12_8-jre-noble");

  /** The operator that runs Kafka, and the Kafka it runs. */
  public static final String STRIMZI_OPERATOR = "1.2.0";

  public static final String KAFKA = "4.3.1";
  public static final String KAFKA_METADATA = "4.3-IV0";

  Images(String repository, String tag) {
    this(repository, tag, "");
  }

  private Images at(String digest) {
    return new Images(repository, tag, digest);
  }

  /** The image reference; a digest takes precedence over the tag. */
  public String reference() {
    return repository + ":" + tag + (digest.isEmpty() ? "" : "@" + digest);
  }
}
