package dev.intentobserve.dashboards.deploy;

/** The collectors of the three phases. */
enum CollectorRole {
  /** Phase 1: beside the service, to Grafana Cloud. */
  CLOUD,
  /** Phase 2: to the backends of the same machine, one tenant. */
  COMPOSE,
  /** Phase 3: receives everything and writes it to Kafka. */
  EDGE,
  /** Phase 3: reads from Kafka, which is its queue, and delivers to the backends. */
  BACKEND,
  /** Phase 3 without Kafka: edge and backend in one. */
  DIRECT
}
