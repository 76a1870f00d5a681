package dev.intentobserve.dashboards.dashboards.explore;

import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.PanelQuery;
import java.util.LinkedHashMap;
import java.util.Map;

/** Traces of every program, searched by attributes of their spans. */
public final class TracesDashboard {
  public static final String UID = "traces";

  public static final DashboardVariable SERVICE =
      DashboardVariable.text("service", "Service", ".*");
  private static final DashboardVariable NAME = DashboardVariable.text("name", "Span name", ".*");
  private static final DashboardVariable STATUS =
      DashboardVariable.condition("status", "Status", statuses());
  private static final DashboardVariable LONGER =
      DashboardVariable.text("longer", "Longer than", "0s");
  private static final DashboardVariable ATTRIBUTE =
      DashboardVariable.text("attribute", "Further condition", "true");
  private static final DashboardVariable TRACE = DashboardVariable.text("trace", "Trace id", "");

  private static final String NOTHING =
      "No trace matches. Programs send spans over OTLP to the collector:"
          + " OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318";

  private TracesDashboard() {}

  public static Dashboard create() {
    return Dashboard.dashboard(UID, "Traces")
        .description(
            "Traces by service, span name, status and duration, or by any further condition of"
                + " TraceQL, such as span.ael.tool.name = \"search\". Text fields take patterns.")
        .tags("traces", "ael")
        .timeRange("now-6h", "1m")
        .variables(SERVICE, NAME, STATUS, LONGER, ATTRIBUTE, TRACE)
        .row("Search", found(), errors(), slow())
        .row("One trace", inBackend(), inRecord());
  }

  public static PanelLink link() {
    return PanelLink.dashboard("Traces", UID);
  }

  public static PanelLink traceLink() {
    return PanelLink.dashboard("The trace", UID, TRACE, PanelLink.VALUE);
  }

  private static Panel found() {
    return Panel.table("Traces found")
        .description("One row per trace with a span that meets all conditions above.")
        .size(24, 10)
        .query(PanelQuery.traces("{ " + filteredBy() + " && " + STATUS.reference() + " }", 100))
        .from(NOTHING, intents());
  }

  private static Panel errors() {
    return Panel.table("Traces with errors")
        .description("Traces of the selected services with a failed span, for any selected status.")
        .size(12, 9)
        .query(PanelQuery.traces("{ " + filteredBy() + " && status = error }", 50))
        .from(NOTHING, intents());
  }

  private static Panel slow() {
    return Panel.table("Slow traces")
        .description(
            "Traces of the selected services that took more than ten seconds. Traces of intents"
                + " normally take days.")
        .size(12, 9)
        .query(PanelQuery.traces("{ " + filteredBy() + " && traceDuration > 10s }", 50))
        .from(NOTHING, intents());
  }

  private static Panel inBackend() {
    return Panel.trace("One trace, from the trace backend")
        .description(
            "The trace with the id entered above, of any program, while the backend keeps it.")
        .query(PanelQuery.traces(TRACE.reference(), 1))
        .from("Enter a trace id above", intents());
  }

  private static Panel inRecord() {
    return Panel.trace("One trace, from the record")
        .description("The same id in our own record, which keeps traces of intents permanently.")
        .query(PanelQuery.storedTrace(TRACE.reference()))
        .from("Enter the trace id of an intent above", intents());
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
    return PanelLink.observe("Traces of intents", "/api/v1/traces");
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
