package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Link.observe;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.lines;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;

import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.Expr;
import dev.intentobserve.dashboards.vocabulary.Lines;
import dev.intentobserve.dashboards.vocabulary.Link;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Query;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.dashboards.vocabulary.Variable;
import dev.intentobserve.event.Names;

/**
 * Tenants side by side, for whoever runs the stack. Metrics never carry a tenant as a label, so
 * what is told per tenant comes from log records, which do, and from the backends' own figures.
 */
final class Tenants {
  private static final String NOBODY =
      "Metrics of ours do not say whose they are: they are sums over all tenants.";
  private static final String LEGEND = "{{tenant}}/{{project}}";
  private static final String ERROR = "ERROR";

  private static final Variable TENANT = new Variable.Text("tenant", "Tenant", ".*");
  private static final Variable PROJECT = new Variable.Text("project", "Project", ".*");

  private static final Link BOOKS = observe("The books of the key's tenant", "/api/v1/sources");
  private static final Link EVENTS = observe("The events of the key's tenant", "/api/v1/events");
  private static final Link PIPELINE = Link.dashboard("The pipeline as a whole", "pipeline");

  private Tenants() {}

  static Dashboard board() {
    return dashboard("tenants", "Tenants")
        .says(
            "Who sends how much, what of it failed, and what the backends took or threw away. Where"
                + " the backends keep tenants apart, a tenant is a data source of its own, with its"
                + " own X-Scope-OrgID: choose it above under Logs, Traces and Metrics. Where they do"
                + " not, Tenant and Project (regular expressions) pick from what all of them sent."
                + " For operators: a tenant's own users get its data sources only.")
        .tagged("operations")
        .shows("now-24h", "1m")
        .choose(TENANT, PROJECT)
        .row("What came in", events(), share(), failures(), failing(), failed(), traces())
        .row("What the backends took", spans(), bytes(), samples(), series())
        .row("What the backends threw away", lostSpans(), lostLines(), lostSamples());
  }

  /** What was chosen; the default tenant has no name on its records, so it gets it here. */
  private static Lines sent() {
    return named(
            named(Lines.of(Names.INTENT_SERVICE), Names.ATTR_TENANT, TENANT),
            Names.ATTR_PROJECT,
            PROJECT)
        .chosen(TENANT.name(), TENANT)
        .chosen(PROJECT.name(), PROJECT);
  }

  private static Lines named(Lines lines, String attribute, Variable as) {
    String value = "{{ or .%s \"default\" }}".formatted(Lines.label(attribute));
    return lines.stage("label_format " + as.name() + "=`" + value + "`");
  }

  private static Lines failedOnes() {
    return sent().where("severity_text", ERROR);
  }

  private static Panel events() {
    return timeSeries("Events by tenant and project")
        .size(16, 8)
        .says("Log records a second, one an event, by event time and by whose they are. " + NOBODY)
        .asks(new Query.Logs(LEGEND, sent().rate(TENANT.name(), PROJECT.name())))
        .in(Unit.PER_SECOND)
        .filledBy("signal.created")
        .leadsTo(EVENTS);
  }

  private static Panel share() {
    return bars("Events in the time shown")
        .size(8, 8)
        .says("Who sent how many. An event that no log backend took is missing here.")
        .asks(counted(sent()))
        .in(Unit.COUNT)
        .filledBy("signal.created")
        .leadsTo(BOOKS);
  }

  private static Panel failures() {
    return timeSeries("Failures by tenant and project")
        .size(16, 8)
        .says(
            "Events a second that tell of a failure: *.failed, system.error, execution.escalated and"
                + " signal.circuit_break. Refused records are no events and have no tenant in any"
                + " metric: their tenant's key finds them among its dead letters.")
        .asks(new Query.Logs(LEGEND, failedOnes().rate(TENANT.name(), PROJECT.name())))
        .in(Unit.PER_SECOND)
        .filledBy("contract.failed", "system.error")
        .leadsTo(observe("Failed contracts", "/api/v1/events?type=contract.failed"))
        .leadsTo(observe("Dead letters of the key's tenant", "/api/v1/dead-letters"));
  }

