package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What Grafana answered.
 *
 * @param request method and path, for messages
 * @param status of HTTP
 * @param body as JSON; a missing node when it was none
 */
record GrafanaResponse(String request, int status, JsonNode body) {
  boolean ok() {
    return status / 100 == 2;
  }

  boolean missing() {
    return status == 404;
  }

  /** The body of a good answer; of any other, a problem that says what to do. */
  JsonNode orThrow() throws GrafanaException {
    if (ok()) {
      return body;
    }
    throw GrafanaException.failed(request + ": " + explained());
  }

  /** What Grafana itself says of it. */
  String message() {
    return body.path("message").asText("");
  }

  private String explained() {
    String said = message().isEmpty() ? "" : ", Grafana says: " + message();
    return switch (status) {
      case 400, 422 -> status + ", not valid for this Grafana" + said;
      case 403 -> "403, the token may not do this" + said + "; needed is " + permission();
      case 404 -> "404, not there" + said;
      case 409 -> "409, it conflicts with what is there" + said;
      case 412 -> "412, changed by somebody else meanwhile" + said + "; push again";
      case 429 -> "429, too many requests, also after waiting; try again in some minutes";
      default -> status + said + (status >= 500 ? "; try again, or look at Grafana's own log" : "");
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
    String thing = path.contains("/api/folders") ? "folders:" : "dashboards:";
    return thing + verb + " (and :create, :delete), which the role Editor has";
  }
}
