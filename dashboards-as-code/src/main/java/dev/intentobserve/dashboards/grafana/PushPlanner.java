package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intentobserve.dashboards.grafana.PlannedChange.GrafanaResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Plans all changes of a push, or of taking it back. */
final class PushPlanner {
  private final GrafanaSettings settings;
  private final GeneratedResources sources;
  private final GrafanaClient http;
  private final FolderPlanner folder;
  private final DashboardPlanner dashboards;
  private final RuleGroupPlanner groups;
  private final ContactPointPlanner notifications;

  PushPlanner(GrafanaSettings settings, GeneratedResources sources, GrafanaClient http) {
    this.settings = settings;
    this.sources = sources;
    this.http = http;
    this.folder = new FolderPlanner(settings, http);
    this.dashboards = new DashboardPlanner(settings, http);
    this.groups = new RuleGroupPlanner(settings, http);
    this.notifications = new ContactPointPlanner(settings, http);
  }

  String greet() throws GrafanaException {
    GrafanaResponse health = http.get("/api/health");
    if (health.missing() || health.orThrow().path("database").isMissingNode()) {
      throw GrafanaException.configuration(
          "no Grafana at "
              + settings.url()
              + ": GRAFANA_URL must be the address of Grafana itself, like"
              + " https://NAME.grafana.net, with its path where it has one");
    }
    return "Grafana " + health.body().path("version").asText("of unknown version");
  }

  List<PlannedChange> plan() throws GrafanaException {
    List<PlannedChange> plans = new ArrayList<>();
    PlannedChange place = folder.plan();
    plans.add(place);
    for (JsonNode dashboard : sources.dashboards()) {
      String uid = dashboard.path("uid").asText();
      plans.add(
          tried(
              new GrafanaResource("dashboard", uid, GeneratedResources.title(dashboard)),
              () -> dashboards.plan(dashboard)));
    }
    plans.addAll(notifications.plan(sources));
    plans.addAll(rules());
    if (place.outcome() != ChangeOutcome.CREATED) {
      plans.addAll(orphaned());
    }
    return plans;
  }

  /** Rules first, then dashboards, then the folder. */
  List<PlannedChange> planDelete() throws GrafanaException {
    List<PlannedChange> plans = new ArrayList<>(groups.planDelete());
    Set<String> generated = values("uid", sources.dashboards());
    Set<String> uids = new HashSet<>(folder.dashboards());
    uids.addAll(generated);
    boolean ours = groups.byHand() == 0;
    for (String uid : uids.stream().sorted().toList()) {
      GrafanaResource resource = new GrafanaResource("dashboard", uid, uid);
      PlannedChange plan =
          tried(resource, () -> dashboards.planDelete(uid, generated.contains(uid)));
      ours &= plan.outcome() != ChangeOutcome.KEPT && plan.outcome() != ChangeOutcome.FAILED;
      plans.add(plan);
    }
    plans.addAll(notifications.planDelete(sources));
    boolean emptied = ours;
    GrafanaResource place =
        new GrafanaResource("folder", settings.folder(), settings.folderTitle());
    plans.add(tried(place, () -> folder.planDelete(emptied)));
    return plans;
  }

  private List<PlannedChange> rules() throws GrafanaException {
    List<PlannedChange> plans = new ArrayList<>();
    if (sources.groups().isEmpty()) {
      return plans;
    }
    String metrics = new MetricsDatasource(settings, http).uid();
    for (JsonNode group : sources.groups()) {
      GrafanaResource resource =
          new GrafanaResource("rule-group", settings.folder(), GeneratedResources.title(group));
      plans.add(tried(resource, () -> groups.plan(group, metrics)));
    }
    return plans;
  }

  private List<PlannedChange> orphaned() throws GrafanaException {
    List<PlannedChange> plans = new ArrayList<>();
    Set<String> generated = values("uid", sources.dashboards());
    for (String uid : folder.dashboards()) {
      if (!generated.contains(uid)) {
        plans.addAll(dashboards.orphaned(uid));
      }
    }
    if (!sources.groups().isEmpty()) {
      plans.addAll(groups.planLeftOver(values("title", sources.groups())));
    }
    return plans;
  }

  private interface PlanningStep {
    PlannedChange plan() throws GrafanaException;
  }

  /** A failure of one resource does not prevent planning the others. */
  private static PlannedChange tried(GrafanaResource resource, PlanningStep planning)
      throws GrafanaException {
    try {
      return planning.plan();
    } catch (GrafanaException e) {
      if (e.kind() != GrafanaException.Kind.FAILED) {
        throw e;
      }
      return resource.failed(e.text());
    }
  }

  private static Set<String> values(String key, List<JsonNode> nodes) {
    Set<String> values = new HashSet<>();
    nodes.forEach(node -> values.add(node.path(key).asText()));
    return values;
  }
}
