package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ListQuery;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.NumberText;
import dev.intentobserve.cli.render.SloStatusRenderer;
import dev.intentobserve.cli.render.TextTable;
import dev.intentobserve.cli.render.TreeStyle;
import dev.intentobserve.model.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How objectives stand, as the service tells it. */
final class SloActions {
  private static final String PATH = "/api/v1/slos";

  private final CliCommand command;

  SloActions(CliCommand command) {
    this.command = command;
  }

  /** All of them; what is wrong with those not in force goes to standard error. */
  int list() {
    Json.Fields page = command.root.service().get(PATH, Map.of());
    command.printList(page, table(), "no objectives");
    for (Json.Fields problem : JsonFields.objects(page, "problems")) {
      command.remark("invalid objective file: " + problem(problem));
    }
    return 0;
  }

  /** {@code tea.yaml:7 spec.target: must be above 0}. */
  static String problem(Json.Fields problem) {
    String line = problem.text("line").filter(number -> !number.equals("0")).orElse("");
    String field = problem.text("field").orElse("");
    return problem.text("file").orElse("")
        + (line.isEmpty() ? "" : ":" + line)
        + (field.isEmpty() ? "" : " " + field)
        + ": "
        + problem.text("message").orElse("");
  }

  int one(String name) {
    Json.Fields objective = command.root.service().get(path(name), Map.of());
    command.print(
        objective, document -> new SloStatusRenderer(document, style(), command.columns(0)).text());
    return 0;
  }

  int cases(String name, ListQuery query, int limit) {
    Json.Fields page = query.collect(command.root.service(), path(name) + "/events", limit);
    command.printList(page, cases(), page.text("note").orElse("no such cases"));
    return 0;
  }

  private TreeStyle style() {
    return new TreeStyle(command.terminal.unicode(), command.terminal.colour());
  }

  private static String path(String name) {
    return PATH + "/" + ServiceClient.encode(name);
  }

  private static TextTable table() {
    return new TextTable("no objectives")
        .left("NAME", "name")
        .left("STATE", "state")
        .right(
            "GOOD/TOTAL", row -> JsonFields.text(row, "good") + "/" + JsonFields.text(row, "total"))
        .right("TARGET", row -> NumberText.percent(JsonFields.text(row, "target")))
        .right("BUDGET LEFT", row -> NumberText.percent(SloStatusRenderer.remaining(row)))
        .right("BURN", SloActions::burn)
        .prose("MESSAGE", "message");
  }

  /** The fastest of the long windows. */
  private static String burn(Json.Fields objective) {
    List<Json.Fields> burns = JsonFields.objects(objective, "burns");
    return burns.stream()
        .map(burn -> JsonFields.text(burn, "long_rate"))
        .filter(rate -> !rate.isEmpty())
        .max(Comparator.comparingDouble(NumberText::value))
        .map(NumberText::rate)
        .orElse("-");
  }

  private static TextTable cases() {
    return new TextTable("no cases")
        .left("OUTCOME", "outcome")
        .left("DECIDED", row -> NumberText.moment(or(row, "decided", "due")))
        .right("TOOK", row -> NumberText.seconds(JsonFields.text(row, "took_seconds")))
        .left("SUBJECT", "subject")
        .left("EVENT", row -> or(row, "event_id", "end_event"))
        .left("TRACE", "trace_id")
        .left("TITLE", "title");
  }

  private static String or(Json.Fields row, String name, String instead) {
    String text = JsonFields.text(row, name);
    return text.isEmpty() ? JsonFields.text(row, instead) : text;
  }
}
