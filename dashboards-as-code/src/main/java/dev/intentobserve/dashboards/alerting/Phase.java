package dev.intentobserve.dashboards.alerting;

import java.util.Set;

/** Where Grafana runs. */
public enum Phase {
  CLOUD,
  COMPOSE,
  KUBERNETES;

  static final Set<Phase> ALL = Set.of(values());
}
