package dev.intentobserve.window;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.Gate;
import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Head;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Scope;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The live stream of events: who listens, how many may, and where each one begins. */
final class StreamRoute {
  private final Doors doors;
  private final Meters meters;
  private final Gate places;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

  StreamRoute(Doors doors, Meters meters) {
    this.doors = doors;
    this.meters = meters;
    this.places = new Gate(doors.config().streamClients());
  }

  void mount(Paths paths) {
    Hint.RECORD.hear(doors.vertx(), upTo -> streams.forEach(EventStream::poke));
    paths.stream("/api/v1/events/stream", this::handle);
  }

  private void handle(RoutingContext ctx) {
    Asked asked = new Asked(ctx);
    Future.succeededFuture(asked).compose(this::begin).onFailure(error -> Paths.fail(ctx, error));
  }

  private Future<Void> begin(Asked asked) {
    Params params = asked.params("type", "source", "after");
    EventFilter filter = EventFilter.of(params);
    Scope scope = asked.scope();
    Long after = after(asked.header("Last-Event-ID"), params);
    if (!places.tryEnter(1)) {
      throw Fault.busy("too_many_streams", "All places at the live stream are taken; try later.");
    }
    AtomicBoolean held = new AtomicBoolean(true);
    asked.ctx().response().closeHandler(closed -> leave(held));
    return (after == null
            ? doors.ask(StoreContract.HEAD, new Head())
            : Future.succeededFuture(after))
        .onFailure(error -> leave(held))
        .map(
            from -> {
              open(asked.ctx(), new EventStream(doors, scope, filter, from, response(asked)), held);
              return null;
            });
  }

  private void open(RoutingContext ctx, EventStream stream, AtomicBoolean held) {
    HttpServerResponse response = ctx.response();
    if (response.closed()) {
      stream.close();
      return;
    }
    streams.add(stream);
    response.closeHandler(closed -> close(stream, held));
    response.exceptionHandler(error -> close(stream, held));
    ctx.request().connection().shutdownHandler(shutdown -> stream.end());
    stream.start();
    meters.gauge(Names.METRIC_STREAM_CLIENTS, (double) places.inFlight());
  }

  private void close(EventStream stream, AtomicBoolean held) {
    streams.remove(stream);
    stream.close();
    leave(held);
  }

  private void leave(AtomicBoolean held) {
    if (held.compareAndSet(true, false)) {
      places.leave(1);
      meters.gauge(Names.METRIC_STREAM_CLIENTS, (double) places.inFlight());
    }
  }

  private static HttpServerResponse response(Asked asked) {
    return asked.ctx().response();
  }

  /** Null to begin with what comes next. A browser that resumes cannot change its query. */
  private static @Nullable Long after(@Nullable String lastEventId, Params params) {
    Long after = params.whole("after");
    if (lastEventId == null || lastEventId.isBlank()) {
      return after;
    }
    if (!lastEventId.matches("\\d{1,18}")) {
      throw Params.invalid("Last-Event-ID must be the id of an event of this stream, a number");
    }
    return Long.valueOf(lastEventId);
  }
}
