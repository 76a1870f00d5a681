package dev.intentobserve.dashboards.alerting;

import java.util.Set;

/** Where Grafana runs. */
public enum GrafanaDeployment {
  CLOUD,
  COMPOSE,
  KUBERNETES;

  static final Set<GrafanaDeployment> ALL = Set.of(values());
}
