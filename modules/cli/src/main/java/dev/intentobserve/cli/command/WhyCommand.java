package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.SafeText;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "why",
    header = "Shows how one event was processed.",
    description = "Shows one event: as received, as interpreted, its trace and its exports.")
public final class WhyCommand extends CliCommand {
  @Parameters(
      index = "0",
      paramLabel = "EVENT_ID",
      description = "ID of an event, as receipts and lists show it.")
  private String eventId = "";

  @Override
  public Integer call() {
    print(
        service().get(ApiPaths.EVENTS + "/" + ServiceClient.encode(eventId), Map.of()),
        WhyCommand::text);
    return 0;
  }

  private static String text(Json.Fields event) {
    StringBuilder out = new StringBuilder();
    out.append(JsonFields.text(event, "type"))
        .append("  ")
        .append(JsonFields.text(event, "entity"));
    out.append("  ").append(JsonFields.text(event, "event_time")).append('\n');
    out.append(JsonFields.text(event, "title")).append('\n');
    for (String reason : event.texts("why")) {
      out.append("  - ").append(SafeText.singleLine(reason)).append('\n');
    }
    Json.Fields understood = event.fields("understood");
    for (String claim : understood.texts("claims")) {
      out.append("  - Claims: ").append(SafeText.singleLine(claim)).append('\n');
    }
    return out.append("body: ").append(JsonFields.text(event, "body")).append('\n').toString();
  }
}
