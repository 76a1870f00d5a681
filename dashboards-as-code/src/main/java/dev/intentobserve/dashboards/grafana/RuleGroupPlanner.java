package dev.intentobserve.dashboards.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intentobserve.dashboards.grafana.PlannedChange.GrafanaObject;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Alert rules, a group at a time. */
final class RuleGroupPlanner {
  private static final String RULES = "/api/v1/provisioning/alert-rules";

  private final GrafanaSettings settings;
  private final GrafanaClient http;

  RuleGroupPlanner(GrafanaSettings settings, GrafanaClient http) {
    this.settings = settings;
    this.http = http;
  }

  /**
   * @param generated the group as its file has it
   * @param metrics uid of the data source that it asks
   */
  PlannedChange plan(JsonNode generated, String metrics) throws GrafanaException {
    JsonNode ours = addressed(generated, metrics);
    GrafanaObject thing =
        new GrafanaObject("rule-group", settings.folder(), GeneratedResources.title(ours));
    GrafanaResponse there = http.get(path(ours));
    JsonNode theirs = there.missing() ? MissingNode.getInstance() : there.orThrow();
    if (theirs.path("rules").isEmpty()) {
      return thing.plan(
          ChangeOutcome.CREATED,
          difference(ours, MissingNode.getInstance()),
          () -> put(ours, ChangeOutcome.CREATED));
    }
    List<String> difference = difference(ours, CanonicalJson.restrictedTo(ours, theirs));
    return switch (provenance(theirs)) {
      case FILE -> thing.failed("that Grafana reads it from a file of its own");
      case API -> changed(thing, ours, difference);
      case HAND -> settings.force() ? forced(thing, ours, difference) : byHand(thing, difference);
    };
  }

  /** Rules in our folder that came through the API, in groups that nobody generates any more. */
  List<PlannedChange> planLeftOver(Set<String> titles) throws GrafanaException {
    List<PlannedChange> plans = new ArrayList<>();
    for (JsonNode rule : ofOurs()) {
      // A group that is still generated is written as a whole, which deletes what is gone from it.
      if (!titles.contains(rule.path("ruleGroup").asText())) {
        plans.add(
            settings.force()
                ? planDelete(rule)
                : thing(rule)
                    .plan(
                        ChangeOutcome.LEFT_OVER,
                        List.of(),
                        "no longer generated; FORCE=1 deletes it"));
      }
    }
    return plans;
  }

  /** Every rule in our folder that came through the API. */
  List<PlannedChange> planDelete() throws GrafanaException {
    return ofOurs().stream().map(this::planDelete).toList();
  }

  private PlannedChange planDelete(JsonNode rule) {
    GrafanaObject thing = thing(rule);
    return thing.plan(ChangeOutcome.DELETED, List.of(), () -> delete(thing.uid()));
  }

  private static GrafanaObject thing(JsonNode rule) {
    return new GrafanaObject("rule", rule.path("uid").asText(), GeneratedResources.title(rule));
  }

  /** How many rules in our folder did not come through the API. */
  long byHand() throws GrafanaException {
    return inFolder().stream().filter(rule -> Provenance.of(rule) != Provenance.API).count();
  }

  private List<JsonNode> ofOurs() throws GrafanaException {
    return inFolder().stream().filter(rule -> Provenance.of(rule) == Provenance.API).toList();
  }

  private List<JsonNode> inFolder() throws GrafanaException {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode rule : http.get(RULES).orThrow()) {
      if (rule.path("folderUID").asText().equals(settings.folder())) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private PlannedChange changed(GrafanaObject thing, JsonNode ours, List<String> difference) {
    return difference.isEmpty()
        ? thing.plan(ChangeOutcome.UNCHANGED, difference, "")
        : forced(thing, ours, difference);
  }

  private PlannedChange forced(GrafanaObject thing, JsonNode ours, List<String> difference) {
    return thing.plan(ChangeOutcome.CHANGED, difference, () -> put(ours, ChangeOutcome.CHANGED));
  }

  private static PlannedChange byHand(GrafanaObject thing, List<String> difference) {
    return thing.plan(
        ChangeOutcome.HAND_EDITED,
        difference,
        "it can be edited by hand; FORCE=1 makes it ours again");
  }

  private ChangeOutcome put(JsonNode ours, ChangeOutcome outcome) throws GrafanaException {
    http.send("PUT", path(ours), ours).orThrow();
    return outcome;
  }

  private ChangeOutcome delete(String uid) throws GrafanaException {
    http.send("DELETE", RULES + "/" + uid, null).orThrow();
    return ChangeOutcome.DELETED;
  }

  /** The weakest of its rules: one that a hand made may not be lost. */
  private static Provenance provenance(JsonNode group) {
    Provenance found = Provenance.API;
    for (JsonNode rule : group.path("rules")) {
      Provenance provenance = Provenance.of(rule);
      found = provenance == Provenance.API ? found : provenance;
    }
    return found;
  }

  /** With our folder and the data source in it. */
  private JsonNode addressed(JsonNode generated, String metrics) {
    ObjectNode group = generated.deepCopy();
    group.put("folderUid", settings.folder());
    for (JsonNode rule : group.path("rules")) {
      if (rule instanceof ObjectNode object) {
        // Whose organisation it is, the token says.
        object.remove("orgID");
        object.put("folderUID", settings.folder());
        object.put("ruleGroup", GeneratedResources.title(group));
      }
    }
    MetricsDatasource.fill(group, metrics);
    return group;
  }

  private List<String> difference(JsonNode ours, JsonNode theirs) {
    return GrafanaDiff.between(
        "alerting/" + GeneratedResources.title(ours) + ".json", theirs, ours);
  }

  private String path(JsonNode group) {
    String title = URLEncoder.encode(GeneratedResources.title(group), UTF_8).replace("+", "%20");
    return "/api/v1/provisioning/folder/" + settings.folder() + "/rule-groups/" + title;
  }
}
