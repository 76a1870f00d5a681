package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intentobserve.dashboards.grafana.PlannedChange.GrafanaResource;
import java.util.List;

/** Plans dashboards: compares the current one with the generated one. */
final class DashboardPlanner {
  private static final String UID = "/api/dashboards/uid/";

  private final GrafanaSettings settings;
  private final GrafanaClient http;

  DashboardPlanner(GrafanaSettings settings, GrafanaClient http) {
    this.settings = settings;
    this.http = http;
  }

  PlannedChange plan(JsonNode generated) throws GrafanaException {
    GrafanaResource resource = resource(generated);
    GrafanaResponse there = http.get(UID + resource.uid());
    if (there.missing()) {
      return resource.plan(
          ChangeOutcome.CREATED,
          difference(resource, MissingNode.getInstance(), generated),
          () -> save(generated, 0, settings.folder()));
    }
    JsonNode current = there.orThrow();
    if (current.path("meta").path("provisioned").asBoolean()) {
      return resource.failed(
          "that Grafana provisions it from a file, which takes precedence over a push");
    }
    return plan(resource, generated, current);
  }

  /** Deletes a dashboard that has our mark, also one that is no longer generated. */
  PlannedChange planDelete(String uid, boolean generated) throws GrafanaException {
    GrafanaResponse there = http.get(UID + uid);
    if (there.missing()) {
      return new GrafanaResource("dashboard", uid, uid).unchanged("");
    }
    GrafanaResource resource = resource(there.orThrow().path("dashboard"));
    if (PushMark.isOurs(newest(uid)) || (generated && settings.force())) {
      return resource.delete(http.change("DELETE", UID + uid, null));
    }
    String why = generated ? "edited by hand; FORCE=1 deletes it anyway" : "not generated";
    return resource.kept(why);
  }

  /** A pushed dashboard that is no longer generated; all others in the folder are ignored. */
  List<PlannedChange> orphaned(String uid) throws GrafanaException {
    if (!PushMark.isOurs(newest(uid))) {
      return List.of();
    }
    GrafanaResource resource = resource(http.get(UID + uid).orThrow().path("dashboard"));
    return List.of(resource.leftOver(settings.force(), http.change("DELETE", UID + uid, null)));
  }

  private PlannedChange plan(GrafanaResource resource, JsonNode generated, JsonNode current)
      throws GrafanaException {
    String message = newest(resource.uid());
    String folder = current.path("meta").path("folderUid").asText("");
    boolean placed = folder.equals(settings.folder());
    if (message.equals(PushMark.of(generated)) && (placed || !settings.force())) {
      return resource.unchanged(placed ? "" : "stays in the folder " + folder);
    }
    JsonNode bare = bare(current.path("dashboard"));
    List<String> difference = difference(resource, bare, generated);
    if (!PushMark.isOurs(message) && !settings.force()) {
      return resource.plan(
          ChangeOutcome.HAND_EDITED,
          difference,
          "its newest version was not pushed by us; FORCE=1 overwrites it");
    }
    // A dashboard that was moved to another folder stays there.
    int version = current.path("dashboard").path("version").asInt();
    String target = settings.force() ? settings.folder() : folder;
    return resource.plan(ChangeOutcome.CHANGED, difference, () -> save(generated, version, target));
  }

  /**
   * @param version that the save replaces; 0 for none
   */
  private boolean save(JsonNode generated, int version, String folder) throws GrafanaException {
    String mark = PushMark.of(generated);
    ObjectNode dashboard = generated.deepCopy();
    // With a version and without overwrite, Grafana refuses when someone edited it meanwhile.
    dashboard.putNull("id").put("version", version);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("dashboard", dashboard);
    body.put("folderUid", folder);
    body.put("overwrite", settings.force());
    body.put("message", mark);
    GrafanaResponse answer = http.send("POST", "/api/dashboards/db", body);
    boolean overtaken =
        answer.status() == 412 && "version-mismatch".equals(answer.body().path("status").asText());
    if (!overtaken) {
      answer.orThrow();
      return true;
    }
    // A first attempt may have succeeded although its answer was lost.
    return newest(dashboard.path("uid").asText()).equals(mark);
  }

  /** The message of the newest version; empty when there is none. */
  private String newest(String uid) throws GrafanaException {
    GrafanaResponse answer = http.get(UID + uid + "/versions?limit=1");
    if (answer.missing()) {
      return "";
    }
    JsonNode body = answer.orThrow();
    // An array until Grafana 11.5, an object around it since then.
    JsonNode versions = body.isArray() ? body : body.path("versions");
    return versions.path(0).path("message").asText("");
  }

  private static JsonNode bare(JsonNode dashboard) {
    JsonNode copy = dashboard.deepCopy();
    if (copy instanceof ObjectNode object) {
      object.remove(List.of("id", "version"));
    }
    return copy;
  }

  private static List<String> difference(
      GrafanaResource resource, JsonNode current, JsonNode generated) {
    return CanonicalJson.difference("dashboards/" + resource.uid() + ".json", current, generated);
  }

  private static GrafanaResource resource(JsonNode dashboard) {
    return new GrafanaResource(
        "dashboard", dashboard.path("uid").asText(), GeneratedResources.title(dashboard));
  }
}
