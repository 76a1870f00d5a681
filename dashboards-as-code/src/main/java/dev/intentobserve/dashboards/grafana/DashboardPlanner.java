package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intentobserve.dashboards.grafana.PlannedChange.GrafanaObject;
import java.util.List;

/** Dashboards: theirs against ours, and whose turn it is. */
final class DashboardPlanner {
  private static final String UID = "/api/dashboards/uid/";

  private final GrafanaSettings settings;
  private final GrafanaClient http;

  DashboardPlanner(GrafanaSettings settings, GrafanaClient http) {
    this.settings = settings;
    this.http = http;
  }

  PlannedChange plan(JsonNode ours) throws GrafanaException {
    GrafanaObject thing = thing(ours);
    GrafanaResponse there = http.get(UID + thing.uid());
    if (there.missing()) {
      Place place = new Place(0, settings.folder());
      return thing.plan(
          ChangeOutcome.CREATED,
          difference(thing, MissingNode.getInstance(), ours),
          () -> save(ours, place, ChangeOutcome.CREATED));
    }
    JsonNode theirs = there.orThrow();
    if (theirs.path("meta").path("provisioned").asBoolean()) {
      return thing.failed("that Grafana reads it from a file of its own, which wins over a push");
    }
    return plan(thing, ours, theirs);
  }

  /** What is ours by its mark is deleted, also when we no longer generate it. */
  PlannedChange planDelete(String uid, boolean generated) throws GrafanaException {
    GrafanaResponse there = http.get(UID + uid);
    if (there.missing()) {
      return new GrafanaObject("dashboard", uid, uid).plan(ChangeOutcome.UNCHANGED, List.of(), "");
    }
    GrafanaObject thing = thing(there.orThrow().path("dashboard"));
    if (PushMark.ours(newest(uid)) || (generated && settings.force())) {
      return thing.plan(ChangeOutcome.DELETED, List.of(), () -> delete(uid));
    }
    String why = generated ? "a hand changed it; FORCE=1 deletes it all the same" : "not ours";
    return thing.plan(ChangeOutcome.KEPT, List.of(), why);
  }

  /**
   * One of ours that nobody generates any more; anything else in the folder is not our business.
   */
  List<PlannedChange> orphaned(String uid) throws GrafanaException {
    if (!PushMark.ours(newest(uid))) {
      return List.of();
    }
    GrafanaObject thing = thing(http.get(UID + uid).orThrow().path("dashboard"));
    return List.of(
        settings.force()
            ? thing.plan(ChangeOutcome.DELETED, List.of(), () -> delete(uid))
            : thing.plan(
                ChangeOutcome.LEFT_OVER, List.of(), "no longer generated; FORCE=1 deletes it"));
  }

  private PlannedChange plan(GrafanaObject thing, JsonNode ours, JsonNode theirs)
      throws GrafanaException {
    String message = newest(thing.uid());
    String folder = theirs.path("meta").path("folderUid").asText("");
    boolean placed = folder.equals(settings.folder());
    if (message.equals(PushMark.of(ours)) && (placed || !settings.force())) {
      return thing.plan(
          ChangeOutcome.UNCHANGED, List.of(), placed ? "" : "stays in the folder " + folder);
    }
    JsonNode bare = bare(theirs.path("dashboard"));
    List<String> difference = difference(thing, bare, ours);
    if (!PushMark.ours(message) && !settings.force()) {
      return thing.plan(
          ChangeOutcome.HAND_EDITED,
          difference,
          "its newest version is not ours; FORCE=1 overwrites it");
    }
    // Who moved it to another folder wants it there.
    int version = theirs.path("dashboard").path("version").asInt();
    Place place = new Place(version, settings.force() ? settings.folder() : folder);
    return thing.plan(
        ChangeOutcome.CHANGED, difference, () -> save(ours, place, ChangeOutcome.CHANGED));
  }

  /** Where a save goes: on top of which version (0 for none), into which folder. */
  private record Place(int version, String folder) {}

  private ChangeOutcome save(JsonNode ours, Place place, ChangeOutcome outcome)
      throws GrafanaException {
    String mark = PushMark.of(ours);
    ObjectNode dashboard = ours.deepCopy();
    // With its version and without overwriting, Grafana refuses when a hand was faster.
    dashboard.putNull("id").put("version", place.version());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("dashboard", dashboard);
    body.put("folderUid", place.folder());
    body.put("overwrite", settings.force());
    body.put("message", mark);
    GrafanaResponse answer = http.send("POST", "/api/dashboards/db", body);
    boolean overtaken =
        answer.status() == 412 && "version-mismatch".equals(answer.body().path("status").asText());
    if (!overtaken) {
      answer.orThrow();
      return outcome;
    }
    // A first attempt may have been written although its answer was lost.
    return newest(dashboard.path("uid").asText()).equals(mark)
        ? outcome
        : ChangeOutcome.HAND_EDITED;
  }

  private ChangeOutcome delete(String uid) throws GrafanaException {
    http.send("DELETE", UID + uid, null).orThrow();
    return ChangeOutcome.DELETED;
  }

  /** The message of the newest version; empty when there is none. */
  private String newest(String uid) throws GrafanaException {
    GrafanaResponse answer = http.get(UID + uid + "/versions?limit=1");
    if (answer.missing()) {
      return "";
    }
    JsonNode body = answer.orThrow();
    // A bare array until Grafana 11.5, since then an object around it.
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

  private static List<String> difference(GrafanaObject thing, JsonNode theirs, JsonNode ours) {
    return GrafanaDiff.between("dashboards/" + thing.uid() + ".json", theirs, ours);
  }

  private static GrafanaObject thing(JsonNode dashboard) {
    return new GrafanaObject(
        "dashboard", dashboard.path("uid").asText(), GeneratedResources.title(dashboard));
  }
}
