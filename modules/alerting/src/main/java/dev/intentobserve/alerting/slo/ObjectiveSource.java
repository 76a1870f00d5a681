package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.ports.AlertingPorts.ObjectiveProblem;
import java.util.List;

/** Where objectives come from. Implementations do no I/O. */
public interface ObjectiveSource {
  /** Objectives that are part of the product. */
  List<Objective> shipped();

  /** Parses a file: its objectives and its problems. */
  Reading read(String file, byte[] bytes);

  record Reading(List<Objective> objectives, List<ObjectiveProblem> problems) {
    public Reading {
      objectives = List.copyOf(objectives);
      problems = List.copyOf(problems);
    }
  }
}
