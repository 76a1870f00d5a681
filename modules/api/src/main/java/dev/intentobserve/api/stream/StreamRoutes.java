package dev.intentobserve.api.stream;

import dev.intentobserve.api.alert.AlertRoutes;
import dev.intentobserve.api.event.EventFilter;
import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.api.http.ReadScheduler;
import dev.intentobserve.model.Scope;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The live streams: counts them, and opens each where its caller left off. */
public final class StreamRoutes {
  private static final String TOO_MANY = "too_many_streams";

  private final Backend backend;
  private final StreamConfig config;
  private final ReadScheduler readScheduler;
  private final InstantSource clock;
  private final Meters meters;
  private final FairShareGate streamGate;

  public StreamRoutes(
      Backend backend,
      StreamConfig config,
      ReadScheduler readScheduler,
      InstantSource clock,
      Meters meters) {
    this.backend = backend;
    this.config = config;
    this.readScheduler = readScheduler;
    this.clock = clock;
    this.meters = meters;
    this.streamGate = new FairShareGate(config.clients(), backend.config().tenants());
  }

  /**
   * One kind of stream.
   *
   * @param parameters that a request may have
   * @param feed for one request
   * @param open all open streams of this kind
   */
  private record Stream(
      List<String> parameters, Function<ApiRequest, StreamFeed> feed, Set<SseConnection> open) {}

  public void mount(ApiRouter routes) {
    mount(
        routes,
        ApiLinks.EVENTS + "/stream",
        Hint.RECORD,
        new Stream(
            List.of("type", "source", "after"),
            apiRequest ->
                new EventStreamFeed(
                    backend,
                    apiRequest.scope(),
                    EventFilter.of(apiRequest.params()),
                    config.page()),
            ConcurrentHashMap.newKeySet()));
    mount(
        routes,
        ApiLinks.ALERTS + "/stream",
        Hint.ALERTS,
        new Stream(
            List.of("rule", "severity", "after"), this::alerts, ConcurrentHashMap.newKeySet()));
  }

  private StreamFeed alerts(ApiRequest apiRequest) {
    return new AlertStreamFeed(
        backend,
        clock,
        apiRequest.scope(),
        apiRequest.params().text("rule"),
        AlertRoutes.severity(apiRequest.params()),
        config.page());
  }

  private void mount(ApiRouter routes, String path, Hint hint, Stream stream) {
    hint.subscribe(backend.vertx(), upTo -> stream.open().forEach(SseConnection::wake));
    routes.stream(path, apiRequest -> begin(apiRequest, stream), stream.parameters());
  }

  private Future<Void> begin(ApiRequest apiRequest, Stream stream) {
    Scope scope = apiRequest.scope();
    StreamFeed feed = stream.feed().apply(apiRequest);
    Long after = after(apiRequest.header("Last-Event-ID"), apiRequest.params());
    StreamSlot slot = enter(scope.tenant());
    HttpServerResponse response = apiRequest.ctx().response();
    response.closeHandler(closed -> leave(slot));
    return readScheduler
        .schedule(scope, () -> feed.start(after))
        .onFailure(error -> leave(slot))
        .map(
            from -> {
              SseConnection sse =
                  new SseConnection(
                      backend.vertx(),
                      config,
                      position -> readScheduler.schedule(scope, () -> feed.after(position)),
                      from,
                      response);
              open(apiRequest.ctx(), stream, sse, after == null, slot);
              return null;
            });
  }

  private void open(
      RoutingContext ctx, Stream stream, SseConnection sse, boolean beginsNow, StreamSlot slot) {
    HttpServerResponse response = ctx.response();
    if (response.closed()) {
      sse.close();
      return;
    }
    stream.open().add(sse);
    response.closeHandler(closed -> close(stream, sse, slot));
    response.exceptionHandler(error -> close(stream, sse, slot));
    ctx.request().connection().shutdownHandler(shutdown -> sse.end());
    sse.start(beginsNow);
    meters.gauge(TelemetryNames.METRIC_STREAM_CLIENTS, (double) streamGate.inUse());
  }

  private void close(Stream stream, SseConnection sse, StreamSlot slot) {
    stream.open().remove(sse);
    sse.close();
    leave(slot);
  }

  /** One of the places that the gate gave out; given back once. */
  private record StreamSlot(String tenant, AtomicBoolean held) {}

  private StreamSlot enter(String tenant) {
    Answer answer = streamGate.tryEnter(tenant, 1);
    if (answer != Answer.ENTERED) {
      throw refused(answer);
    }
    return new StreamSlot(tenant, new AtomicBoolean(true));
  }

  private Fault refused(Answer answer) {
    boolean own = answer == Answer.SHARE_USED;
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
            ? "This tenant has "
                + config.clients()
                + " live streams open; the rest is reserved for other tenants. Close one."
            : "Too many live streams are open; try later.");
  }

  private void leave(StreamSlot slot) {
    if (slot.held().compareAndSet(true, false)) {
      streamGate.leave(slot.tenant(), 1);
      meters.gauge(TelemetryNames.METRIC_STREAM_CLIENTS, (double) streamGate.inUse());
    }
  }

  /**
   * Null to begin with the next event. The header wins: a browser that resumes repeats its query.
   */
  private static @Nullable Long after(@Nullable String lastEventId, QueryParams params) {
    Long after = params.wholeNumber("after");
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
