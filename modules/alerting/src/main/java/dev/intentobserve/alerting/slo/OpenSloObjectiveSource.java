package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.ports.AlertingPorts.ObjectiveProblem;
import dev.intentobserve.slo.openslo.OpenSloParser;
import dev.intentobserve.slo.openslo.OpenSloProblem;
import dev.intentobserve.slo.openslo.OpenSloResult;
import dev.intentobserve.slo.openslo.ShippedObjectives;
import java.util.List;

/** Objectives from OpenSLO files. */
public final class OpenSloObjectiveSource implements ObjectiveSource {
  @Override
  public List<Objective> shipped() {
    return ShippedObjectives.objectives();
  }

  @Override
  public Reading read(String file, byte[] bytes) {
    OpenSloResult parsed = OpenSloParser.read(file, bytes);
    return new Reading(
        parsed.objectives(),
        parsed.problems().stream().map(OpenSloObjectiveSource::problem).toList());
  }

  private static ObjectiveProblem problem(OpenSloProblem problem) {
    return new ObjectiveProblem(problem.file(), problem.line(), problem.field(), problem.message());
  }
}
