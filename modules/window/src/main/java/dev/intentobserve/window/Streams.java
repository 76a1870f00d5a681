package dev.intentobserve.window;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.Gate;
import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.event.Names;
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
final class Streams {
  private final Doors doors;
  private final InstantSource clock;
  private final Meters meters;
  private final Gate places;

  Streams(Doors doors, InstantSource clock, Meters meters) {
    this.doors = doors;
    this.clock = clock;
    this.meters = meters;
    this.places = new Gate(doors.config().streamClients());
  }

  /**
   * One kind of stream.
   *
   * @param filters parameters besides {@code after}
   * @param feed what this caller wants to hear; refuses what it does not understand
   * @param open all streams of this kind
   */
  private record Stream(
      List<String> filters, BiFunction<Asked, Params, Feed> feed, Set<Sse> open) {}

  void mount(Paths paths) {
    mount(
        paths,
        Links.EVENTS + "/stream",
        Hint.RECORD,
        new Stream(
            List.of("type", "source", "after"),
            (asked, params) -> new EventFeed(doors, asked.scope(), EventFilter.of(params)),
            ConcurrentHashMap.newKeySet()));
    mount(
        paths,
        Links.ALERTS + "/stream",
        Hint.ALERTS,
        new Stream(
            List.of("rule", "severity", "after"), this::alerts, ConcurrentHashMap.newKeySet()));
  }

  private Feed alerts(Asked asked, Params params) {
    return new AlertFeed(
        doors, clock, asked.scope(), params.text("rule"), AlertRoutes.severity(params));
  }

  private void mount(Paths paths, String path, Hint hint, Stream stream) {
    hint.hear(doors.vertx(), upTo -> stream.open().forEach(Sse::poke));
    paths.stream(
        path,
        ctx ->
            Future.succeededFuture(new Asked(ctx))
                .compose(asked -> begin(asked, stream))
                .onFailure(error -> Paths.fail(ctx, error)));
  }

  private Future<Void> begin(Asked asked, Stream stream) {
    Params params = asked.params(stream.filters().toArray(String[]::new));
    Feed feed = stream.feed().apply(asked, params);
    Long after = after(asked.header("Last-Event-ID"), params);
    if (!places.tryEnter(1)) {
      throw Fault.busy("too_many_streams", "All places at the live streams are taken; try later.");
    }
    AtomicBoolean held = new AtomicBoolean(true);
    HttpServerResponse response = asked.ctx().response();
    response.closeHandler(closed -> leave(held));
    return feed.start(after)
        .onFailure(error -> leave(held))
        .map(
            from -> {
              Sse sse = new Sse(doors, feed, from, response);
              open(asked.ctx(), stream, sse, after == null, held);
              return null;
            });
  }

  private void open(
      RoutingContext ctx, Stream stream, Sse sse, boolean beginsNow, AtomicBoolean held) {
    HttpServerResponse response = ctx.response();
    if (response.closed()) {
      sse.close();
      return;
    }
    stream.open().add(sse);
    response.closeHandler(closed -> close(stream, sse, held));
    response.exceptionHandler(error -> close(stream, sse, held));
    ctx.request().connection().shutdownHandler(shutdown -> sse.end());
    sse.start(beginsNow);
    meters.gauge(Names.METRIC_STREAM_CLIENTS, (double) places.inFlight());
  }

  private void close(Stream stream, Sse sse, AtomicBoolean held) {
    stream.open().remove(sse);
    sse.close();
    leave(held);
  }

  private void leave(AtomicBoolean held) {
    if (held.compareAndSet(true, false)) {
      places.leave(1);
      meters.gauge(Names.METRIC_STREAM_CLIENTS, (double) places.inFlight());
    }
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
