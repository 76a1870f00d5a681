package dev.intentobserve.ports;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.ObjectiveProblem;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.ports.Port.Nothing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ports of the alerting module. */
public interface AlertingPorts {
  /** The valid objectives, and the problems of the others. */
  Port<Nothing, ObjectiveSet> OBJECTIVES = Port.at("alert.objectives");

  /** The status of a scope's objectives at the last evaluation, by name. */
  Port<SlosOf, List<SloStatus>> SLOS = Port.at("alert.slos");

  /** Fires a test alert, which is sent like every other and resolved at the next evaluation. */
  Port<FireTestAlert, Alert> TEST = Port.at("alert.test");

  /**
   * The valid objectives.
   *
   * @param generation rises whenever the objectives change
   */
  record ObjectiveSet(
      long generation, List<Objective> objectives, List<ObjectiveProblem> problems) {
    public ObjectiveSet {
      objectives = List.copyOf(objectives);
      problems = List.copyOf(problems);
    }

    /**
     * The problems a tenant may see. A problem may quote its file, so only tenants with an
     * objective in that file see it, and the default scope, which also gets the alert about it.
     */
    public List<ObjectiveProblem> problemsFor(Scope scope) {
      return problems.stream()
          .filter(problem -> scope.equals(Scope.DEFAULT) || concerns(problem.file(), scope))
          .toList();
    }

    private boolean concerns(String file, Scope scope) {
      return objectives.stream()
          .anyMatch(
              objective ->
                  objective.scope().equals(scope) && objective.origin().startsWith(file + ":"));
    }
  }

  record SlosOf(Scope scope, @Nullable String name) {}

  /**
   * A request for a test alert.
   *
   * @param actor who asked
   */
  record FireTestAlert(Scope scope, String actor) {}
}
