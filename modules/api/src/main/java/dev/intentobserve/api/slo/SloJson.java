package dev.intentobserve.api.slo;

import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.JsonNumbers;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.ObjectiveProblem;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.model.slo.TimeWindow;
import java.util.Map;

/** Objectives and their status as JSON. */
final class SloJson {
  private SloJson() {}

  static Json.Fields item(SloStatus status) {
    return head(status).build();
  }

  static Json.Fields detail(SloStatus status) {
    return head(status).put("definition", definition(status.objective())).build();
  }

  static Json.Fields problem(ObjectiveProblem problem) {
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
        .put("burns", status.burns().stream().map(SloJson::burn).toList())
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
