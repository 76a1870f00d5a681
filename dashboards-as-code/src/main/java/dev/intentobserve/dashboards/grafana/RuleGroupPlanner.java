package dev.intentobserve.dashboards.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intentobserve.dashboards.grafana.PlannedChange.GrafanaResource;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Plans alert rules, one group at a time. */
final class RuleGroupPlanner {
  private static final String RULES = "/api/v1/provisioning/alert-rules";

  private final GrafanaSettings settings;
  private final GrafanaClient http;

  RuleGroupPlanner(GrafanaSettings settings, GrafanaClient http) {
    this.settings = settings;
    this.http = http;
  }

  /**
   * @param file the group in its file
   * @param metrics uid of its data source
   */
  PlannedChange plan(JsonNode file, String metrics) throws GrafanaException {
    JsonNode generated = addressed(file, metrics);
    GrafanaResource resource =
        new GrafanaResource("rule-group", settings.folder(), GeneratedResources.title(generated));
    GrafanaResponse there = http.get(path(generated));
    JsonNode current = there.missing() ? MissingNode.getInstance() : there.orThrow();
    if (current.path("rules").isEmpty()) {
      return resource.plan(
          ChangeOutcome.CREATED, difference(generated, MissingNode.getInstance()), put(generated));
    }
    List<String> difference = difference(generated, CanonicalJson.restrictedTo(generated, current));
    Provenance provenance = provenance(current);
    if (provenance == Provenance.HAND && settings.force()) {
      return resource.plan(ChangeOutcome.CHANGED, difference, put(generated));
    }
    return resource.replace(
        provenance, difference, "it can be edited by hand; FORCE=1 takes it over", put(generated));
  }

  /** Rules in our folder that came through the API, in groups that are no longer generated. */
  List<PlannedChange> planLeftOver(Set<String> titles) throws GrafanaException {
    List<PlannedChange> plans = new ArrayList<>();
    for (JsonNode rule : fromApi()) {
      // A group that is still generated is written as a whole, which deletes removed rules.
      if (!titles.contains(rule.path("ruleGroup").asText())) {
        plans.add(resource(rule).leftOver(settings.force(), delete(rule)));
      }
    }
    return plans;
  }

  List<PlannedChange> planDelete() throws GrafanaException {
    return fromApi().stream().map(rule -> resource(rule).delete(delete(rule))).toList();
  }

  private static GrafanaResource resource(JsonNode rule) {
    return new GrafanaResource("rule", rule.path("uid").asText(), GeneratedResources.title(rule));
  }

  long byHand() throws GrafanaException {
    return inFolder().stream().filter(rule -> Provenance.of(rule) != Provenance.API).count();
  }

  private List<JsonNode> fromApi() throws GrafanaException {
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

  private PlannedChange.Write put(JsonNode group) {
    return http.change("PUT", path(group), group);
  }

  private PlannedChange.Write delete(JsonNode rule) {
    return http.change("DELETE", RULES + "/" + resource(rule).uid(), null);
  }

  /** Not the API if any of its rules did not come through the API: that rule must not be lost. */
  private static Provenance provenance(JsonNode group) {
    Provenance found = Provenance.API;
    for (JsonNode rule : group.path("rules")) {
      Provenance provenance = Provenance.of(rule);
      found = provenance == Provenance.API ? found : provenance;
    }
    return found;
  }

  /** Adds our folder and the data source. */
  private JsonNode addressed(JsonNode generated, String metrics) {
    ObjectNode group = generated.deepCopy();
    group.put("folderUid", settings.folder());
    for (JsonNode rule : group.path("rules")) {
      if (rule instanceof ObjectNode object) {
        // The token determines the organisation.
        object.remove("orgID");
        object.put("folderUID", settings.folder());
        object.put("ruleGroup", GeneratedResources.title(group));
      }
    }
    MetricsDatasource.fill(group, metrics);
    return group;
  }

  private List<String> difference(JsonNode generated, JsonNode current) {
    return CanonicalJson.difference(
        "alerting/" + GeneratedResources.title(generated) + ".json", current, generated);
  }

  private String path(JsonNode group) {
    String title = URLEncoder.encode(GeneratedResources.title(group), UTF_8).replace("+", "%20");
    return "/api/v1/provisioning/folder/" + settings.folder() + "/rule-groups/" + title;
  }
}
