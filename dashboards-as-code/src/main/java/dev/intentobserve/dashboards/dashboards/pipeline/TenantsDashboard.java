package dev.intentobserve.dashboards.dashboards.pipeline;

import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.barGauge;
import static dev.intentobserve.dashboards.vocabulary.Panel.logs;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.PanelLink.observe;

import dev.intentobserve.dashboards.external.ExternalMetrics;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.PanelQuery;
import dev.intentobserve.dashboards.vocabulary.PromQlExpr;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.TelemetryNames;

/**
 * Tenants side by side, for whoever runs the stack. Metrics never carry a tenant as a label, so
 * what is told per tenant comes from log records, which do, and from the backends' own figures.
 */
public final class TenantsDashboard {
  private static final String NOBODY =
      "Metrics of ours do not say whose they are: they are sums over all tenants.";
  private static final String LEGEND = "{{tenant}}/{{project}}";
  private static final String ERROR = "ERROR";

  private static final DashboardVariable TENANT =
      new DashboardVariable.Text("tenant", "Tenant", ".*");
  private static final DashboardVariable PROJECT =
      new DashboardVariable.Text("project", "Project", ".*");

  private static final PanelLink BOOKS =
      observe("The books of the key's tenant", "/api/v1/sources");
  private static final PanelLink EVENTS =
      observe("The events of the key's tenant", "/api/v1/events");
  private static final PanelLink PIPELINE =
      PanelLink.dashboard("The pipeline as a whole", "pipeline");

  private TenantsDashboard() {}

  public static Dashboard create() {
    return dashboard("tenants", "Tenants")
        .description(
            "Who sends how much, what of it failed, and what the backends took or threw away. Where"
                + " the backends keep tenants apart, a tenant is a data source of its own, with its"
                + " own X-Scope-OrgID: choose it above under Logs, Traces and Metrics. Where they"
                + " do not, Tenant and Project (regular expressions) pick from what all of them"
                + " sent. For operators: a tenant's own users get its data sources only.")
        .tags("operations")
        .timeRange("now-24h", "1m")
        .variables(TENANT, PROJECT)
        .row("What came in", events(), share(), failures(), failing(), failed(), traces())
        .row("What the backends took", spans(), bytes(), samples(), series())
        .row("What the backends threw away", lostSpans(), lostLines(), lostSamples());
  }

  /** What was chosen; the default tenant has no name on its records, so it gets it here. */
  private static LogLines sent() {
    return named(
            named(LogLines.of(TelemetryNames.INTENT_SERVICE), TelemetryNames.ATTR_TENANT, TENANT),
            TelemetryNames.ATTR_PROJECT,
            PROJECT)
        .filteredBy(TENANT.name(), TENANT)
        .filteredBy(PROJECT.name(), PROJECT);
  }

  private static LogLines named(LogLines lines, String attribute, DashboardVariable as) {
    String value = "{{ or .%s \"default\" }}".formatted(LogLines.label(attribute));
    return lines.stage("label_format " + as.name() + "=`" + value + "`");
  }

  private static LogLines failedOnes() {
    return sent().where("severity_text", ERROR);
  }

  private static Panel events() {
    return timeSeries("Events by tenant and project", DisplayUnit.PER_SECOND)
        .description(
            "Log records a second, one an event, by event time and by whose they are. " + NOBODY)
        .size(16, 8)
        .query(LEGEND, sent().rate(TENANT.name(), PROJECT.name()))
        .filledByEvents("signal.created")
        .linksTo(EVENTS);
  }

  private static Panel share() {
    return barGauge("Events in the time shown", DisplayUnit.COUNT)
        .description("Who sent how many. An event that no log backend took is missing here.")
        .size(8, 8)
        .query(LEGEND, sent().count(TENANT.name(), PROJECT.name()))
        .filledByEvents("signal.created")
        .linksTo(BOOKS);
  }

  private static Panel failures() {
    return timeSeries("Failures by tenant and project", DisplayUnit.PER_SECOND)
        .description(
            "Events a second that tell of a failure: *.failed, system.error, execution.escalated"
                + " and signal.circuit_break. Refused records are no events and have no tenant in"
                + " any metric: their tenant's key finds them among its dead letters.")
        .size(16, 8)
        .query(LEGEND, failedOnes().rate(TENANT.name(), PROJECT.name()))
        .filledByEvents("contract.failed", "system.error")
        .linksTo(observe("Failed contracts", "/api/v1/events?type=contract.failed"))
        .linksTo(observe("Dead letters of the key's tenant", "/api/v1/dead-letters"));
  }

