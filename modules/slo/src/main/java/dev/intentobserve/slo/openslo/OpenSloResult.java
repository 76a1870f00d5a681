package dev.intentobserve.slo.openslo;

import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.ObjectiveProblem;
import java.util.List;

/**
 * The content of a file of objectives.
 *
 * @param objectives those without problems, in the order of the file
 * @param problems by line
 */
public record OpenSloResult(List<Objective> objectives, List<ObjectiveProblem> problems) {
  public OpenSloResult {
    objectives = List.copyOf(objectives);
    problems = List.copyOf(problems);
  }
}
