package dev.intentobserve.dashboards.dashboards.pipeline;

import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_TENANT;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_USER;

import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.PanelQuery;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.TelemetryNames;

/**
 * Tenants compared, for operators. Our metrics have no label for the tenant, so the data come from
 * log records, which name it, and from the metrics of the backends.
 */
public final class TenantsDashboard {
  private static final String NOBODY =
      "Our metrics have no tenant: they are sums over all tenants.";
  private static final String LEGEND = "{{tenant}}/{{project}}";
  private static final String ERROR = "ERROR";

  private static final DashboardVariable TENANT = DashboardVariable.text("tenant", "Tenant", ".*");
  private static final DashboardVariable PROJECT =
      DashboardVariable.text("project", "Project", ".*");

  private static final PanelLink BOOKS =
      PanelLink.observe("Accounting of the key's tenant", "/api/v1/sources");
  private static final PanelLink EVENTS =
      PanelLink.observe("The events of the key's tenant", "/api/v1/events");
  private static final PanelLink PIPELINE =
      PanelLink.dashboard("The pipeline as a whole", "pipeline");

  private TenantsDashboard() {}

  public static Dashboard create() {
    return Dashboard.dashboard("tenants", "Tenants")
        .description(
            "Volume and failures of each tenant, and what the backends accepted or discarded. Where"
                + " the backends separate tenants, each tenant has its own data source with its own"
                + " X-Scope-OrgID: select it above under Logs, Traces and Metrics. Where they do"
                + " not, filter by Tenant and Project (regular expressions). For operators: the"
                + " users of a tenant only get the data sources of the tenant.")
        .tags("operations")
        .timeRange("now-24h", "1m")
        .variables(TENANT, PROJECT)
        .row("Received", events(), share(), failures(), failing(), failed(), traces())
        .row(
            "Accepted by the backends",
            accepted(
                "Spans accepted by Tempo",
                ExternalMetric.TEMPO_SPANS,
                LABEL_TENANT,
                DisplayUnit.PER_SECOND),
            accepted(
                "Lines accepted by Loki",
                ExternalMetric.LOKI_BYTES,
                LABEL_TENANT,
                DisplayUnit.BYTES_PER_SECOND),
            accepted(
                "Samples accepted by Mimir",
                ExternalMetric.MIMIR_SAMPLES,
                LABEL_USER,
                DisplayUnit.PER_SECOND),
            series())
        .row(
            "Discarded by the backends",
            discarded("Spans discarded by Tempo", ExternalMetric.TEMPO_DISCARDED, LABEL_TENANT),
            discarded("Lines discarded by Loki", ExternalMetric.LOKI_DISCARDED, LABEL_TENANT),
            discarded("Samples discarded by Mimir", ExternalMetric.MIMIR_DISCARDED, LABEL_USER));
  }

  /**
   * The selected events. Records of the default tenant do not name it, so the name is added here.
   */
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
    return Panel.timeSeries("Events by tenant and project", DisplayUnit.PER_SECOND)
        .description(
            "Log records per second, one for each event, by event time and tenant. " + NOBODY)
        .size(16, 8)
        .query(LEGEND, sent().rate(TENANT.name(), PROJECT.name()))
        .filledByEvents("signal.created")
        .linksTo(EVENTS);
  }

  private static Panel share() {
    return Panel.barGauge("Events in the time shown", DisplayUnit.COUNT)
        .description(
            "Events of each tenant. Events that the log backend did not accept are missing.")
        .size(8, 8)
        .query(LEGEND, sent().count(TENANT.name(), PROJECT.name()))
        .filledByEvents("signal.created")
        .linksTo(BOOKS);
  }

  private static Panel failures() {
    return Panel.timeSeries("Failures by tenant and project", DisplayUnit.PER_SECOND)
        .description(
            "Events per second that report a failure: *.failed, system.error, execution.escalated"
                + " and signal.circuit_break. Refused records are not events and have no tenant in"
                + " any metric: list the dead letters with the key of the tenant.")
        .size(16, 8)
        .query(LEGEND, failedOnes().rate(TENANT.name(), PROJECT.name()))
        .filledByEvents("contract.failed", "system.error")
        .linksTo(PanelLink.observe("Failed contracts", "/api/v1/events?type=contract.failed"))
        .linksTo(PanelLink.observe("Dead letters of the key's tenant", "/api/v1/dead-letters"));
  }

  private static Panel failing() {
    return Panel.barGauge("Failures in the time shown", DisplayUnit.COUNT)
        .description("Failures of each tenant.")
        .size(8, 8)
        .query(LEGEND, failedOnes().count(TENANT.name(), PROJECT.name()))
        .thresholds(Thresholds.from(Colour.GREEN).then(1, Colour.AMBER).then(100, Colour.RED))
        .filledByEvents("contract.failed", "system.error")
        .linksTo(PanelLink.observe("Failed contracts", "/api/v1/events?type=contract.failed"));
  }

  private static Panel failed() {
    return Panel.logs("Failures in detail")
        .description("Events that report a failure, newest first, with tenant and project.")
        .size(24, 9)
        .query(failedOnes())
        .filledByEvents("contract.failed", "system.error")
        .linksTo(EVENTS);
  }

  private static Panel traces() {
    return Panel.table("Traces of named tenants")
        .description(
            "Intents of the selected tenants, from the trace backend. Spans of the default tenant"
                + " do not name it, so it is not here: see the dashboard Intent Observe.")
        .size(24, 8)
        .query(
            PanelQuery.traces(
                "{ resource.service.name = \"%s\" && resource.%s =~ \"$tenant\" && span.%s = \"intent\" }"
                    .formatted(
                        TelemetryNames.INTENT_SERVICE,
                        TelemetryNames.ATTR_TENANT,
                        TelemetryNames.ATTR_KIND),
                50))
        .filledByEvents("intent.proposed")
        .linksTo(PanelLink.dashboard("The default tenant", "intent-observe"))
        .linksTo(PanelLink.observe("All traces", "/api/v1/traces"));
  }

  private static Panel accepted(
      String title, ExternalMetric metric, String tenant, DisplayUnit unit) {
    return Panel.timeSeries(title, unit)
        .description(
            "The backend's own metric for each of its tenants. A deployment without separate"
                + " tenants has one. Grafana Cloud does not expose these metrics.")
        .query(TimeSeries.of(metric).rate(tenant))
        .whenEmpty("The backend is not scraped. Filled by signal.created when it arrives there")
        .linksTo(PIPELINE);
  }

  private static Panel series() {
    return Panel.stat("Series in Mimir", DisplayUnit.COUNT)
        .description(
            "Series kept in memory, of all tenants together: this metric of Mimir has no tenant.")
        .size(12, 8)
        .query("series", TimeSeries.of(ExternalMetric.MIMIR_SERIES).now())
        .from("Mimir is not scraped. Filled by the scrape of any service", PIPELINE);
  }

  private static Panel discarded(String title, ExternalMetric metric, String tenant) {
    return Panel.timeSeries(title, DisplayUnit.COUNT)
        .description(
            "Data per hour and tenant that the backend refused, by reason. The record keeps all"
                + " of it.")
        .size(8, 8)
        .query(TimeSeries.of(metric).growthWithin("1h", tenant, TelemetryNames.LABEL_REASON))
        .stacked()
        .from("Nothing was discarded, or the backend is not scraped", PIPELINE)
        .linksTo(EVENTS);
  }
}
