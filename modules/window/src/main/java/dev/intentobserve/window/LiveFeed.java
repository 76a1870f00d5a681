package dev.intentobserve.window;

import dev.intentobserve.contract.BusKeys;
import dev.intentobserve.contract.CursorLoop;
import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Head;
import dev.intentobserve.contract.StoreContract.Page;
import dev.intentobserve.contract.StoreContract.ReadAfter;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Publishes every event on the bus after its commit, from its deployment on, at most once. A store
 * that does not answer delays the beginning, not the deployment. The headers {@code tenant} and
 * {@code project} say whose it is.
 */
final class LiveFeed extends VerticleBase {
  private static final long UNKNOWN = -1;

  private final WindowConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private @Nullable CursorLoop loop;
  private long after = UNKNOWN;

  LiveFeed(WindowConfig config, InstantSource clock, Meters meters) {
    this.config = config;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    if (!config.live()) {
      return Future.succeededFuture();
    }
    CursorLoop feeding = new CursorLoop(vertx, "live feed", config.slowPoke(), this::step);
    loop = feeding;
    return Hint.RECORD
        .hear(vertx, upTo -> feeding.poke())
        .compose(heard -> step().otherwise(false))
        .onSuccess(begun -> feeding.start());
  }

  @Override
  public Future<?> stop() {
    return loop == null ? Future.succeededFuture() : loop.stop();
  }

  private Future<Boolean> step() {
    Doors doors = new Doors(vertx, config);
    return after == UNKNOWN
        ? doors.ask(StoreContract.HEAD, new Head()).map(this::begin)
        : doors
            .ask(
                StoreContract.READ_AFTER, new ReadAfter(after, Long.MAX_VALUE, config.streamPage()))
            .compose(page -> publish(doors, page));
  }

  private boolean begin(long head) {
    after = head;
    return false;
  }

  /** Moves on before publishing: what fails half-way is not published again. */
  private Future<Boolean> publish(Doors doors, Page page) {
    after = page.last();
    Map<Scope, List<Stored>> byScope =
        page.events().stream().collect(Collectors.groupingBy(Stored::scope));
    return Future.join(
            byScope.entrySet().stream()
                .map(entry -> publish(doors, entry.getKey(), entry.getValue()))
                .toList())
        .map(all -> page.more());
  }

  private Future<Void> publish(Doors doors, Scope scope, List<Stored> events) {
    return doors
        .placements(scope, events)
        .map(
            placements -> {
              events.forEach(stored -> publish(stored, placements));
              meters.count(Names.METRIC_LIVE_PUBLISHED, events.size());
              meters.time(
                  Names.METRIC_LIVE_LAG_SECONDS,
                  Durations.since(events.getLast().receivedTime(), clock.instant()));
              return null;
            });
  }

  private void publish(Stored stored, Map<EntityKey, Placement> placements) {
    vertx
        .eventBus()
        .publish(
            BusKeys.LIVE,
            message(stored, Doors.of(placements, stored)),
            new DeliveryOptions()
                .addHeader(BusKeys.TENANT, stored.scope().tenant())
                .addHeader(BusKeys.PROJECT, stored.scope().project()));
  }

  private static JsonObject message(Stored stored, @Nullable Placement placement) {
    try {
      return new JsonObject(EventJson.document(stored, placement));
    } catch (DecodeException e) {
      // The bus's own JSON is narrower than JSON: such a body travels as bytes.
      Buffer envelope = EventJson.open(EventJson.envelope(stored, placement));
      return new JsonObject(envelope.appendByte((byte) '}'))
          .put("body_base64", EventJson.base64(stored.event().body()));
    }
  }
}
