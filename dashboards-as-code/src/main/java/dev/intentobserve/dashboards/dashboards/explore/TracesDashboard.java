package dev.intentobserve.dashboards.dashboards.explore;

import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.trace;
import static dev.intentobserve.dashboards.vocabulary.PanelLink.observe;

import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.PanelQuery;
import java.util.LinkedHashMap;
import java.util.Map;

/** Traces of every program, found by what their spans say. */
public final class TracesDashboard {
  public static final String UID = "traces";

  public static final DashboardVariable SERVICE =
      new DashboardVariable.Text("service", "Service", ".*");
  private static final DashboardVariable NAME =
      new DashboardVariable.Text("name", "Span name", ".*");
  private static final DashboardVariable STATUS =
      new DashboardVariable.Condition("status", "Status", statuses());
  private static final DashboardVariable LONGER =
      new DashboardVariable.Text("longer", "Longer than", "0s");
  private static final DashboardVariable ATTRIBUTE =
      new DashboardVariable.Text("attribute", "Further condition", "true");
  private static final DashboardVariable TRACE =
      new DashboardVariable.Text("trace", "Trace id", "");

  private static final String NOTHING =
      "No trace matches. Programs send spans over OTLP to the collector:"
          + " OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318";

  private TracesDashboard() {}

  public static Dashboard create() {
    return dashboard(UID, "Traces")
        .description(
            "Traces by service, span name, status and duration, or by any further condition of"
                + " TraceQL, such as span.ael.tool.name = \"search\". Text fields take patterns.")
        .tags("traces", "ael")
        .timeRange("now-6h", "1m")
        .variables(SERVICE, NAME, STATUS, LONGER, ATTRIBUTE, TRACE)
        .row("Search", found(), errors(), slow())
        .row("One trace", stored(), recorded());
  }

  /** The way here. */
  public static PanelLink all() {
    return PanelLink.dashboard("Traces", UID);
  }

  /** The way to the trace whose id a column holds. */
  public static PanelLink one() {
    return PanelLink.dashboard("The trace", UID, TRACE, PanelLink.VALUE);
  }

  private static Panel found() {
    return table("Traces found")
        .description("One row a trace of which some span meets all that is chosen above.")
        .size(24, 10)
        .query(new PanelQuery.Traces("{ " + filteredBy() + " && " + STATUS.reference() + " }", 100))
        .whenEmpty(NOTHING)
        .linksTo(intents());
  }

  private static Panel errors() {
    return table("Traces with errors")
        .description(
            "Traces of the chosen services in which some span failed, whatever status is chosen.")
        .size(12, 9)
        .query(new PanelQuery.Traces("{ " + filteredBy() + " && status = error }", 50))
        .whenEmpty(NOTHING)
        .linksTo(intents());
  }

  private static Panel slow() {
    return table("Slow traces")
        .description(
            "Traces of the chosen services that took more than ten seconds from end to end. Those"
                + " of intents take days, by their nature.")
        .size(12, 9)
        .query(new PanelQuery.Traces("{ " + filteredBy() + " && traceDuration > 10s }", 50))
        .whenEmpty(NOTHING)
        .linksTo(intents());
  }

  private static Panel stored() {
    return trace("One trace, from the trace backend")
        .description(
            "The trace whose id is typed above, of whatever program, while the backend keeps it.")
        .query(new PanelQuery.Traces(TRACE.reference(), 1))
        .whenEmpty("Type or paste a trace id above")
        .linksTo(intents());
  }

  private static Panel recorded() {
    return trace("One trace, from the record")
        .description(
            "The same id looked up in our own record, which keeps traces of intents for good.")
        .query(new PanelQuery.StoredTrace(TRACE.reference()))
        .whenEmpty("Type or paste the trace id of an intent above")
        .linksTo(intents());
  }

  private static String filteredBy() {
    return "resource.%s =~ \"%s\" && name =~ \"%s\" && duration >= %s && (%s)"
        .formatted(
            ExternalNames.ATTR_SERVICE,
            SERVICE.reference(),
            NAME.reference(),
            LONGER.reference(),
            ATTRIBUTE.reference());
  }

  private static PanelLink intents() {
    return observe("Traces of intents", "/api/v1/traces");
  }

  private static Map<String, String> statuses() {
    Map<String, String> statuses = new LinkedHashMap<>();
    statuses.put("Any", "true");
    statuses.put("Error", "status = error");
    statuses.put("Ok", "status = ok");
    statuses.put("Not set", "status = unset");
    return statuses;
  }
}
