package dev.intentobserve.cli;

import dev.intentobserve.event.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How objectives stand, as the service tells it. */
final class SloStatusView {
  private static final String PATH = "/api/v1/slos";

  private final Verb verb;

  SloStatusView(Verb verb) {
    this.verb = verb;
  }

  /** All of them; what is wrong with those not in force goes to standard error. */
  int list() {
    Json.Fields page = verb.root.service().get(PATH, Map.of());
    verb.printList(page, table(), "no objectives");
    for (Json.Fields problem : Fields.objects(page, "problems")) {
      verb.remark("not in force: " + problem(problem));
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
    Json.Fields objective = verb.root.service().get(path(name), Map.of());
    verb.print(objective, document -> new SloPage(document, pen(), verb.columns(0)).text());
    return 0;
  }

  int cases(String name, Query question, int limit) {
    Json.Fields page = question.collect(verb.root.service(), path(name) + "/events", limit);
    verb.printList(page, cases(), page.text("note").orElse("no such cases"));
    return 0;
  }

  private Pen pen() {
    return new Pen(verb.world.unicode(), verb.world.colour());
  }

  private static String path(String name) {
    return PATH + "/" + Service.encode(name);
  }

  private static TextTable table() {
    return new TextTable("no objectives")
        .left("NAME", "name")
        .left("STATE", "state")
        .right("GOOD/TOTAL", row -> Fields.text(row, "good") + "/" + Fields.text(row, "total"))
        .right("TARGET", row -> Figures.percent(Fields.text(row, "target")))
        .right("BUDGET LEFT", row -> Figures.percent(remaining(row)))
        .right("BURN", SloStatusView::burn)
        .prose("MESSAGE", "message");
  }

  /**
   * Of a few cases one failure is several budgets: nothing is told of it before they are enough.
   */
  static String remaining(Json.Fields objective) {
    return Fields.text(objective, "state").equals("not_enough_data")
        ? ""
        : Fields.text(objective.fields("budget"), "remaining");
  }

  /** The fastest of the long windows. */
  private static String burn(Json.Fields objective) {
    List<Json.Fields> burns = Fields.objects(objective, "burns");
    return burns.stream()
        .map(burn -> Fields.text(burn, "long_rate"))
        .filter(rate -> !rate.isEmpty())
        .max(Comparator.comparingDouble(Figures::value))
        .map(Figures::rate)
        .orElse("-");
  }

  private static TextTable cases() {
    return new TextTable("no cases")
        .left("OUTCOME", "outcome")
        .left("DECIDED", row -> Figures.moment(or(row, "decided", "due")))
        .right("TOOK", row -> Figures.seconds(Fields.text(row, "took_seconds")))
        .left("SUBJECT", "subject")
        .left("EVENT", row -> or(row, "event_id", "end_event"))
        .left("TRACE", "trace_id")
        .left("TITLE", "title");
  }

  private static String or(Json.Fields row, String name, String instead) {
    String text = Fields.text(row, name);
    return text.isEmpty() ? Fields.text(row, instead) : text;
  }
}
