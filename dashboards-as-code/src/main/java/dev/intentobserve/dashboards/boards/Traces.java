package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Link.observe;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.trace;

import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.Link;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Query;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.dashboards.vocabulary.Variable;
import dev.intentobserve.event.Names;
import java.util.LinkedHashMap;
import java.util.Map;

/** Traces of every program, found by what their spans say. */
final class Traces {
  static final String UID = "traces";

  static final Variable SERVICE = new Variable.Text("service", "Service", ".*");
  private static final Variable NAME = new Variable.Text("name", "Span name", ".*");
  private static final Variable STATUS = new Variable.Condition("status", "Status", statuses());
  private static final Variable LONGER = new Variable.Text("longer", "Longer than", "0s");
  private static final Variable ATTRIBUTE =
      new Variable.Text("attribute", "Further condition", "true");
  private static final Variable TRACE = new Variable.Text("trace", "Trace id", "");

  private static final String NOTHING =
      "No trace matches. Programs send spans over OTLP to the collector:"
          + " OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318";

  private Traces() {}

  static Dashboard board() {
    return dashboard(UID, "Traces")
        .says(
            "Traces by service, span name, status and duration, or by any further condition of"
                + " TraceQL, such as span.ael.tool.name = \"search\". Text fields take patterns.")
        .tagged("traces", "ael")
        .shows("now-6h", "1m")
        .choose(SERVICE, NAME, STATUS, LONGER, ATTRIBUTE, TRACE)
        .row("Search", found(), errors(), slow())
        .row("One trace", stored(), recorded());
  }

  /** The way here. */
  static Link all() {
    return Link.dashboard("Traces", UID);
  }

  /** The way to the trace whose id a column holds. */
  static Link one() {
    return Link.dashboard("The trace", UID, TRACE, Link.VALUE);
  }

  private static Panel found() {
    return table("Traces found")
        .size(24, 10)
        .says("One row a trace of which some span meets all that is chosen above.")
        .asks(new Query.Traces("{ " + chosen() + " && " + STATUS.reference() + " }", 100))
        .in(Unit.PLAIN)
        .whenEmpty(NOTHING)
        .leadsTo(intents());
  }

  private static Panel errors() {
    return table("Traces with errors")
        .size(12, 9)
        .says("Traces of the chosen services in which some span failed, whatever status is chosen.")
        .asks(new Query.Traces("{ " + chosen() + " && status = error }", 50))
        .in(Unit.PLAIN)
        .whenEmpty(NOTHING)
        .leadsTo(intents());
  }

  private static Panel slow() {
    return table("Slow traces")
        .size(12, 9)
        .says(
            "Traces of the chosen services that took more than ten seconds from end to end. Those"
                + " of intents take days, by their nature.")
        .asks(new Query.Traces("{ " + chosen() + " && traceDuration > 10s }", 50))
        .in(Unit.PLAIN)
        .whenEmpty(NOTHING)
        .leadsTo(intents());
  }

  private static Panel stored() {
    return trace("One trace, from the trace backend")
        .says("The trace whose id is typed above, of whatever program, while the backend keeps it.")
        .asks(new Query.Traces(TRACE.reference(), 1))
        .in(Unit.PLAIN)
        .whenEmpty("Type or paste a trace id above")
        .leadsTo(intents());
  }

  private static Panel recorded() {
    return trace("One trace, from the record")
        .says("The same id looked up in our own record, which keeps traces of intents for good.")
        .asks(new Query.Recorded(TRACE.reference()))
        .in(Unit.PLAIN)
        .whenEmpty("Type or paste the trace id of an intent above")
        .leadsTo(intents());
  }

  private static String chosen() {
    return "resource.%s =~ \"%s\" && name =~ \"%s\" && duration >= %s && (%s)"
        .formatted(
            Names.PEER_ATTR_SERVICE,
            SERVICE.reference(),
            NAME.reference(),
            LONGER.reference(),
            ATTRIBUTE.reference());
  }

  private static Link intents() {
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
