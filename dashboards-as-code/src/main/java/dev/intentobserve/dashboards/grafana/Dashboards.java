package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intentobserve.dashboards.grafana.Plan.Thing;
import java.util.List;

/** Dashboards: theirs against ours, and whose turn it is. */
final class Dashboards {
  private static final String UID = "/api/dashboards/uid/";

  private final Settings settings;
  private final Http http;

  Dashboards(Settings settings, Http http) {
    this.settings = settings;
    this.http = http;
  }

  Plan plan(JsonNode ours) throws Problem {
    Thing thing = thing(ours);
    Answer there = http.get(UID + thing.uid());
    if (there.missing()) {
      Place place = new Place(0, settings.folder());
      return thing.plan(
          Outcome.CREATED,
          difference(thing, MissingNode.getInstance(), ours),
          () -> save(ours, place, Outcome.CREATED));
    }
    JsonNode theirs = there.orThrow();
    if (theirs.path("meta").path("provisioned").asBoolean()) {
      return thing.failed("that Grafana reads it from a file of its own, which wins over a push");
    }
    return plan(thing, ours, theirs);
  }

  /** What is ours by its mark is deleted, also when we no longer generate it. */
  Plan planDelete(String uid, boolean generated) throws Problem {
    Answer there = http.get(UID + uid);
    if (there.missing()) {
      return new Thing("dashboard", uid, uid).plan(Outcome.UNCHANGED, List.of(), "");
    }
    Thing thing = thing(there.orThrow().path("dashboard"));
    if (Mark.ours(newest(uid)) || (generated && settings.force())) {
      return thing.plan(Outcome.DELETED, List.of(), () -> delete(uid));
    }
    String why = generated ? "a hand changed it; FORCE=1 deletes it all the same" : "not ours";
    return thing.plan(Outcome.KEPT, List.of(), why);
  }

  /**
   * One of ours that nobody generates any more; anything else in the folder is not our business.
   */
  List<Plan> leftOver(String uid) throws Problem {
    if (!Mark.ours(newest(uid))) {
      return List.of();
    }
    Thing thing = thing(http.get(UID + uid).orThrow().path("dashboard"));
    return List.of(
        settings.force()
            ? thing.plan(Outcome.DELETED, List.of(), () -> delete(uid))
            : thing.plan(Outcome.LEFT_OVER, List.of(), "no longer generated; FORCE=1 deletes it"));
  }

  private Plan plan(Thing thing, JsonNode ours, JsonNode theirs) throws Problem {
    String message = newest(thing.uid());
    String folder = theirs.path("meta").path("folderUid").asText("");
    boolean placed = folder.equals(settings.folder());
    if (message.equals(Mark.of(ours)) && (placed || !settings.force())) {
      return thing.plan(
          Outcome.UNCHANGED, List.of(), placed ? "" : "stays in the folder " + folder);
    }
    JsonNode bare = bare(theirs.path("dashboard"));
    List<String> difference = difference(thing, bare, ours);
    if (!Mark.ours(message) && !settings.force()) {
      return thing.plan(
          Outcome.HAND_EDITED, difference, "its newest version is not ours; FORCE=1 overwrites it");
    }
    // Who moved it to another folder wants it there.
    int version = theirs.path("dashboard").path("version").asInt();
    Place place = new Place(version, settings.force() ? settings.folder() : folder);
    return thing.plan(Outcome.CHANGED, difference, () -> save(ours, place, Outcome.CHANGED));
  }

  /** Where a save goes: on top of which version (0 for none), into which folder. */
  private record Place(int version, String folder) {}

  private Outcome save(JsonNode ours, Place place, Outcome outcome) throws Problem {
    String mark = Mark.of(ours);
    ObjectNode dashboard = ours.deepCopy();
    // With its version and without overwriting, Grafana refuses when a hand was faster.
    dashboard.putNull("id").put("version", place.version());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("dashboard", dashboard);
    body.put("folderUid", place.folder());
    body.put("overwrite", settings.force());
    body.put("message", mark);
    Answer answer = http.send("POST", "/api/dashboards/db", body);
    boolean overtaken =
        answer.status() == 412 && "version-mismatch".equals(answer.body().path("status").asText());
    if (!overtaken) {
      answer.orThrow();
      return outcome;
    }
    // A first attempt may have been written although its answer was lost.
    return newest(dashboard.path("uid").asText()).equals(mark) ? outcome : Outcome.HAND_EDITED;
  }

  private Outcome delete(String uid) throws Problem {
    http.send("DELETE", UID + uid, null).orThrow();
    return Outcome.DELETED;
  }

  /** The message of the newest version; empty when there is none. */
  private String newest(String uid) throws Problem {
    Answer answer = http.get(UID + uid + "/versions?limit=1");
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

  private static List<String> difference(Thing thing, JsonNode theirs, JsonNode ours) {
    return Difference.between("dashboards/" + thing.uid() + ".json", theirs, ours);
  }

  private static Thing thing(JsonNode dashboard) {
    return new Thing("dashboard", dashboard.path("uid").asText(), Sources.title(dashboard));
  }
}
