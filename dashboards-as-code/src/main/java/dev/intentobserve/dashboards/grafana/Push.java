package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intentobserve.dashboards.grafana.Plan.Thing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Everything that a push, or taking it back, has to do. */
final class Push {
  private final Settings settings;
  private final Sources sources;
  private final Http http;
  private final Folder folder;
  private final Dashboards dashboards;
  private final RuleGroups groups;
  private final Notifications notifications;

  Push(Settings settings, Sources sources, Http http) {
    this.settings = settings;
    this.sources = sources;
    this.http = http;
    this.folder = new Folder(settings, http);
    this.dashboards = new Dashboards(settings, http);
    this.groups = new RuleGroups(settings, http);
    this.notifications = new Notifications(settings, http);
  }

  /** Which Grafana answers; a problem when it is none. */
  String greet() throws Problem {
    Answer health = http.get("/api/health");
    if (health.missing() || health.orThrow().path("database").isMissingNode()) {
      throw Problem.configuration(
          "no Grafana answers at "
              + settings.url()
              + ": GRAFANA_URL is the address of Grafana itself, like https://NAME.grafana.net, with its"
              + " path where it has one");
    }
    return "Grafana " + health.body().path("version").asText("of unknown version");
  }

  List<Plan> plan() throws Problem {
    List<Plan> plans = new ArrayList<>();
    Plan place = folder.plan();
    plans.add(place);
    for (JsonNode dashboard : sources.dashboards()) {
      String uid = dashboard.path("uid").asText();
      plans.add(
          tried(
              new Thing("dashboard", uid, Sources.title(dashboard)),
              () -> dashboards.plan(dashboard)));
    }
    plans.addAll(notifications.plan(sources));
    plans.addAll(rules());
    if (place.outcome() != Outcome.CREATED) {
      plans.addAll(leftOver());
    }
    return plans;
  }

  /** Rules first, then what they belong to. */
  List<Plan> planDelete() throws Problem {
    List<Plan> plans = new ArrayList<>(groups.planDelete());
    Set<String> generated = values("uid", sources.dashboards());
    Set<String> uids = new HashSet<>(folder.dashboards());
    uids.addAll(generated);
    boolean ours = groups.byHand() == 0;
    for (String uid : uids.stream().sorted().toList()) {
      Thing thing = new Thing("dashboard", uid, uid);
      Plan plan = tried(thing, () -> dashboards.planDelete(uid, generated.contains(uid)));
      ours &= plan.outcome() != Outcome.KEPT && plan.outcome() != Outcome.FAILED;
      plans.add(plan);
    }
    plans.addAll(notifications.planDelete(sources));
    boolean emptied = ours;
    Thing place = new Thing("folder", settings.folder(), settings.folderTitle());
    plans.add(tried(place, () -> folder.planDelete(emptied)));
    return plans;
  }

  private List<Plan> rules() throws Problem {
    List<Plan> plans = new ArrayList<>();
    if (sources.groups().isEmpty()) {
      return plans;
    }
    String metrics = new MetricsSource(settings, http).uid();
    for (JsonNode group : sources.groups()) {
      Thing thing = new Thing("rule-group", settings.folder(), Sources.title(group));
      plans.add(tried(thing, () -> groups.plan(group, metrics)));
    }
    return plans;
  }

  private List<Plan> leftOver() throws Problem {
    List<Plan> plans = new ArrayList<>();
    Set<String> generated = values("uid", sources.dashboards());
    for (String uid : folder.dashboards()) {
      if (!generated.contains(uid)) {
        plans.addAll(dashboards.leftOver(uid));
      }
    }
    if (!sources.groups().isEmpty()) {
      plans.addAll(groups.planLeftOver(values("title", sources.groups())));
    }
    return plans;
  }

  private interface Planning {
    Plan plan() throws Problem;
  }

  /** What goes wrong with one thing is told of that thing; the others are planned all the same. */
  private static Plan tried(Thing thing, Planning planning) throws Problem {
    try {
      return planning.plan();
    } catch (Problem e) {
      if (e.kind() != Problem.Kind.FAILED) {
        throw e;
      }
      return thing.failed(e.text());
    }
  }

  private static Set<String> values(String key, List<JsonNode> nodes) {
    Set<String> values = new HashSet<>();
    nodes.forEach(node -> values.add(node.path(key).asText()));
    return values;
  }
}
