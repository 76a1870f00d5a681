package dev.intentobserve.dashboards.deploy.component;

/** The components of a deployment, with host name and port. */
public enum Component {
  SERVICE("intent-observe", 8080),
  POSTGRES("postgres", 5432),
  COLLECTOR("otelcol", 13133),
  TEMPO("tempo", 3200),
  MIMIR("mimir", 8080),
  LOKI("loki", 3100),
  GRAFANA("grafana", 3000),
  ALERTMANAGER("alertmanager", 9093);

  /** OTLP, of the collector and of Tempo. */
  public static final int OTLP_GRPC = 4317;

  public static final int OTLP_HTTP = 4318;

  /** The metrics port of the service; where there are keys, for the role metrics. */
  public static final int SERVICE_METRICS = 9090;

  /** The metrics port of the collector. */
  public static final int COLLECTOR_METRICS = 8888;

  public static final String LOOPBACK = "127.0.0.1";
  public static final String ALL_ADDRESSES = "0.0.0.0";

  private final String host;
  private final int port;

  Component(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** The name in Compose and in Kubernetes. */
  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  public Images image() {
    return switch (this) {
      case SERVICE -> Images.INTENT_OBSERVE;
      case POSTGRES -> Images.POSTGRES;
      case COLLECTOR -> Images.COLLECTOR;
      case TEMPO -> Images.TEMPO;
      case MIMIR -> Images.MIMIR;
      case LOKI -> Images.LOKI;
      case GRAFANA -> Images.GRAFANA;
      case ALERTMANAGER -> Images.ALERTMANAGER;
    };
  }

  public String address() {
    return at(port);
  }

  public String url() {
    return "http://" + address();
  }

  public String at(int otherPort) {
    return host + ":" + otherPort;
  }
}
