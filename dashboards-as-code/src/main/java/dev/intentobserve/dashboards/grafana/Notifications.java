package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intentobserve.dashboards.grafana.Plan.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Contact points and the tree of notification policies. The tree is one for the whole organisation:
 * pushing it replaces everybody's, so it is pushed only when asked for.
 */
final class Notifications {
  private static final String POINTS = "/api/v1/provisioning/contact-points";
  private static final String POLICIES = "/api/v1/provisioning/policies";

  private final Settings settings;
  private final Http http;

  Notifications(Settings settings, Http http) {
    this.settings = settings;
    this.http = http;
  }

  List<Plan> plan(Sources sources) throws Problem {
    List<Plan> plans = new ArrayList<>();
    if (!settings.policies()) {
      return plans;
    }
    JsonNode points = http.get(POINTS).orThrow();
    for (JsonNode point : sources.contactPoints()) {
      plans.add(plan(point(point), point, byUid(points, point)));
    }
    for (JsonNode policies : sources.policies()) {
      plans.add(plan(tree(), policies, theirTree()));
    }
    return plans;
  }

  /** The tree first: a contact point that it names cannot be deleted. */
  List<Plan> planDelete(Sources sources) throws Problem {
    List<Plan> plans = new ArrayList<>();
    if (!settings.policies()) {
      return plans;
    }
    for (JsonNode policies : sources.policies()) {
      plans.add(planDelete(tree(), policies, http.get(POLICIES).orThrow(), POLICIES));
    }
    JsonNode points = http.get(POINTS).orThrow();
    for (JsonNode ours : sources.contactPoints()) {
      Thing thing = point(ours);
      plans.add(planDelete(thing, ours, byUid(points, ours), POINTS + "/" + thing.uid()));
    }
    return plans;
  }

  private Plan plan(Thing thing, JsonNode ours, JsonNode theirs) {
    List<String> difference = difference(thing, ours, theirs);
    if (theirs.isMissingNode()) {
      return thing.plan(Outcome.CREATED, difference, () -> write(thing, ours, Outcome.CREATED));
    }
    if (Provenance.of(theirs) == Provenance.FILE) {
      return thing.failed("that Grafana reads it from a file of its own");
    }
    if (Provenance.of(theirs) == Provenance.HAND && !settings.force()) {
      return thing.plan(Outcome.HAND_EDITED, difference, "made by hand; FORCE=1 replaces it");
    }
    return difference.isEmpty()
        ? thing.plan(Outcome.UNCHANGED, difference, "")
        : thing.plan(Outcome.CHANGED, difference, () -> write(thing, ours, Outcome.CHANGED));
  }

  private Plan planDelete(Thing thing, JsonNode ours, JsonNode theirs, String path) {
    if (theirs.isMissingNode()) {
      return thing.plan(Outcome.UNCHANGED, List.of(), "");
    }
    boolean same = difference(thing, ours, theirs).isEmpty();
    return same && Provenance.of(theirs) == Provenance.API
        ? thing.plan(Outcome.DELETED, List.of(), () -> delete(path))
        : thing.plan(Outcome.KEPT, List.of(), "it is not as we pushed it");
  }

  private Outcome write(Thing thing, JsonNode ours, Outcome outcome) throws Problem {
    if (thing.kind().equals("policies")) {
      http.send("PUT", POLICIES, ours).orThrow();
    } else if (outcome == Outcome.CREATED) {
      http.send("POST", POINTS, ours).orThrow();
    } else {
      http.send("PUT", POINTS + "/" + thing.uid(), ours).orThrow();
    }
    return outcome;
  }

  private Outcome delete(String path) throws Problem {
    http.send("DELETE", path, null).orThrow();
    return Outcome.DELETED;
  }

  /** The tree of a new Grafana, which nobody made, counts as none. */
  private JsonNode theirTree() throws Problem {
    JsonNode theirs = http.get(POLICIES).orThrow();
    boolean untouched = Provenance.of(theirs) == Provenance.HAND && theirs.path("routes").isEmpty();
    return untouched ? MissingNode.getInstance() : theirs;
  }

  private static List<String> difference(Thing thing, JsonNode ours, JsonNode theirs) {
    String name = "alerting/" + thing.kind() + "-" + thing.uid() + ".json";
    return Difference.between(name, masked(Canonical.seenThrough(ours, theirs)), masked(ours));
  }

  /** Addresses and keys of contact points are nobody's business on a screen. */
  private static JsonNode masked(JsonNode resource) {
    JsonNode copy = resource.deepCopy();
    if (copy.path("settings") instanceof ObjectNode secrets) {
      for (Map.Entry<String, JsonNode> secret : secrets.properties()) {
        secret.setValue(secrets.textNode("not shown, " + Mark.hash(secret.getValue())));
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

  private static Thing point(JsonNode point) {
    return new Thing("contact-point", point.path("uid").asText(), point.path("name").asText());
  }

  private static Thing tree() {
    return new Thing("policies", "tree", "notification policies");
  }
}
