package dev.intentobserve.dashboards.deploy;

import java.util.stream.Stream;

/** The components of a deployment. */
public enum Component {
  SERVICE("intent-observe", 8080, Images.INTENT_OBSERVE, 896),
  POSTGRES("postgres", 5432, Images.POSTGRES, 384),
  COLLECTOR("otelcol", 13133, Images.COLLECTOR, 256),
  TEMPO("tempo", 3200, Images.TEMPO, 448),
  MIMIR("mimir", 8080, Images.MIMIR, 640),
  LOKI("loki", 3100, Images.LOKI, 448),
  GRAFANA("grafana", 3000, Images.GRAFANA, 320),
  ALERTMANAGER("alertmanager", 9093, Images.ALERTMANAGER, 64);

  /** OTLP, of the collector and of Tempo. */
  public static final int OTLP_GRPC = 4317;

  public static final int OTLP_HTTP = 4318;

  /** The metrics port of the service; where there are keys, for the role metrics. */
  public static final int SERVICE_METRICS = 9090;

  public static final int COLLECTOR_METRICS = 8888;

  /** Enough, in GiB, for all components and the operating system. */
  public static final int MACHINE_GIB = 4;

  private static final double GO_SHARE = 0.8;

  private final String host;
  private final int port;

  @SuppressWarnings("ImmutableEnumChecker") // A record of texts.
  private final Images image;

  private final int memory;

  Component(String host, int port, Images image, int memory) {
    this.host = host;
    this.port = port;
    this.image = image;
    this.memory = memory;
  }

  /** The name in Compose and in Kubernetes. */
  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  public Images image() {
    return image;
  }

  /** The memory limit in phase 2, in MiB. */
  public int memory() {
    return memory;
  }

  /** Go collects garbage more often above this, before the limit ends the process. */
  String goLimit() {
    return (int) (memory * GO_SHARE) + "MiB";
  }

  public static int memoryOfAll() {
    return Stream.of(values()).mapToInt(Component::memory).sum();
  }
}
