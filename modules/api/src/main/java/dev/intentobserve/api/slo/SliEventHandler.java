package dev.intentobserve.api.slo;

import dev.intentobserve.api.event.EntityJson;
import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.DurationFormat;
import dev.intentobserve.api.http.JsonNumbers;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
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
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lists the good and bad cases of an objective, whatever its indicator, in one shape for events and
 * for pairs of events.
 */
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
        params.oneOf("outcome", List.of(SliEvent.Outcome.values()), SliEventHandler::code);
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
        .map(page -> ApiResponse.list(apiRequest, page, SliEventHandler::item, note(null)));
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
                                    item(
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

  private static String code(SliEvent.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static Json.Fields item(SliEvent one) {
    return head(one.outcome(), one.subject())
        .put("start", one.start())
        .put("end", one.end())
        .put("took_seconds", seconds(DurationFormat.between(one.start(), one.end())))
        .put("decided", one.decided())
        .put("due", one.due())
        .put("start_event", one.startEvent())
        .put("end_event", one.endEvent())
        .put("trace_id", one.traceId())
        .put("links", links(one))
        .build();
  }

  /** A case that is one event, without its body. */
  private static Json.Fields item(
      StoredEvent stored, SliEvent.Outcome outcome, @Nullable Placement placement) {
    WorkEvent event = stored.event();
    EntityKey entity = event.entity();
    String traceId = EntityJson.traceId(placement);
    String subject = entity == null ? null : entity.toString();
    return head(outcome, subject)
        .put("decided", event.eventTime())
        .put("event_id", event.eventId())
        .put("seq", stored.scopeSeq())
        .put("type", event.type())
        .put("source", event.source())
        .put("title", event.title())
        .put("trace_id", traceId)
        .put(
            "links",
            ApiLinks.ofSubject(subject == null ? "" : subject, traceId)
                .put("event", ApiLinks.event(event.eventId())))
        .build();
  }

  private static Json.Builder head(SliEvent.Outcome outcome, @Nullable String subject) {
    return Json.object().put("outcome", code(outcome)).put("subject", subject);
  }

  private static Json seconds(@Nullable Duration duration) {
    return JsonNumbers.of(duration == null ? null : duration.toMillis() / 1000.0);
  }

  private static Json.Builder links(SliEvent one) {
    Json.Builder links = ApiLinks.ofSubject(one.subject(), one.traceId());
    if (one.startEvent() != null) {
      links.put("start_event", ApiLinks.event(one.startEvent()));
    }
    if (one.endEvent() != null) {
      links.put("end_event", ApiLinks.event(one.endEvent()));
    }
    return links;
  }
}
