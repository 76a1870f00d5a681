package dev.intentobserve.dashboards.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What changes for users when they move from one phase to another. */
public final class PhaseComparison {
  private static final int WIDTH = 92;
  private static final String ALWAYS =
      "Dashboards, alert rules, names of metrics, the event API and the identity of every trace are"
          + " the same in all phases.";

  private final DeploymentPhase from;
  private final DeploymentPhase to;

  private PhaseComparison(DeploymentPhase from, DeploymentPhase to) {
    this.from = from;
    this.to = to;
  }

  /**
   * A text of several lines, each with its line break.
   *
   * @throws IllegalArgumentException when there is no such phase, or both are the same
   */
  public static String between(String from, String to) {
    if (from.equals(to)) {
      throw new IllegalArgumentException("from phase " + from + " to itself nothing changes");
    }
    return new PhaseComparison(DeploymentPhase.of(from), DeploymentPhase.of(to)).text();
  }

  private String text() {
    Map<String, String> before = PhaseTexts.facts(from);
    Map<String, String> after = PhaseTexts.facts(to);
    List<String> changed = new ArrayList<>();
    List<String> same = new ArrayList<>();
    before.forEach(
        (title, text) -> {
          String now = String.valueOf(after.get(title));
          if (text.equals(now)) {
            wrap(same, "  ", title + ": " + text);
          } else {
            changed.add("  " + title);
            wrap(changed, "    - ", text);
            wrap(changed, "    + ", now);
          }
        });
    List<String> lines = new ArrayList<>();
    lines.add("From " + from.title() + ", to " + to.title());
    lines.add("\nWhat changes for you");
    lines.addAll(changed);
    lines.add("\nWhat stays");
    wrap(lines, "  ", ALWAYS);
    lines.addAll(same);
    lines.add("\nWhat to carry over");
    lines.add(PhaseTexts.migration(from, to).indent(2).stripTrailing());
    return String.join("\n", lines) + "\n";
  }

  /** Indents further lines to where the text of the first line starts. */
  private static void wrap(List<String> lines, String head, String text) {
    StringBuilder line = new StringBuilder(head);
    boolean started = false;
    for (String word : text.split(" ", -1)) {
      if (started && line.length() + word.length() >= WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(head.length()));
        started = false;
      }
      line.append(started ? " " : "").append(word);
      started = true;
    }
    lines.add(line.toString());
  }
}
