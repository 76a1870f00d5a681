package dev.intentobserve.api.slo;

import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.JsonNumbers;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.ObjectiveProblem;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.ports.AlertingPorts;
import dev.intentobserve.ports.AlertingPorts.ObjectiveSet;
import dev.intentobserve.ports.AlertingPorts.SlosOf;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts.Listing;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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
                    SloRoutes::item,
                    problems(both.resultAt(1), apiRequest.scope())));
  }

  private static Json.Fields problems(ObjectiveSet objectives, Scope scope) {
    return Json.object()
        .put("problems", objectives.problemsFor(scope).stream().map(SloRoutes::problem).toList())
        .build();
  }

  private Future<ApiResponse> one(ApiRequest apiRequest) {
    return status(apiRequest).map(status -> ApiResponse.json(detail(status)));
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

  private static Json.Fields item(SloStatus status) {
    return head(status).build();
  }

  private static Json.Fields detail(SloStatus status) {
    return head(status).put("definition", definition(status.objective())).build();
  }

  private static Json.Fields problem(ObjectiveProblem problem) {
    return Json.object()
        .put("file", problem.file())
        .put("line", problem.line())
        .put("field", problem.field())
        .put("message", problem.message())
        .build();
  }

  private static Json.Builder head(SloStatus status) {
    Objective objective = status.objective();
    return Json.object()
        .put("name", objective.name())
        .put("display_name", objective.displayName())
        .put("service", objective.service())
        .put("state", status.state().code())
        .put("since", status.since())
        .put("message", status.message())
        .put("note", status.note())
        .put("at", status.at())
        .put("from", status.from())
        .put("to", status.to())
        .put("good", status.tally().good())
        .put("bad", status.tally().bad())
        .put("total", status.tally().total())
        .put("target", JsonNumbers.of(objective.target()))
        .put("achieved", JsonNumbers.of(status.achieved()))
        .put("budget", budget(status))
        .put("burns", status.burns().stream().map(SloRoutes::burn).toList())
        .put("links", links(objective));
  }

  private static Json.Builder budget(SloStatus status) {
    return Json.object()
        .put("allowed", JsonNumbers.of(status.allowed()))
        .put("remaining", JsonNumbers.of(status.remaining()))
        .put("exhausted", status.exhausted());
  }

  private static Json burn(SloStatus.BurnRate rate) {
    return burn(rate.burn())
        .put("long_rate", JsonNumbers.of(rate.longRate()))
        .put("short_rate", JsonNumbers.of(rate.shortRate()))
        .put("long", tally(rate.longTally()))
        .put("short", tally(rate.shortTally()))
        .put("burning", rate.burning())
        .build();
  }

  private static Json.Builder burn(Objective.Burn burn) {
    return Json.object()
        .put("severity", burn.severity().code())
        .put("long_window", burn.longWindow().toString())
        .put("short_window", burn.shortWindow().toString())
        .put("factor", JsonNumbers.of(burn.factor()));
  }

  private static Json.Builder tally(GoodBadCount tally) {
    return Json.object().put("good", tally.good()).put("bad", tally.bad());
  }

  private static Json.Builder links(Objective objective) {
    String events = ApiLinks.slo(objective.name()) + "/events";
    return Json.object()
        .put("self", ApiLinks.slo(objective.name()))
        .put("events", events)
        .put("good", ApiLinks.query(events, Map.of("outcome", "good")))
        .put("bad", ApiLinks.query(events, Map.of("outcome", "bad")))
        .put(
            "alerts",
            ApiLinks.query(
                ApiLinks.ALERTS, Map.of("label." + TelemetryNames.LABEL_SLO, objective.name())));
  }

  private static Json.Builder definition(Objective objective) {
    return Json.object()
        .put("description", objective.description())
        .put("kind", kind(objective.indicator()))
        .put("indicator", objective.indicator().canonical())
        .put("indicator_id", objective.indicatorId())
        .put("target", JsonNumbers.of(objective.target()))
        .put("window", window(objective.window()))
        .put("min_events", objective.minEvents())
        .put("burns", objective.burns().stream().map(burn -> burn(burn).build()).toList())
        .put("labels", Json.of(objective.labels()))
        .put("origin", objective.origin());
  }

  private static String kind(Indicator indicator) {
    return switch (indicator) {
      case Indicator.Events events -> "events";
      case Indicator.States states -> "states";
      case Indicator.Latency latency -> "latency";
      case Indicator.Pairs pairs -> "pairs";
      case Indicator.Freshness freshness -> "freshness";
      case Indicator.Timings timings -> "timings";
    };
  }

  private static Json.Builder window(TimeWindow window) {
    return switch (window) {
      case TimeWindow.Rolling rolling ->
          Json.object().put("kind", "rolling").put("length", rolling.length().toString());
      case TimeWindow.Calendar calendar ->
          Json.object()
              .put("kind", "calendar")
              .put("months", calendar.months())
              .put("days", calendar.days())
              .put("start", calendar.start())
              .put("zone", calendar.zone().getId());
    };
  }
}
