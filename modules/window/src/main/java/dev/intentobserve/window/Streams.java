package dev.intentobserve.window;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.SharedGate;
import dev.intentobserve.contract.SharedGate.Answer;
import dev.intentobserve.contract.Turns;
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
  private static final String TOO_MANY = "too_many_streams";

  private final Doors doors;
  private final Reads reads;
  private final InstantSource clock;
  private final Meters meters;
  private final SharedGate places;

  Streams(Doors doors, Reads reads, InstantSource clock, Meters meters) {
    this.doors = doors;
    this.reads = reads;
    this.clock = clock;
    this.meters = meters;
    WindowConfig config = doors.config();
    this.places = new SharedGate(config.streamClients(), config.sharing().tenants());
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
    Feed feed = new FeedInTurn(stream.feed().apply(asked, params), reads, asked.scope());
    Long after = after(asked.header("Last-Event-ID"), params);
    Place place = enter(asked.scope().tenant());
    HttpServerResponse response = asked.ctx().response();
    response.closeHandler(closed -> leave(place));
    return feed.start(after)
        .onFailure(error -> leave(place))
        .map(
            from -> {
              Sse sse = new Sse(doors, feed, from, response);
              open(asked.ctx(), stream, sse, after == null, place);
              return null;
            });
  }

  private void open(RoutingContext ctx, Stream stream, Sse sse, boolean beginsNow, Place place) {
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
    meters.gauge(Names.METRIC_STREAM_CLIENTS, (double) places.inUse());
  }

  private void close(Stream stream, Sse sse, Place place) {
    stream.open().remove(sse);
    sse.close();
    leave(place);
  }

  /** One place, which is given back once. */
  private record Place(String tenant, AtomicBoolean held) {}

  private Place enter(String tenant) {
    Answer answer = places.tryEnter(tenant, 1);
    if (answer != Answer.ENTERED) {
      throw refused(answer);
    }
    return new Place(tenant, new AtomicBoolean(true));
  }

  private Fault refused(Answer met) {
    boolean own = met == Answer.SHARE_USED;
    meters.count(
        Names.METRIC_READ_BUSY,
        1,
        Names.LABEL_OPERATION,
        "stream",
        Names.LABEL_REASON,
        own ? Turns.TENANT_BUSY : TOO_MANY);
    return Fault.busy(
        TOO_MANY,
        own
            ? "This tenant has its "
                + doors.config().streamClients()
                + " live streams open; the places left are kept for others. Close one."
            : "All places at the live streams are taken; try later.");
  }

  private void leave(Place place) {
    if (place.held().compareAndSet(true, false)) {
      places.leave(place.tenant(), 1);
      meters.gauge(Names.METRIC_STREAM_CLIENTS, (double) places.inUse());
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
