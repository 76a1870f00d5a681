package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Who may change an alerting resource: Grafana itself notes through which door it came. What came
 * through the API cannot be edited by hand.
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
