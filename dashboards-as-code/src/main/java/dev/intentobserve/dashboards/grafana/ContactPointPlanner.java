package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intentobserve.dashboards.grafana.PlannedChange.GrafanaResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Plans contact points and the tree of notification policies. There is one tree for the whole
 * organisation and a push replaces it, so it is pushed only on request.
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

  /** The tree first: a contact point that it uses cannot be deleted. */
  List<PlannedChange> planDelete(GeneratedResources sources) throws GrafanaException {
    List<PlannedChange> plans = new ArrayList<>();
    if (!settings.policies()) {
      return plans;
    }
    for (JsonNode policies : sources.policies()) {
      plans.add(planDelete(tree(), policies, http.get(POLICIES).orThrow(), POLICIES));
    }
    JsonNode points = http.get(POINTS).orThrow();
    for (JsonNode generated : sources.contactPoints()) {
      GrafanaResource resource = point(generated);
      plans.add(
          planDelete(resource, generated, byUid(points, generated), POINTS + "/" + resource.uid()));
    }
    return plans;
  }

  private PlannedChange plan(GrafanaResource resource, JsonNode generated, JsonNode current) {
    List<String> difference = difference(resource, generated, current);
    if (current.isMissingNode()) {
      return resource.plan(
          ChangeOutcome.CREATED, difference, write(resource, generated, ChangeOutcome.CREATED));
    }
    Provenance provenance = Provenance.of(current);
    return resource.replace(
        provenance == Provenance.HAND && settings.force() ? Provenance.API : provenance,
        difference,
        "made by hand; FORCE=1 replaces it",
        write(resource, generated, ChangeOutcome.CHANGED));
  }

  private PlannedChange planDelete(
      GrafanaResource resource, JsonNode generated, JsonNode current, String path) {
    if (current.isMissingNode()) {
      return resource.unchanged("");
    }
    boolean same = difference(resource, generated, current).isEmpty();
    return same && Provenance.of(current) == Provenance.API
        ? resource.delete(http.change("DELETE", path, null))
        : resource.kept("it was changed since our push");
  }

  private PlannedChange.Write write(
      GrafanaResource resource, JsonNode generated, ChangeOutcome outcome) {
    if (resource.kind().equals("policies")) {
      return http.change("PUT", POLICIES, generated);
    }
    return outcome == ChangeOutcome.CREATED
        ? http.change("POST", POINTS, generated)
        : http.change("PUT", POINTS + "/" + resource.uid(), generated);
  }

  /** The default tree of a new Grafana counts as missing. */
  private JsonNode currentPolicyTree() throws GrafanaException {
    JsonNode current = http.get(POLICIES).orThrow();
    boolean untouched =
        Provenance.of(current) == Provenance.HAND && current.path("routes").isEmpty();
    return untouched ? MissingNode.getInstance() : current;
  }

  private static List<String> difference(
      GrafanaResource resource, JsonNode generated, JsonNode current) {
    String name = "alerting/" + resource.kind() + "-" + resource.uid() + ".json";
    return CanonicalJson.difference(
        name, masked(CanonicalJson.restrictedTo(generated, current)), masked(generated));
  }

  /** Settings of contact points contain secrets, so a difference shows only their hashes. */
  private static JsonNode masked(JsonNode resource) {
    JsonNode copy = resource.deepCopy();
    if (copy.path("settings") instanceof ObjectNode secrets) {
      for (Map.Entry<String, JsonNode> secret : secrets.properties()) {
        secret.setValue(secrets.textNode("not shown, " + PushMark.hash(secret.getValue())));
      }
    }
    return copy;
  }

  private static JsonNode byUid(JsonNode points, JsonNode generated) {
    for (JsonNode point : points) {
      if (point.path("uid").asText().equals(generated.path("uid").asText("?"))) {
        return point;
      }
    }
    return MissingNode.getInstance();
  }

  private static GrafanaResource point(JsonNode point) {
    return new GrafanaResource(
        "contact-point", point.path("uid").asText(), point.path("name").asText());
  }

  private static GrafanaResource tree() {
    return new GrafanaResource("policies", "tree", "notification policies");
  }
}
