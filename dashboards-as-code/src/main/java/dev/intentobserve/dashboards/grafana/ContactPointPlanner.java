package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intentobserve.dashboards.grafana.PlannedChange.GrafanaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Contact points and the tree of notification policies. The tree is one for the whole organisation:
 * pushing it replaces everybody's, so it is pushed only when asked for.
 */
final class ContactPointPlanner {
  private static final String POINTS = "/api/v1/provisioning/contact-points";
  private static final String POLICIES = "/api/v1/provisioning/policies";

  private final GrafanaSettings settings;
  private final GrafanaClient http;

  ContactPointPlanner(GrafanaSettings settings, GrafanaClient http) {
    this.settings = settings;
    this.http = http;
  }

  List<PlannedChange> plan(GeneratedResources sources) throws GrafanaException {
    List<PlannedChange> plans = new ArrayList<>();
    if (!settings.policies()) {
      return plans;
    }
    JsonNode points = http.get(POINTS).orThrow();
    for (JsonNode point : sources.contactPoints()) {
      plans.add(plan(point(point), point, byUid(points, point)));
    }
    for (JsonNode policies : sources.policies()) {
      plans.add(plan(tree(), policies, currentPolicyTree()));
    }
    return plans;
  }

  /** The tree first: a contact point that it names cannot be deleted. */
  List<PlannedChange> planDelete(GeneratedResources sources) throws GrafanaException {
    List<PlannedChange> plans = new ArrayList<>();
    if (!settings.policies()) {
      return plans;
    }
    for (JsonNode policies : sources.policies()) {
      plans.add(planDelete(tree(), policies, http.get(POLICIES).orThrow(), POLICIES));
    }
    JsonNode points = http.get(POINTS).orThrow();
    for (JsonNode ours : sources.contactPoints()) {
      GrafanaObject thing = point(ours);
      plans.add(planDelete(thing, ours, byUid(points, ours), POINTS + "/" + thing.uid()));
    }
    return plans;
  }

  private PlannedChange plan(GrafanaObject thing, JsonNode ours, JsonNode theirs) {
    List<String> difference = difference(thing, ours, theirs);
    if (theirs.isMissingNode()) {
      return thing.plan(
          ChangeOutcome.CREATED, difference, () -> write(thing, ours, ChangeOutcome.CREATED));
    }
    if (Provenance.of(theirs) == Provenance.FILE) {
      return thing.failed("that Grafana reads it from a file of its own");
    }
    if (Provenance.of(theirs) == Provenance.HAND && !settings.force()) {
      return thing.plan(ChangeOutcome.HAND_EDITED, difference, "made by hand; FORCE=1 replaces it");
    }
    return difference.isEmpty()
        ? thing.plan(ChangeOutcome.UNCHANGED, difference, "")
        : thing.plan(
            ChangeOutcome.CHANGED, difference, () -> write(thing, ours, ChangeOutcome.CHANGED));
  }

  private PlannedChange planDelete(
      GrafanaObject thing, JsonNode ours, JsonNode theirs, String path) {
    if (theirs.isMissingNode()) {
      return thing.plan(ChangeOutcome.UNCHANGED, List.of(), "");
    }
    boolean same = difference(thing, ours, theirs).isEmpty();
    return same && Provenance.of(theirs) == Provenance.API
        ? thing.plan(ChangeOutcome.DELETED, List.of(), () -> delete(path))
        : thing.plan(ChangeOutcome.KEPT, List.of(), "it is not as we pushed it");
  }

  private ChangeOutcome write(GrafanaObject thing, JsonNode ours, ChangeOutcome outcome)
      throws GrafanaException {
    if (thing.kind().equals("policies")) {
      http.send("PUT", POLICIES, ours).orThrow();
    } else if (outcome == ChangeOutcome.CREATED) {
      http.send("POST", POINTS, ours).orThrow();
    } else {
      http.send("PUT", POINTS + "/" + thing.uid(), ours).orThrow();
    }
    return outcome;
  }

  private ChangeOutcome delete(String path) throws GrafanaException {
    http.send("DELETE", path, null).orThrow();
    return ChangeOutcome.DELETED;
  }

  /** The tree of a new Grafana, which nobody made, counts as none. */
  private JsonNode currentPolicyTree() throws GrafanaException {
    JsonNode theirs = http.get(POLICIES).orThrow();
    boolean untouched = Provenance.of(theirs) == Provenance.HAND && theirs.path("routes").isEmpty();
    return untouched ? MissingNode.getInstance() : theirs;
  }

  private static List<String> difference(GrafanaObject thing, JsonNode ours, JsonNode theirs) {
    String name = "alerting/" + thing.kind() + "-" + thing.uid() + ".json";
    return GrafanaDiff.between(
        name, masked(CanonicalJson.restrictedTo(ours, theirs)), masked(ours));
  }

  /** Addresses and keys of contact points are nobody's business on a screen. */
  private static JsonNode masked(JsonNode resource) {
    JsonNode copy = resource.deepCopy();
    if (copy.path("settings") instanceof ObjectNode secrets) {
      for (Map.Entry<String, JsonNode> secret : secrets.properties()) {
        secret.setValue(secrets.textNode("not shown, " + PushMark.hash(secret.getValue())));
      }
    }
    return copy;
  }

  private static JsonNode byUid(JsonNode points, JsonNode ours) {
    for (JsonNode point : points) {
      if (point.path("uid").asText().equals(ours.path("uid").asText("?"))) {
        return point;
      }
    }
    return MissingNode.getInstance();
  }

  private static GrafanaObject point(JsonNode point) {
    return new GrafanaObject(
        "contact-point", point.path("uid").asText(), point.path("name").asText());
  }

  private static GrafanaObject tree() {
    return new GrafanaObject("policies", "tree", "notification policies");
  }
}
