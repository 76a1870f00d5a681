package dev.intentobserve.dashboards.deploy.phase;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What changes for those who use it when one phase follows another. */
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
   * Told in lines, each with its line break.
   *
   * @throws IllegalArgumentException when one of them is no phase, or both are the same
   */
  public static String between(String from, String to) {
    if (from.equals(to)) {
      throw new IllegalArgumentException("from phase " + from + " to itself nothing changes");
    }
    return new PhaseComparison(DeploymentPhase.of(from), DeploymentPhase.of(to)).text();
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    lines.add("From " + from.title() + ", to " + to.title());
    lines.add("\nWhat changes for you");
    facts(false).forEach(fact -> changed(lines, fact));
    lines.add("\nWhat stays");
    wrap(lines, "  ", ALWAYS);
    facts(true).forEach(fact -> wrap(lines, "  ", fact.title() + ": " + fact.of(to)));
    lines.add("\nWhat to carry over");
    lines.add(PhaseMigrationGuide.steps(from, to).indent(2).stripTrailing());
    return String.join("\n", lines) + "\n";
  }

  private List<PhaseFact> facts(boolean same) {
    return Stream.of(PhaseFact.values())
        .filter(fact -> fact.of(from).equals(fact.of(to)) == same)
        .toList();
  }

  private void changed(List<String> lines, PhaseFact fact) {
    lines.add("  " + fact.title());
    wrap(lines, "    - ", fact.of(from));
    wrap(lines, "    + ", fact.of(to));
  }

  /** Further lines stand under the first one's text. */
  private static void wrap(List<String> lines, String head, String text) {
    StringBuilder line = new StringBuilder(head);
    boolean begun = false;
    for (String word : text.split(" ", -1)) {
      if (begun && line.length() + word.length() >= WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(head.length()));
        begun = false;
      }
      line.append(begun ? " " : "").append(word);
      begun = true;
    }
    lines.add(line.toString());
  }
}
