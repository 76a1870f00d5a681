package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer of Grafana.
 *
 * @param request method and path, for messages
 * @param status of HTTP
 * @param body as JSON; a missing node when it was not JSON
 */
record GrafanaResponse(String request, int status, JsonNode body) {
  boolean ok() {
    return status / 100 == 2;
  }

  boolean missing() {
    return status == 404;
  }

  /** The body of a successful answer; throws an exception that says what to do otherwise. */
  JsonNode orThrow() throws GrafanaException {
    if (ok()) {
      return body;
    }
    throw GrafanaException.failed(request + ": " + explained());
  }

  String message() {
    return body.path("message").asText("");
  }

  private String explained() {
    String said = message().isEmpty() ? "" : ", Grafana says: " + message();
    return switch (status) {
      case 400, 422 -> status + ", refused as invalid" + said;
      case 403 -> "403, the token lacks a permission" + said + "; required: " + permission();
      case 404 -> "404, not found" + said;
      case 409 -> "409, it conflicts with an existing resource" + said;
      case 412 -> "412, changed by someone else meanwhile" + said + "; push again";
      case 429 -> "429, too many requests, even after waiting; try again in some minutes";
      default -> status + said + (status >= 500 ? "; try again, or check the log of Grafana" : "");
    };
  }

  private String permission() {
    String path = request.substring(request.indexOf('/'));
    String verb = request.startsWith("GET") ? "read" : "write";
    if (path.contains("/api/v1/provisioning/")) {
      return "alert.provisioning:" + verb + ", which the role Admin has, in newer releases Editor";
    }
    if (path.contains("/api/datasources")) {
      return "datasources:read; without it, name the data source in GRAFANA_METRICS_UID";
    }
    String resource = path.contains("/api/folders") ? "folders:" : "dashboards:";
    return resource + verb + " (and :create, :delete), which the role Editor has";
  }
}
