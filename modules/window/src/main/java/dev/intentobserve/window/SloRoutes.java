package dev.intentobserve.window;

import dev.intentobserve.contract.AlertContract;
import dev.intentobserve.contract.AlertContract.AllObjectives;
import dev.intentobserve.contract.AlertContract.ObjectiveSet;
import dev.intentobserve.contract.AlertContract.SlosOf;
import dev.intentobserve.contract.Fault;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.SloStatus;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Objectives: how they stand, and the cases their figures are made of. */
record SloRoutes(Doors doors, InstantSource clock) {

  void mount(Paths paths) {
    SloCases cases = new SloCases(doors, clock);
    paths.get(Links.SLOS, this::list);
    paths.get(
        Links.SLOS + "/:name/events",
        Links.SLOS + "/{name}/events",
        asked -> status(asked).compose(status -> cases.answer(asked, status)));
    paths.get(Links.SLOS + "/:name", Links.SLOS + "/{name}", this::one);
  }

  private Future<Answer> list(Asked asked) {
    asked.params();
    Future<List<SloStatus>> statuses =
        doors.ask(AlertContract.SLOS, new SlosOf(asked.scope(), null));
    return Future.all(statuses, objectives())
        .map(
            both ->
                Answer.list(
                    asked,
                    Answer.encoded(statuses.result().stream().map(SloJson::item).toList()),
                    null,
                    problems(both.resultAt(1), asked.scope())));
  }

  private static Json.Fields problems(ObjectiveSet objectives, Scope scope) {
    return Json.object()
        .put("problems", objectives.problemsFor(scope).stream().map(SloJson::problem).toList())
        .build();
  }

  private Future<Answer> one(Asked asked) {
    asked.params();
    return status(asked).map(status -> Answer.json(SloJson.detail(status)));
  }

  private Future<SloStatus> status(Asked asked) {
    Scope scope = asked.scope();
    String name = asked.ctx().pathParam("name");
    return doors
        .ask(AlertContract.SLOS, new SlosOf(scope, name))
        .compose(
            found ->
                found.stream()
                    .filter(status -> status.objective().name().equals(name))
                    .findFirst()
                    .map(Future::succeededFuture)
                    .orElseGet(() -> objectives().compose(all -> missing(all, scope, name))));
  }

  /** One that is in force but was not judged yet is a matter of a tick. */
  private static Future<SloStatus> missing(ObjectiveSet all, Scope scope, String name) {
    Set<String> names = new TreeSet<>();
    all.objectives().stream()
        .filter(objective -> objective.scope().equals(scope))
        .map(Objective::name)
        .forEach(names::add);
    return Future.failedFuture(
        names.contains(name)
            ? Fault.busy("not_judged_yet", "This objective is new: wait for the next tick.")
            : Fault.missing(
                "objective_not_found",
                "There is no objective "
                    + Params.quote(name)
                    + "; there are "
                    + (names.isEmpty() ? "none" : String.join(", ", names))
                    + "."));
  }

  private Future<ObjectiveSet> objectives() {
    return doors.ask(AlertContract.OBJECTIVES, new AllObjectives());
  }
}
