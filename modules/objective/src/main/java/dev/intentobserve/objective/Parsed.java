package dev.intentobserve.objective;

import dev.intentobserve.event.Objective;
import java.util.List;

/**
 * What a file of objectives says.
 *
 * @param objectives those without problems, in the order of the file
 * @param problems by line
 */
public record Parsed(List<Objective> objectives, List<Problem> problems) {
  public Parsed {
    objectives = List.copyOf(objectives);
    problems = List.copyOf(problems);
  }
}
