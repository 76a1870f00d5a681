package dev.intentobserve.dashboards.deploy.collector;

import dev.intentobserve.dashboards.deploy.component.BackendLimits;
import dev.intentobserve.dashboards.deploy.component.Component;
import java.time.Duration;
import java.util.List;

/** The collectors of the three phases. */
public enum CollectorRole {
  /** Phase 1: beside the service, to Grafana Cloud. */
  CLOUD,
  /** Phase 2: to the backends of the same machine, one tenant. */
  COMPOSE,
  /** Phase 3: receives everything and writes it to Kafka. */
  EDGE,
  /** Phase 3: reads from Kafka and delivers to the backends. */
  BACKEND,
  /** Phase 3 without Kafka: edge and backend in one. */
  DIRECT;

  /** Scraped metrics belong to the operator's tenant. */
  static final String OPERATOR = "${env:OPERATOR_TENANT:-intent-observe}";

  static final String TENANT_HEADER = "X-Scope-OrgID";
  static final String TENANT_KEY = "x-scope-orgid";

  boolean takesOtlp() {
    return this != BACKEND;
  }

  boolean redacts() {
    return this != BACKEND;
  }

  boolean manyTenants() {
    return this == EDGE || this == BACKEND || this == DIRECT;
  }

  /** Whether exporters set the tenant's header; the edge writes it into Kafka's headers. */
  boolean setsTenant() {
    return this == BACKEND || this == DIRECT;
  }

  /** Not for the backend role, whose queue is Kafka. */
  boolean queuesOnDisk() {
    return this != BACKEND;
  }

  String listensOn() {
    return this == CLOUD ? Component.LOOPBACK : Component.ALL_ADDRESSES;
  }

  /** The file with the key for the service's metrics port. */
  String scrapeKey() {
    return this == COMPOSE
        ? "/run/secrets/key_metrics"
        : "/var/run/secrets/intent-observe/scrape/metrics";
  }

  Duration scrapesEvery() {
    return this == CLOUD ? BackendLimits.SCRAPE_CLOUD : BackendLimits.SCRAPE;
  }

  List<String> receivers() {
    return this == BACKEND ? List.of("kafka") : List.of("otlp");
  }
}
