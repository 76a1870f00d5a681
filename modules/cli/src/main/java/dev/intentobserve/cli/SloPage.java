package dev.intentobserve.cli;

import dev.intentobserve.event.Json;
import java.util.List;

/** One objective on a small page: what it promises, how it stands, how long the budget lasts. */
final class SloPage {
  private static final int BAR = 24;
  private static final int LABEL = 10;
  private static final int NARROWEST = 30;

  private final Json.Fields objective;
  private final Pen pen;
  private final int room;
  private final StringBuilder out = new StringBuilder();

  /**
   * @param width of the terminal, 0 when lines may be as long as they are
   */
  SloPage(Json.Fields objective, Pen pen, int width) {
    this.objective = objective;
    this.pen = pen;
    this.room = width == 0 ? Integer.MAX_VALUE : Math.max(NARROWEST, width - LABEL - 2);
  }

  String text() {
    Json.Fields definition = objective.fields("definition");
    out.append(pen.strong(text("name"))).append("  ").append(text("display_name")).append('\n');
    line("", Fields.text(definition, "description"));
    line("promise", promise(definition));
    String state = text("state");
    line("state", pen.state(state, state) + ", since " + Figures.moment(text("since")));
    line("", text("message"));
    line("cases", cases());
    line("window", text("from") + " to " + text("to"));
    line("budget", budget(objective.fields("budget")));
    line("forecast", forecast(objective.fields("budget")));
    burns(Fields.objects(objective, "burns"));
    line("note", text("note"));
    line("counts", Fields.text(definition, "indicator"));
    line("owner", Fields.text(definition.fields("labels"), "owner"));
    line("runbook", Fields.text(definition.fields("labels"), "runbook"));
    line("from", Fields.text(definition, "origin"));
    line("open it", opened(Fields.text(definition, "kind")));
    return out.toString();
  }

  private String text(String field) {
    return Fields.text(objective, field);
  }

  private void line(String label, String text) {
    if (text.isBlank()) {
      return;
    }
    List<String> lines = Width.wrap(text, room);
    out.append("  ")
        .append(pen.faint(Width.pad(label, LABEL)))
        .append(lines.getFirst())
        .append('\n');
    String indent = " ".repeat(LABEL + 2);
    lines.stream().skip(1).forEach(rest -> out.append(indent).append(rest).append('\n'));
  }

  /** Timings and minutes are no events, which could be shown. */
  private String opened(String kind) {
    if (kind.equals("timings") || kind.equals("freshness") || text("total").equals("0")) {
      return "";
    }
    String outcome = text("bad").equals("0") ? "" : " --outcome bad";
    return "intent-observe slo " + text("name") + " --events" + outcome;
  }

  private String cases() {
    String achieved = Figures.percent(text("achieved"));
    return text("good")
        + " good, "
        + text("bad")
        + " bad: "
        + (achieved.equals("-") ? "no share yet" : achieved);
  }

  private String budget(Json.Fields budget) {
    String remaining = SloStatusView.remaining(objective);
    String allowed = Figures.number(Fields.text(budget, "allowed")) + " failures allowed so far";
    return remaining.isEmpty()
        ? allowed
        : bar(Figures.value(remaining)) + " " + Figures.percent(remaining) + " left, " + allowed;
  }

  /** An overspent budget is an empty bar. */
  private String bar(double share) {
    int full = (int) Math.round(Math.max(0, Math.min(1, share)) * BAR);
    return pen.unicode()
        ? "█".repeat(full) + "░".repeat(BAR - full)
        : "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
  }

  /** Without enough cases, or without a budget, there is nothing to foresee. */
  private String forecast(Json.Fields budget) {
    String exhausted = Fields.text(budget, "exhausted");
    String remaining = SloStatusView.remaining(objective);
    if (remaining.isEmpty()) {
      return "";
    }
    if (Figures.value(remaining) <= 0) {
      return "the budget is spent";
    }
    return exhausted.isEmpty()
        ? "at this rate the budget " + lasts()
        : "at this rate the budget is spent by " + exhausted;
  }

  /** In a calendar window it is asked for no longer than the window; a rolling one has no end. */
  private String lasts() {
    String kind = Fields.text(objective.fields("definition").fields("window"), "kind");
    return kind.equals("calendar") ? "lasts until the window ends" : "is never spent";
  }

  private static String promise(Json.Fields definition) {
    Json.Fields window = definition.fields("window");
    String length = Fields.text(window, "length");
    return Figures.percent(Fields.text(definition, "target"))
        + " of cases go well within "
        + (length.isEmpty() ? "a calendar window" : "any " + Figures.span(length))
        + ", judged from "
        + Fields.text(definition, "min_events")
        + " cases on";
  }

  private void burns(List<Json.Fields> burns) {
    TextTable table =
        new TextTable("")
            .left("burn", row -> Fields.text(row, "severity"))
            .right("long", row -> Figures.span(Fields.text(row, "long_window")))
            .right("rate", row -> Figures.rate(Fields.text(row, "long_rate")))
            .right("short", row -> Figures.span(Fields.text(row, "short_window")))
            .right("rate", row -> Figures.rate(Fields.text(row, "short_rate")))
            .right("limit", row -> Figures.rate(Fields.text(row, "factor")))
            .left("", row -> Fields.text(row, "burning").equals("true") ? "burning" : "");
    if (!burns.isEmpty()) {
      String drawn = table.draw(burns, 0, pen.unicode());
      drawn.lines().forEach(row -> out.append("  ").append(row.stripTrailing()).append('\n'));
    }
  }
}
