package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How an alerting resource was created, as Grafana records it. One created through the API cannot
 * be edited by hand.
 */
enum Provenance {
  API,
  FILE,
  HAND;

  static Provenance of(JsonNode resource) {
    String provenance = resource.path("provenance").asText("");
    if (provenance.contains("api")) {
      return API;
    }
    return provenance.isEmpty() || provenance.equals("none") ? HAND : FILE;
  }
}
