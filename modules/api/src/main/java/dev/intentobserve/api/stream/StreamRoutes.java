package dev.intentobserve.api.stream;

import dev.intentobserve.api.ApiConfig;
import dev.intentobserve.api.alert.AlertRoutes;
import dev.intentobserve.api.event.EventFilter;
import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.api.http.ReadScheduler;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.flow.FairScheduler;
import dev.intentobserve.ports.flow.FairShareGate;
import dev.intentobserve.ports.flow.FairShareGate.Answer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The live streams: who listens, how many may in all, and where each one begins. */
public final class StreamRoutes {
  private static final String TOO_MANY = "too_many_streams";

  private final Backend backend;
  private final ReadScheduler readScheduler;
  private final InstantSource clock;
  private final Meters meters;
  private final FairShareGate streamGate;

  public StreamRoutes(
      Backend backend, ReadScheduler readScheduler, InstantSource clock, Meters meters) {
    this.backend = backend;
    this.readScheduler = readScheduler;
    this.clock = clock;
    this.meters = meters;
    ApiConfig config = backend.config();
    this.streamGate = new FairShareGate(config.streamClients(), config.sharing().tenants());
  }

  /**
   * One kind of stream.
   *
   * @param filters parameters besides {@code after}
   * @param feed what this caller wants to hear; refuses what it does not understand
   * @param open all streams of this kind
   */
  private record Stream(
      List<String> filters,
      BiFunction<ApiRequest, QueryParams, StreamFeed> feed,
      Set<SseConnection> open) {}

  public void mount(ApiRouter routes) {
    mount(
        routes,
        ApiLinks.EVENTS + "/stream",
        Hint.RECORD,
        new Stream(
            List.of("type", "source", "after"),
            (apiRequest, params) ->
                new EventStreamFeed(backend, apiRequest.scope(), EventFilter.of(params)),
            ConcurrentHashMap.newKeySet()));
    mount(
        routes,
        ApiLinks.ALERTS + "/stream",
        Hint.ALERTS,
        new Stream(
            List.of("rule", "severity", "after"), this::alerts, ConcurrentHashMap.newKeySet()));
  }

  private StreamFeed alerts(ApiRequest apiRequest, QueryParams params) {
    return new AlertStreamFeed(
        backend, clock, apiRequest.scope(), params.text("rule"), AlertRoutes.severity(params));
  }

  private void mount(ApiRouter routes, String path, Hint hint, Stream stream) {
    hint.subscribe(backend.vertx(), upTo -> stream.open().forEach(SseConnection::wake));
    routes.stream(
        path,
        ctx ->
            Future.succeededFuture(new ApiRequest(ctx))
                .compose(apiRequest -> begin(apiRequest, stream))
                .onFailure(error -> ApiRouter.fail(ctx, error)));
  }

  private Future<Void> begin(ApiRequest apiRequest, Stream stream) {
    QueryParams params = apiRequest.params(stream.filters().toArray(String[]::new));
    StreamFeed feed =
        new ScheduledFeed(
            stream.feed().apply(apiRequest, params), readScheduler, apiRequest.scope());
    Long after = after(apiRequest.header("Last-Event-ID"), params);
    StreamSlot place = enter(apiRequest.scope().tenant());
    HttpServerResponse response = apiRequest.ctx().response();
    response.closeHandler(closed -> leave(place));
    return feed.start(after)
        .onFailure(error -> leave(place))
        .map(
            from -> {
              SseConnection sse = new SseConnection(backend, feed, from, response);
              open(apiRequest.ctx(), stream, sse, after == null, place);
              return null;
            });
  }

  private void open(
      RoutingContext ctx, Stream stream, SseConnection sse, boolean beginsNow, StreamSlot place) {
    HttpServerResponse response = ctx.response();
    if (response.closed()) {
      sse.close();
      return;
    }
    stream.open().add(sse);
    response.closeHandler(closed -> close(stream, sse, place));
    response.exceptionHandler(error -> close(stream, sse, place));
    ctx.request().connection().shutdownHandler(shutdown -> sse.end());
    sse.start(beginsNow);
    meters.gauge(TelemetryNames.METRIC_STREAM_CLIENTS, (double) streamGate.inUse());
  }

  private void close(Stream stream, SseConnection sse, StreamSlot place) {
    stream.open().remove(sse);
    sse.close();
    leave(place);
  }

  /** One place, which is given back once. */
  private record StreamSlot(String tenant, AtomicBoolean held) {}

  private StreamSlot enter(String tenant) {
    Answer answer = streamGate.tryEnter(tenant, 1);
    if (answer != Answer.ENTERED) {
      throw refused(answer);
    }
    return new StreamSlot(tenant, new AtomicBoolean(true));
  }

  private Fault refused(Answer met) {
    boolean own = met == Answer.SHARE_USED;
    meters.count(
        TelemetryNames.METRIC_READ_BUSY,
        1,
        TelemetryNames.LABEL_OPERATION,
        "stream",
        TelemetryNames.LABEL_REASON,
        own ? FairScheduler.TENANT_BUSY : TOO_MANY);
    return Fault.busy(
        TOO_MANY,
        own
            ? "This tenant has its "
                + backend.config().streamClients()
                + " live streams open; the places left are kept for others. Close one."
            : "All places at the live streams are taken; try later.");
  }

  private void leave(StreamSlot place) {
    if (place.held().compareAndSet(true, false)) {
      streamGate.leave(place.tenant(), 1);
      meters.gauge(TelemetryNames.METRIC_STREAM_CLIENTS, (double) streamGate.inUse());
    }
  }

  /** Null to begin with what comes next. A browser that resumes cannot change its query. */
  private static @Nullable Long after(@Nullable String lastEventId, QueryParams params) {
    Long after = params.whole("after");
    if (lastEventId == null || lastEventId.isBlank()) {
      return after;
    }
    if (!lastEventId.matches("\\d{1,18}")) {
      throw QueryParams.invalid(
          "Last-Event-ID must be the id of an event of this stream, a number");
    }
    return Long.valueOf(lastEventId);
  }
}
