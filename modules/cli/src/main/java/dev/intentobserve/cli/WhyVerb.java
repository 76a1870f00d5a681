package dev.intentobserve.cli;

import dev.intentobserve.event.Json;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells what became of one event. */
@Command(
    name = "why",
    header = "Tells what became of one event.",
    description = "Shows one event: as received, as understood, where it was placed and shipped.")
final class WhyVerb extends Verb {
  @Parameters(index = "0", paramLabel = "EVENT_ID", description = "As receipts and lists give it.")
  private String eventId = "";

  WhyVerb(Root root) {
    super(root);
  }

  @Override
  public Integer call() {
    print(root.service().get("/api/v1/events/" + Service.encode(eventId), Map.of()), WhyVerb::text);
    return 0;
  }

  private static String text(Json.Fields event) {
    StringBuilder out = new StringBuilder();
    out.append(Fields.text(event, "type")).append("  ").append(Fields.text(event, "entity"));
    out.append("  ").append(Fields.text(event, "event_time")).append('\n');
    out.append(Fields.text(event, "title")).append('\n');
    for (String sentence : event.texts("why")) {
      out.append("  - ").append(Safe.text(sentence)).append('\n');
    }
    Json.Fields understood = event.fields("understood");
    for (String claim : understood.texts("claims")) {
      out.append("  - It says: ").append(Safe.text(claim)).append(".\n");
    }
    return out.append("body: ").append(Fields.text(event, "body")).append('\n').toString();
  }
}
