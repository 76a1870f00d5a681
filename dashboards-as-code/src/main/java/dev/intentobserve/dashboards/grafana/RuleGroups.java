package dev.intentobserve.dashboards.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intentobserve.dashboards.grafana.Plan.Thing;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Alert rules, a group at a time. */
final class RuleGroups {
  private static final String RULES = "/api/v1/provisioning/alert-rules";

  private final Settings settings;
  private final Http http;

  RuleGroups(Settings settings, Http http) {
    this.settings = settings;
    this.http = http;
  }

  /**
   * @param generated the group as its file has it
   * @param metrics uid of the data source that it asks
   */
  Plan plan(JsonNode generated, String metrics) throws Problem {
    JsonNode ours = addressed(generated, metrics);
    Thing thing = new Thing("rule-group", settings.folder(), Sources.title(ours));
    Answer there = http.get(path(ours));
    JsonNode theirs = there.missing() ? MissingNode.getInstance() : there.orThrow();
    if (theirs.path("rules").isEmpty()) {
      return thing.plan(
          Outcome.CREATED,
          difference(ours, MissingNode.getInstance()),
          () -> put(ours, Outcome.CREATED));
    }
    List<String> difference = difference(ours, Canonical.seenThrough(ours, theirs));
    return switch (provenance(theirs)) {
      case FILE -> thing.failed("that Grafana reads it from a file of its own");
      case API -> changed(thing, ours, difference);
      case HAND -> settings.force() ? forced(thing, ours, difference) : byHand(thing, difference);
    };
  }

  /** Rules in our folder that came through the API, in groups that nobody generates any more. */
  List<Plan> planLeftOver(Set<String> titles) throws Problem {
    List<Plan> plans = new ArrayList<>();
    for (JsonNode rule : ofOurs()) {
      // A group that is still generated is written as a whole, which deletes what is gone from it.
      if (!titles.contains(rule.path("ruleGroup").asText())) {
        plans.add(
            settings.force()
                ? planDelete(rule)
                : thing(rule)
                    .plan(Outcome.LEFT_OVER, List.of(), "no longer generated; FORCE=1 deletes it"));
      }
    }
    return plans;
  }

  /** Every rule in our folder that came through the API. */
  List<Plan> planDelete() throws Problem {
    return ofOurs().stream().map(this::planDelete).toList();
  }

  private Plan planDelete(JsonNode rule) {
    Thing thing = thing(rule);
    return thing.plan(Outcome.DELETED, List.of(), () -> delete(thing.uid()));
  }

  private static Thing thing(JsonNode rule) {
    return new Thing("rule", rule.path("uid").asText(), Sources.title(rule));
  }

  /** How many rules in our folder did not come through the API. */
  long byHand() throws Problem {
    return inFolder().stream().filter(rule -> Provenance.of(rule) != Provenance.API).count();
  }

  private List<JsonNode> ofOurs() throws Problem {
    return inFolder().stream().filter(rule -> Provenance.of(rule) == Provenance.API).toList();
  }

  private List<JsonNode> inFolder() throws Problem {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode rule : http.get(RULES).orThrow()) {
      if (rule.path("folderUID").asText().equals(settings.folder())) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private Plan changed(Thing thing, JsonNode ours, List<String> difference) {
    return difference.isEmpty()
        ? thing.plan(Outcome.UNCHANGED, difference, "")
        : forced(thing, ours, difference);
  }

  private Plan forced(Thing thing, JsonNode ours, List<String> difference) {
    return thing.plan(Outcome.CHANGED, difference, () -> put(ours, Outcome.CHANGED));
  }

  private static Plan byHand(Thing thing, List<String> difference) {
    return thing.plan(
        Outcome.HAND_EDITED, difference, "it can be edited by hand; FORCE=1 makes it ours again");
  }

  private Outcome put(JsonNode ours, Outcome outcome) throws Problem {
    http.send("PUT", path(ours), ours).orThrow();
    return outcome;
  }

  private Outcome delete(String uid) throws Problem {
    http.send("DELETE", RULES + "/" + uid, null).orThrow();
    return Outcome.DELETED;
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
        object.put("ruleGroup", Sources.title(group));
      }
    }
    MetricsSource.fill(group, metrics);
    return group;
  }

  private List<String> difference(JsonNode ours, JsonNode theirs) {
    return Difference.between("alerting/" + Sources.title(ours) + ".json", theirs, ours);
  }

  private String path(JsonNode group) {
    String title = URLEncoder.encode(Sources.title(group), UTF_8).replace("+", "%20");
    return "/api/v1/provisioning/folder/" + settings.folder() + "/rule-groups/" + title;
  }
}
