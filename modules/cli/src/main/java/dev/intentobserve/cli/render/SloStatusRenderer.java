package dev.intentobserve.cli.render;

import dev.intentobserve.model.json.Json;
import java.util.List;

/** One objective: its target, its state, and how long its error budget lasts. */
public final class SloStatusRenderer {
  private static final int BAR = 24;
  private static final int LABEL = 10;
  private static final int MIN_WIDTH = 30;

  private final Json.Fields objective;
  private final TreeStyle style;
  private final int available;
  private final StringBuilder out = new StringBuilder();

  /**
   * Draws the status of {@code objective}.
   *
   * @param width of the terminal; 0 for no limit
   */
  public SloStatusRenderer(Json.Fields objective, TreeStyle style, int width) {
    this.objective = objective;
    this.style = style;
    this.available = width == 0 ? Integer.MAX_VALUE : Math.max(MIN_WIDTH, width - LABEL - 2);
  }

  public String text() {
    Json.Fields definition = objective.fields("definition");
    out.append(style.strong(text("name"))).append("  ").append(text("display_name")).append('\n');
    line("", JsonFields.text(definition, "description"));
    line("target", target(definition));
    String state = text("state");
    line("state", style.state(state, state) + ", since " + NumberText.moment(text("since")));
    line("", text("message"));
    line("events", events());
    line("window", text("from") + " to " + text("to"));
    line("budget", budget(objective.fields("budget")));
    line("forecast", forecast(objective.fields("budget")));
    burns(JsonFields.objects(objective, "burns"));
    line("note", text("note"));
    line("counts", JsonFields.text(definition, "indicator"));
    line("owner", JsonFields.text(definition.fields("labels"), "owner"));
    line("runbook", JsonFields.text(definition.fields("labels"), "runbook"));
    line("file", JsonFields.text(definition, "origin"));
    line("details", detailsCommand(JsonFields.text(definition, "kind")));
    return out.toString();
  }

  private String text(String field) {
    return JsonFields.text(objective, field);
  }

  private void line(String label, String text) {
    if (text.isBlank()) {
      return;
    }
    List<String> lines = TextWidth.wrap(text, available);
    out.append("  ")
        .append(style.faint(TextWidth.pad(label, LABEL)))
        .append(lines.getFirst())
        .append('\n');
    String indent = " ".repeat(LABEL + 2);
    lines.stream().skip(1).forEach(rest -> out.append(indent).append(rest).append('\n'));
  }

  /** Timings and freshness minutes are not stored as events, so none can be listed. */
  private String detailsCommand(String kind) {
    if (kind.equals("timings") || kind.equals("freshness") || text("total").equals("0")) {
      return "";
    }
    String outcome = text("bad").equals("0") ? "" : " --outcome bad";
    return "intent-observe slo " + text("name") + " --events" + outcome;
  }

  private String events() {
    String achieved = NumberText.percent(text("achieved"));
    return text("good")
        + " good, "
        + text("bad")
        + " bad: "
        + (achieved.equals("-") ? "no ratio yet" : achieved);
  }

  /** {@code tea.yaml:7 spec.target: must be above 0}. */
  public static String problem(Json.Fields problem) {
    String line = problem.text("line").filter(number -> !number.equals("0")).orElse("");
    String field = problem.text("field").orElse("");
    return problem.text("file").orElse("")
        + (line.isEmpty() ? "" : ":" + line)
        + (field.isEmpty() ? "" : " " + field)
        + ": "
        + problem.text("message").orElse("");
  }

  private String budget(Json.Fields budget) {
    String remaining = remaining(objective);
    String allowed =
        NumberText.number(JsonFields.text(budget, "allowed")) + " failures allowed so far";
    return remaining.isEmpty()
        ? allowed
        : bar(NumberText.value(remaining))
            + " "
            + NumberText.percent(remaining)
            + " left, "
            + allowed;
  }

  /** The remaining budget; empty while a single failure would spend several budgets. */
  public static String remaining(Json.Fields objective) {
    return JsonFields.text(objective, "state").equals("not_enough_data")
        ? ""
        : JsonFields.text(objective.fields("budget"), "remaining");
  }

  /** A bar of the remaining budget; empty if it is overspent. */
  private String bar(double share) {
    int full = (int) Math.round(Math.max(0, Math.min(1, share)) * BAR);
    return style.unicode()
        ? "█".repeat(full) + "░".repeat(BAR - full)
        : "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
  }

  /** Empty without enough events or without a budget. */
  private String forecast(Json.Fields budget) {
    String exhausted = JsonFields.text(budget, "exhausted");
    String remaining = remaining(objective);
    if (remaining.isEmpty()) {
      return "";
    }
    if (NumberText.value(remaining) <= 0) {
      return "the budget is exhausted";
    }
    return exhausted.isEmpty()
        ? "at this rate the budget " + lasts()
        : "at this rate the budget is exhausted at " + exhausted;
  }

  /** A calendar window ends before the forecast does; a rolling one has no end. */
  private String lasts() {
    String kind = JsonFields.text(objective.fields("definition").fields("window"), "kind");
    return kind.equals("calendar") ? "lasts until the window ends" : "is never exhausted";
  }

  private static String target(Json.Fields definition) {
    Json.Fields window = definition.fields("window");
    String length = JsonFields.text(window, "length");
    return NumberText.percent(JsonFields.text(definition, "target"))
        + " of events good in "
        + (length.isEmpty() ? "a calendar window" : "any " + NumberText.span(length))
        + ", evaluated from "
        + JsonFields.text(definition, "min_events")
        + " events on";
  }

  private void burns(List<Json.Fields> burns) {
    TextTable table =
        new TextTable("")
            .left("burn", row -> JsonFields.text(row, "severity"))
            .right("long", row -> NumberText.span(JsonFields.text(row, "long_window")))
            .right("rate", row -> NumberText.rate(JsonFields.text(row, "long_rate")))
            .right("short", row -> NumberText.span(JsonFields.text(row, "short_window")))
            .right("rate", row -> NumberText.rate(JsonFields.text(row, "short_rate")))
            .right("limit", row -> NumberText.rate(JsonFields.text(row, "factor")))
            .left("", row -> JsonFields.text(row, "burning").equals("true") ? "burning" : "");
    if (!burns.isEmpty()) {
      String drawn = table.draw(burns, 0, style.unicode());
      drawn.lines().forEach(row -> out.append("  ").append(row.stripTrailing()).append('\n'));
    }
  }
}
