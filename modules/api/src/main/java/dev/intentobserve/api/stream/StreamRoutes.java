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
import io.vertx.core.Handler;
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

  public void mount(ApiRouter routes) {
    mount(
        routes,
        ApiLinks.EVENTS + "/stream",
        Hint.RECORD,
        List.of("type", "source", "after"),
        this::events);
    mount(
        routes,
        ApiLinks.ALERTS + "/stream",
        Hint.ALERTS,
        List.of("rule", "severity", "after"),
        this::alerts);
  }

  private StreamFeed events(ApiRequest apiRequest) {
    return new EventStreamFeed(
        backend, apiRequest.scope(), EventFilter.of(apiRequest.params()), config.page());
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

  private void mount(
      ApiRouter routes,
      String path,
      Hint hint,
      List<String> parameters,
      Function<ApiRequest, StreamFeed> feed) {
    Set<SseConnection> open = ConcurrentHashMap.newKeySet();
    hint.subscribe(backend.vertx(), upTo -> open.forEach(SseConnection::wake));
    routes.stream(path, apiRequest -> begin(apiRequest, feed.apply(apiRequest), open), parameters);
  }

  private Future<Void> begin(ApiRequest apiRequest, StreamFeed feed, Set<SseConnection> open) {
    Scope scope = apiRequest.scope();
    Long after = after(apiRequest.header("Last-Event-ID"), apiRequest.params());
    Runnable leave = enter(scope.tenant());
    HttpServerResponse response = apiRequest.ctx().response();
    response.closeHandler(closed -> leave.run());
    return readScheduler
        .schedule(scope, () -> feed.start(after))
        .onFailure(error -> leave.run())
        .map(
            from -> {
              SseConnection sse =
                  new SseConnection(
                      backend.vertx(),
                      config,
                      position -> readScheduler.schedule(scope, () -> feed.after(position)),
                      from,
                      response);
              open(apiRequest.ctx(), open, sse, after == null, leave);
              return null;
            });
  }

  private void open(
      RoutingContext ctx,
      Set<SseConnection> open,
      SseConnection sse,
      boolean beginsNow,
      Runnable leave) {
    HttpServerResponse response = ctx.response();
    if (response.closed()) {
      sse.close();
      return;
    }
    Handler<Object> close =
        closed -> {
          open.remove(sse);
          sse.close();
          leave.run();
        };
    open.add(sse);
    response.closeHandler(close::handle);
    response.exceptionHandler(close::handle);
    ctx.request().connection().shutdownHandler(shutdown -> sse.end());
    sse.start(beginsNow);
    meters.gauge(TelemetryNames.METRIC_STREAM_CLIENTS, (double) streamGate.inUse());
  }

  /** Takes a place of the gate; to run the answer gives it back, once. */
  private Runnable enter(String tenant) {
    Answer answer = streamGate.tryEnter(tenant, 1);
    if (answer != Answer.ENTERED) {
      throw refused(answer);
    }
    AtomicBoolean held = new AtomicBoolean(true);
    return () -> {
      if (held.compareAndSet(true, false)) {
        streamGate.leave(tenant, 1);
        meters.gauge(TelemetryNames.METRIC_STREAM_CLIENTS, (double) streamGate.inUse());
      }
    };
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
