package dev.intentobserve.api.slo;

import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Indicator.EventMatch;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.ports.EventQuery;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.SliEventQuery;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Listing;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists the good and bad cases of an objective, whatever its indicator. */
record SliEventHandler(Backend backend, InstantSource clock) {
  private static final int DEFAULT_LIMIT = 100;

  static final String[] PARAMETERS = {"outcome", "since", "until", "limit", "cursor"};

  /**
   * The filter of one request.
   *
   * @param outcome null for any
   */
  private record SliEventFilter(
      Scope scope,
      SliEvent.@Nullable Outcome outcome,
      @Nullable Instant since,
      @Nullable Instant until,
      int limit,
      @Nullable String cursor) {}

  Future<ApiResponse> answer(ApiRequest apiRequest, SloStatus status) {
    SliEventFilter filter = filter(apiRequest, status);
    return switch (status.objective().indicator()) {
      case Indicator.Events events -> events(apiRequest, filter, events);
      case Indicator.States states -> cases(apiRequest, filter, status);
      case Indicator.Latency latency -> cases(apiRequest, filter, status);
      case Indicator.Pairs pairs -> cases(apiRequest, filter, status);
      case Indicator.Freshness freshness -> nothing(apiRequest, freshness(freshness));
      case Indicator.Timings timings -> nothing(apiRequest, timings(timings));
    };
  }

  /** The present window of the objective by default; open cases have no time yet. */
  private SliEventFilter filter(ApiRequest apiRequest, SloStatus status) {
    QueryParams params = apiRequest.params();
    String outcome = params.oneOf("outcome", List.of("good", "bad", "open"));
    Instant since = params.moment("since", clock.instant());
    Instant until = params.moment("until", clock.instant());
    QueryParams.requireOrder(since, until);
    boolean window = since == null && until == null && !"open".equals(outcome);
    return new SliEventFilter(
        apiRequest.scope(),
        outcome == null ? null : SliEventJson.outcome(outcome),
        window ? status.from() : since,
        window ? status.to() : until,
        params.limit(DEFAULT_LIMIT),
        params.text("cursor"));
  }

  private Future<ApiResponse> cases(
      ApiRequest apiRequest, SliEventFilter filter, SloStatus status) {
    return backend
        .ask(
            MetricStorePorts.FIND_SLI_EVENTS,
            new SliEventQuery(
                filter.scope(),
                status.objective().indicatorId(),
                filter.outcome(),
                filter.since(),
                filter.until(),
                filter.limit(),
                filter.cursor()))
        .map(page -> page(apiRequest, page, SliEventJson::of));
  }

  private Future<ApiResponse> events(
      ApiRequest apiRequest, SliEventFilter filter, Indicator.Events indicator) {
    if (filter.outcome() == SliEvent.Outcome.OPEN) {
      return nothing(apiRequest, "Every case of this objective is one event, so none is open.");
    }
    return backend
        .scan(
            pages(filter, indicator.total()),
            filter.limit(),
            filter.cursor(),
            page -> Future.succeededFuture(filterByOutcome(page, indicator, filter.outcome())))
        .compose(
            page ->
                backend
                    .placements(filter.scope(), page.items())
                    .map(placements -> page(apiRequest, page, indicator, placements)));
  }

  private Backend.PageSource<StoredEvent> pages(SliEventFilter filter, EventMatch total) {
    return (limit, cursor) ->
        backend.ask(
            StorePorts.FIND_EVENTS,
            EventQuery.builder(filter.scope(), limit)
                .type(total.type())
                .source(total.source())
                .since(filter.since())
                .until(filter.until())
                .cursor(cursor)
                .build());
  }

  private static List<StoredEvent> filterByOutcome(
      List<StoredEvent> page, Indicator.Events indicator, SliEvent.@Nullable Outcome outcome) {
    return page.stream()
        .filter(stored -> indicator.total().matches(stored.event()))
        .filter(stored -> outcome == null || outcome == outcomeOf(stored, indicator))
        .toList();
  }

  private static SliEvent.Outcome outcomeOf(StoredEvent stored, Indicator.Events indicator) {
    boolean picked = indicator.picked().matches(stored.event());
    boolean good = picked == (indicator.picks() == Indicator.Picks.GOOD);
    return good ? SliEvent.Outcome.GOOD : SliEvent.Outcome.BAD;
  }

  private static ApiResponse page(
      ApiRequest apiRequest,
      Listing<StoredEvent> page,
      Indicator.Events indicator,
      Map<EntityKey, Placement> placements) {
    return page(
        apiRequest,
        page,
        stored ->
            SliEventJson.of(stored, outcomeOf(stored, indicator), Backend.of(placements, stored)));
  }

  private static <T> ApiResponse page(
      ApiRequest apiRequest, Listing<T> page, Function<T, Json.Fields> item) {
    return ApiResponse.list(
        apiRequest,
        ApiResponse.encoded(page.items().stream().map(item).toList()),
        page.next(),
        note(null));
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
