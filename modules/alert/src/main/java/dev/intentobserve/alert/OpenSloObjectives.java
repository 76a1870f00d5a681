package dev.intentobserve.alert;

import dev.intentobserve.contract.AlertContract.ObjectiveProblem;
import dev.intentobserve.event.Objective;
import dev.intentobserve.objective.OpenSlo;
import dev.intentobserve.objective.Parsed;
import dev.intentobserve.objective.Problem;
import dev.intentobserve.objective.Shipped;
import java.util.List;

/** Objectives as OpenSLO files: those the product ships with, and the user's own. */
final class OpenSloObjectives implements ObjectiveSource {
  @Override
  public List<Objective> shipped() {
    return Shipped.objectives();
  }

  @Override
  public Reading read(String file, byte[] bytes) {
    Parsed parsed = OpenSlo.read(file, bytes);
    return new Reading(
        parsed.objectives(), parsed.problems().stream().map(OpenSloObjectives::problem).toList());
  }

  private static ObjectiveProblem problem(Problem problem) {
    return new ObjectiveProblem(problem.file(), problem.line(), problem.field(), problem.message());
  }
}
