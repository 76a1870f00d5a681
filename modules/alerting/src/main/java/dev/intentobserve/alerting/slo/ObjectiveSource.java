package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.ports.AlertingPorts.ObjectiveProblem;
import java.util.List;

/** Where objectives come from: those that are shipped, and what a file says. Blocks on nothing. */
public interface ObjectiveSource {
  List<Objective> shipped();

  /** All that a file defines, and all that is wrong with it. */
  Reading read(String file, byte[] bytes);

  record Reading(List<Objective> objectives, List<ObjectiveProblem> problems) {
    public Reading {
      objectives = List.copyOf(objectives);
      problems = List.copyOf(problems);
    }
  }
}