  private static Panel failing() {
    return bars("Failures in the time shown")
        .size(8, 8)
        .says("Whose work failed how often.")
        .asks(counted(failedOnes()))
        .in(Unit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, AMBER).then(100, RED))
        .filledBy("contract.failed", "system.error")
        .leadsTo(observe("Failed contracts", "/api/v1/events?type=contract.failed"));
  }

  private static Query counted(Lines lines) {
    return new Query.Logs(LEGEND, lines.count(Series.RANGE, TENANT.name(), PROJECT.name()));
  }

  private static Panel failed() {
    return lines("Failures, one by one")
        .size(24, 9)
        .says("The events that tell of a failure, newest first, with tenant and project.")
        .asks(new Query.Logs("", failedOnes().logql()))
        .in(Unit.PLAIN)
        .filledBy("contract.failed", "system.error")
        .leadsTo(EVENTS);
  }

  private static Panel traces() {
    return table("Traces of named tenants")
        .size(24, 8)
        .says(
            "Intents of the chosen tenants, as the trace backend holds them. The default tenant is not"
                + " named on its spans, so it is not here: Intent Observe shows it.")
        .asks(
            new Query.Traces(
                "{ resource.service.name = \"%s\" && resource.%s =~ \"$tenant\" && span.%s = \"intent\" }"
                    .formatted(Names.INTENT_SERVICE, Names.ATTR_TENANT, Names.ATTR_KIND),
                50))
        .in(Unit.PLAIN)
        .filledBy("intent.proposed")
        .leadsTo(Link.dashboard("The default tenant", "intent-observe"))
        .leadsTo(observe("All of them", "/api/v1/traces"));
  }

  private static Panel spans() {
    return took(
        "Spans taken by Tempo",
        Series.of(Names.PEER_TEMPO_SPANS).rate(Names.PEER_LABEL_TENANT),
        "{{tenant}}",
        Unit.PER_SECOND);
  }

  private static Panel bytes() {
    return took(
        "Lines taken by Loki",
        Series.of(Names.PEER_LOKI_BYTES).rate(Names.PEER_LABEL_TENANT),
        "{{tenant}}",
        Unit.BYTES_PER_SECOND);
  }

  private static Panel samples() {
    return took(
        "Samples taken by Mimir",
        Series.of(Names.PEER_MIMIR_SAMPLES).rate(Names.PEER_LABEL_USER),
        "{{user}}",
        Unit.PER_SECOND);
  }

  private static Panel took(String title, Expr rate, String legend, Unit unit) {
    return timeSeries(title)
        .says(
            "What the backend counts for each of its tenants. A stack that does not keep tenants apart"
                + " has one. In Grafana Cloud the backends' own figures are not ours to read.")
        .asks(legend, rate)
        .in(unit)
        .whenEmpty("The backend is not scraped. Filled by signal.created on its way there")
        .leadsTo(PIPELINE);
  }

  private static Panel series() {
    return stat("Series in Mimir")
        .size(12, 8)
        .says(
            "Series kept in memory, of all tenants together: this figure of Mimir's has no tenant.")
        .asks("series", Series.of(Names.PEER_MIMIR_SERIES).now())
        .in(Unit.COUNT)
        .whenEmpty("Mimir is not scraped. Filled by the scrape of any service")
        .leadsTo(PIPELINE);
  }

  private static Panel lostSpans() {
    return threw(
        "Spans thrown away by Tempo",
        Series.of(Names.PEER_TEMPO_DISCARDED)
            .growthWithin("1h", Names.PEER_LABEL_TENANT, Names.LABEL_REASON),
        "{{tenant}} {{reason}}");
  }

  private static Panel lostLines() {
    return threw(
        "Lines thrown away by Loki",
        Series.of(Names.PEER_LOKI_DISCARDED)
            .growthWithin("1h", Names.PEER_LABEL_TENANT, Names.LABEL_REASON),
        "{{tenant}} {{reason}}");
  }

  private static Panel lostSamples() {
    return threw(
        "Samples thrown away by Mimir",
        Series.of(Names.PEER_MIMIR_DISCARDED)
            .growthWithin("1h", Names.PEER_LABEL_USER, Names.LABEL_REASON),
        "{{user}} {{reason}}");
  }

  private static Panel threw(String title, Expr lost, String legend) {
    return timeSeries(title)
        .size(8, 8)
        .says(
            "What the backend refused of each of its tenants in each stretch of an hour, by its"
                + " reason. Nothing of it is lost to the record.")
        .asks(legend, lost)
        .stacked()
        .in(Unit.COUNT)
        .whenEmpty("Nothing was thrown away, or the backend is not scraped")
        .leadsTo(PIPELINE)
        .leadsTo(EVENTS);
  }
}
