package dev.intentobserve.slo.openslo;

import dev.intentobserve.model.slo.Objective;
import java.util.List;

/**
 * What a file of objectives says.
 *
 * @param objectives those without problems, in the order of the file
 * @param problems by line
 */
public record OpenSloResult(List<Objective> objectives, List<OpenSloProblem> problems) {
  public OpenSloResult {
    objectives = List.copyOf(objectives);
    problems = List.copyOf(problems);
  }
}