  private static Panel failing() {
    return barGauge("Failures in the time shown", DisplayUnit.COUNT)
        .description("Whose work failed how often.")
        .size(8, 8)
        .query(LEGEND, failedOnes().count(TENANT.name(), PROJECT.name()))
        .thresholds(Thresholds.from(GREEN).then(1, AMBER).then(100, RED))
        .filledByEvents("contract.failed", "system.error")
        .linksTo(observe("Failed contracts", "/api/v1/events?type=contract.failed"));
  }

  private static Panel failed() {
    return logs("Failures, one by one")
        .description("The events that tell of a failure, newest first, with tenant and project.")
        .size(24, 9)
        .query(failedOnes())
        .filledByEvents("contract.failed", "system.error")
        .linksTo(EVENTS);
  }

  private static Panel traces() {
    return table("Traces of named tenants")
        .description(
            "Intents of the chosen tenants, as the trace backend holds them. The default tenant is"
                + " not named on its spans, so it is not here: Intent Observe shows it.")
        .size(24, 8)
        .query(
            new PanelQuery.Traces(
                "{ resource.service.name = \"%s\" && resource.%s =~ \"$tenant\" && span.%s = \"intent\" }"
                    .formatted(
                        TelemetryNames.INTENT_SERVICE,
                        TelemetryNames.ATTR_TENANT,
                        TelemetryNames.ATTR_KIND),
                50))
        .filledByEvents("intent.proposed")
        .linksTo(PanelLink.dashboard("The default tenant", "intent-observe"))
        .linksTo(observe("All of them", "/api/v1/traces"));
  }

  private static Panel spans() {
    return took(
        "Spans taken by Tempo",
        TimeSeries.of(ExternalMetrics.TEMPO_SPANS).rate(ExternalNames.LABEL_TENANT),
        "{{tenant}}",
        DisplayUnit.PER_SECOND);
  }

  private static Panel bytes() {
    return took(
        "Lines taken by Loki",
        TimeSeries.of(ExternalMetrics.LOKI_BYTES).rate(ExternalNames.LABEL_TENANT),
        "{{tenant}}",
        DisplayUnit.BYTES_PER_SECOND);
  }

  private static Panel samples() {
    return took(
        "Samples taken by Mimir",
        TimeSeries.of(ExternalMetrics.MIMIR_SAMPLES).rate(ExternalNames.LABEL_USER),
        "{{user}}",
        DisplayUnit.PER_SECOND);
  }

  private static Panel took(String title, PromQlExpr rate, String legend, DisplayUnit unit) {
    return timeSeries(title, unit)
        .description(
            "What the backend counts for each of its tenants. A stack that does not keep tenants"
                + " apart has one. In Grafana Cloud the backends' own figures are not ours to"
                + " read.")
        .query(legend, rate)
        .whenEmpty("The backend is not scraped. Filled by signal.created on its way there")
        .linksTo(PIPELINE);
  }

  private static Panel series() {
    return stat("Series in Mimir", DisplayUnit.COUNT)
        .description(
            "Series kept in memory, of all tenants together: this figure of Mimir's has no tenant.")
        .size(12, 8)
        .query("series", TimeSeries.of(ExternalMetrics.MIMIR_SERIES).now())
        .whenEmpty("Mimir is not scraped. Filled by the scrape of any service")
        .linksTo(PIPELINE);
  }

  private static Panel lostSpans() {
    return threw(
        "Spans thrown away by Tempo",
        TimeSeries.of(ExternalMetrics.TEMPO_DISCARDED)
            .growthWithin("1h", ExternalNames.LABEL_TENANT, TelemetryNames.LABEL_REASON),
        "{{tenant}} {{reason}}");
  }

  private static Panel lostLines() {
    return threw(
        "Lines thrown away by Loki",
        TimeSeries.of(ExternalMetrics.LOKI_DISCARDED)
            .growthWithin("1h", ExternalNames.LABEL_TENANT, TelemetryNames.LABEL_REASON),
        "{{tenant}} {{reason}}");
  }

  private static Panel lostSamples() {
    return threw(
        "Samples thrown away by Mimir",
        TimeSeries.of(ExternalMetrics.MIMIR_DISCARDED)
            .growthWithin("1h", ExternalNames.LABEL_USER, TelemetryNames.LABEL_REASON),
        "{{user}} {{reason}}");
  }

  private static Panel threw(String title, PromQlExpr lost, String legend) {
    return timeSeries(title, DisplayUnit.COUNT)
        .description(
            "What the backend refused of each of its tenants in each stretch of an hour, by its"
                + " reason. Nothing of it is lost to the record.")
        .size(8, 8)
        .query(legend, lost)
        .stacked()
        .whenEmpty("Nothing was thrown away, or the backend is not scraped")
        .linksTo(PIPELINE)
        .linksTo(EVENTS);
  }
}
