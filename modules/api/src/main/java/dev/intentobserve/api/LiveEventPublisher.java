package dev.intentobserve.api;

import dev.intentobserve.api.event.EventJson;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.DurationFormat;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.ports.EventBusApi;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.LiveListeners;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.StorePorts.ReadAfter;
import dev.intentobserve.ports.loop.CursorLoop;
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
 * Publishes every event on the bus after its commit, from its deployment on, at most once, while
 * there is a listener. A store that does not answer delays the first event, not the deployment. The
 * headers {@code tenant} and {@code project} carry the scope of the event.
 */
final class LiveEventPublisher extends VerticleBase {
  private static final long UNKNOWN = -1;

  private final ApiConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private @Nullable CursorLoop loop;
  private long after = UNKNOWN;

  LiveEventPublisher(ApiConfig config, InstantSource clock, Meters meters) {
    this.config = config;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    if (!config.live()) {
      return Future.succeededFuture();
    }
    CursorLoop newLoop =
        new CursorLoop(vertx, "live feed", config.streams().pollInterval(), this::step);
    loop = newLoop;
    return Hint.RECORD
        .subscribe(vertx, upTo -> recordGrew(newLoop, upTo))
        .compose(heard -> step().otherwise(false))
        .onSuccess(startedAt -> newLoop.start());
  }

  @Override
  public Future<?> stop() {
    return loop == null ? Future.succeededFuture() : loop.stop();
  }

  /** Hints may be repeated, and no event is published twice. */
  private void recordGrew(CursorLoop events, long upTo) {
    if (LiveListeners.any(vertx)) {
      events.wake();
    } else {
      after = Math.max(after, upTo);
    }
  }

  private Future<Boolean> step() {
    Backend backend = new Backend(vertx, config.reads());
    return after == UNKNOWN || !LiveListeners.any(vertx)
        ? backend.ask(StorePorts.HEAD, new Nothing()).map(this::begin)
        : backend
            .ask(
                StorePorts.READ_AFTER,
                new ReadAfter(after, Long.MAX_VALUE, config.streams().page()))
            .compose(page -> publish(backend, page));
  }

  private boolean begin(long head) {
    if (after == UNKNOWN || !LiveListeners.any(vertx)) {
      after = Math.max(after, head);
    }
    return false;
  }

  /** Moves on before publishing, so that no event is published twice. */
  private Future<Boolean> publish(Backend backend, Page page) {
    after = page.last();
    Map<Scope, List<StoredEvent>> byScope =
        page.events().stream().collect(Collectors.groupingBy(StoredEvent::scope));
    return Future.join(
            byScope.entrySet().stream()
                .map(entry -> publish(backend, entry.getKey(), entry.getValue()))
                .toList())
        .map(all -> page.more());
  }

  private Future<Void> publish(Backend backend, Scope scope, List<StoredEvent> events) {
    return backend
        .placements(scope, events)
        .map(
            placements -> {
              events.forEach(stored -> publish(stored, placements));
              meters.count(TelemetryNames.METRIC_LIVE_PUBLISHED, events.size());
              meters.time(
                  TelemetryNames.METRIC_LIVE_LAG_SECONDS,
                  DurationFormat.since(events.getLast().receivedTime(), clock.instant()));
              return null;
            });
  }

  private void publish(StoredEvent stored, Map<EntityKey, Placement> placements) {
    vertx
        .eventBus()
        .publish(
            EventBusApi.LIVE,
            message(stored, Backend.of(placements, stored)),
            new DeliveryOptions()
                .addHeader(EventBusApi.TENANT, stored.scope().tenant())
                .addHeader(EventBusApi.PROJECT, stored.scope().project()));
  }

  private static JsonObject message(StoredEvent stored, @Nullable Placement placement) {
    try {
      return new JsonObject(EventJson.document(stored, placement));
    } catch (DecodeException e) {
      // The bus's JSON objects cannot hold every JSON value: such a body is sent as bytes.
      Buffer envelope = EventJson.open(EventJson.envelope(stored, placement));
      return new JsonObject(envelope.appendByte((byte) '}'))
          .put("body_base64", EventJson.base64(stored.event().body()));
    }
  }
}
