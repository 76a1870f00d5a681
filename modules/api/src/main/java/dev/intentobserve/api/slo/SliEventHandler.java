package dev.intentobserve.api.slo;

import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Indicator.EventMatch;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.ports.EventQuery;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.SliEventQuery;
import dev.intentobserve.ports.StorePorts;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the good and bad cases of an objective, whatever its indicator. */
record SliEventHandler(Backend backend, InstantSource clock) {
  Future<ApiResponse> answer(ApiRequest apiRequest, SloStatus status) {
    SliEventQuery query = query(apiRequest, status);
    return switch (status.objective().indicator()) {
      case Indicator.Events events -> events(apiRequest, query, events);
      case Indicator.States states -> cases(apiRequest, query);
      case Indicator.Latency latency -> cases(apiRequest, query);
      case Indicator.Pairs pairs -> cases(apiRequest, query);
      case Indicator.Freshness freshness -> nothing(apiRequest, freshness(freshness));
      case Indicator.Timings timings -> nothing(apiRequest, timings(timings));
    };
  }

  /** The present window of the objective by default; open cases have no time yet. */
  private SliEventQuery query(ApiRequest apiRequest, SloStatus status) {
    QueryParams params = apiRequest.params();
    SliEvent.Outcome outcome =
        params.oneOf("outcome", List.of(SliEvent.Outcome.values()), SliEventJson::code);
    QueryParams.Window given = params.window(clock.instant());
    boolean present =
        given.since() == null && given.until() == null && outcome != SliEvent.Outcome.OPEN;
    return new SliEventQuery(
        apiRequest.scope(),
        status.objective().indicatorId(),
        outcome,
        present ? status.from() : given.since(),
        present ? status.to() : given.until(),
        params.limit(),
        params.text("cursor"));
  }

  private Future<ApiResponse> cases(ApiRequest apiRequest, SliEventQuery query) {
    return backend
        .ask(MetricStorePorts.FIND_SLI_EVENTS, query)
        .map(page -> ApiResponse.list(apiRequest, page, SliEventJson::of, note(null)));
  }

  private Future<ApiResponse> events(
      ApiRequest apiRequest, SliEventQuery query, Indicator.Events indicator) {
    if (query.outcome() == SliEvent.Outcome.OPEN) {
      return nothing(apiRequest, "Every case of this objective is one event, so none is open.");
    }
    EventMatch total = indicator.total();
    return backend
        .<StoredEvent>scan(
            apiRequest.params(),
            stored ->
                total.matches(stored.event())
                    && (query.outcome() == null || query.outcome() == outcome(stored, indicator)),
            (limit, cursor) ->
                backend.ask(
                    StorePorts.FIND_EVENTS,
                    EventQuery.builder(query.scope(), limit)
                        .type(total.type())
                        .source(total.source())
                        .since(query.since())
                        .until(query.until())
                        .cursor(cursor)
                        .build()))
        .compose(
            page ->
                backend
                    .placements(query.scope(), page.items())
                    .map(
                        placements ->
                            ApiResponse.list(
                                apiRequest,
                                page,
                                stored ->
                                    SliEventJson.of(
                                        stored,
                                        outcome(stored, indicator),
                                        Backend.of(placements, stored)),
                                note(null))));
  }

  private static SliEvent.Outcome outcome(StoredEvent stored, Indicator.Events indicator) {
    boolean picked = indicator.picked().matches(stored.event());
    boolean good = picked == (indicator.picks() == Indicator.Picks.GOOD);
    return good ? SliEvent.Outcome.GOOD : SliEvent.Outcome.BAD;
  }

  private static Future<ApiResponse> nothing(ApiRequest apiRequest, String note) {
    return Future.succeededFuture(ApiResponse.list(apiRequest, List.of(), null, note(note)));
  }

  private static Json.Fields note(@Nullable String note) {
    return Json.object().put("note", note).build();
  }

  private static String freshness(Indicator.Freshness freshness) {
    return "Cases are minutes, not events: one is good when the oldest event that "
        + freshness.of()
        + " had not processed was no older than "
        + freshness.limit().value()
        + ". See the metrics intent_observe_cursor_position and intent_observe_record_head in"
        + " /metrics.";
  }

  private static String timings(Indicator.Timings timings) {
    return "Cases are timings of this service, not events of the record: "
        + timings.timing()
        + timings.where()
        + ". See the metric "
        + timings.timing().replace('.', '_')
        + "_seconds in /metrics.";
  }
}
