package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.SloStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The doors of the room that judges objectives and rules. */
public interface AlertingPorts {
  /** The objectives in force, and what is wrong with those that are not. */
  Port<AllObjectives, ObjectiveSet> OBJECTIVES = Port.at("alert.objectives");

  /** How the objectives of a scope stood at the last tick, by name. */
  Port<SlosOf, List<SloStatus>> SLOS = Port.at("alert.slos");

  /** Fires a test alert, which goes the way of every other and is resolved at the next tick. */
  Port<FireTestAlert, Alert> TEST = Port.at("alert.test");

  record AllObjectives() {}

  /**
   * What is in force.
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
     * What a tenant is told. A problem may quote its file, so it is shown to whom the file gives an
     * objective, and, as the alert about it, to the scope that every installation has.
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

  /**
   * What keeps an objective out of force.
   *
   * @param file its name within the folder of objectives
   * @param line from 1; 0 where the whole file is meant
   * @param field {@code spec.objectives[0].target}; empty where the whole file is meant
   * @param message what is wrong and what would be right
   */
  record ObjectiveProblem(String file, int line, String field, String message) {
    public ObjectiveProblem {
      requireNonNull(file, "file");
      requireNonNull(field, "field");
      requireNonNull(message, "message");
    }
  }

  record SlosOf(Scope scope, @Nullable String name) {}

  /**
   * Asks for a test.
   *
   * @param actor who asked
   */
  record FireTestAlert(Scope scope, String actor) {}
}
