package dev.intentobserve.api.slo;

import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.ports.AlertingPorts;
import dev.intentobserve.ports.AlertingPorts.ObjectiveSet;
import dev.intentobserve.ports.AlertingPorts.SlosOf;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts.Listing;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Objectives: their status, and the cases behind their numbers. */
public record SloRoutes(Backend backend, InstantSource clock) {

  public void mount(ApiRouter routes) {
    SliEventHandler cases = new SliEventHandler(backend, clock);
    routes.get(ApiLinks.SLOS, this::list);
    routes.list(
        ApiLinks.SLOS + "/:name/events",
        apiRequest -> status(apiRequest).compose(status -> cases.answer(apiRequest, status)),
        "outcome",
        "since",
        "until");
    routes.get(ApiLinks.SLOS + "/:name", this::one);
  }

  private Future<ApiResponse> list(ApiRequest apiRequest) {
    Future<List<SloStatus>> statuses =
        backend.ask(AlertingPorts.SLOS, new SlosOf(apiRequest.scope(), null));
    return Future.all(statuses, objectives())
        .map(
            both ->
                ApiResponse.list(
                    apiRequest,
                    new Listing<>(statuses.result(), null),
                    SloJson::item,
                    problems(both.resultAt(1), apiRequest.scope())));
  }

  private static Json.Fields problems(ObjectiveSet objectives, Scope scope) {
    return Json.object()
        .put("problems", objectives.problemsFor(scope).stream().map(SloJson::problem).toList())
        .build();
  }

  private Future<ApiResponse> one(ApiRequest apiRequest) {
    return status(apiRequest).map(status -> ApiResponse.json(SloJson.detail(status)));
  }

  private Future<SloStatus> status(ApiRequest apiRequest) {
    Scope scope = apiRequest.scope();
    String name = apiRequest.ctx().pathParam("name");
    return backend
        .ask(AlertingPorts.SLOS, new SlosOf(scope, name))
        .compose(
            found ->
                found.stream()
                    .filter(status -> status.objective().name().equals(name))
                    .findFirst()
                    .map(Future::succeededFuture)
                    .orElseGet(() -> objectives().compose(all -> missing(all, scope, name))));
  }

  /** An objective that is loaded but not evaluated yet will be there after the next tick. */
  private static Future<SloStatus> missing(ObjectiveSet all, Scope scope, String name) {
    Set<String> names = new TreeSet<>();
    all.objectives().stream()
        .filter(objective -> objective.scope().equals(scope))
        .map(Objective::name)
        .forEach(names::add);
    return Future.failedFuture(
        names.contains(name)
            ? Fault.busy(
                "not_evaluated_yet", "This objective is new and not evaluated yet; try again.")
            : Fault.missing(
                "objective_not_found",
                "There is no objective "
                    + QueryParams.quote(name)
                    + "; there are "
                    + (names.isEmpty() ? "none" : String.join(", ", names))
                    + "."));
  }

  private Future<ObjectiveSet> objectives() {
    return backend.ask(AlertingPorts.OBJECTIVES, new Nothing());
  }
}
