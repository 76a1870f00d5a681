package dev.intentobserve.notification;

import dev.intentobserve.model.alert.AlertJson;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.ChangesAfter;
import dev.intentobserve.ports.EventBusApi;
import dev.intentobserve.ports.Port.Nothing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Publishes every change of an alert on the event bus after its commit, at most once. It starts
 * with the changes after its first step. The headers {@code tenant} and {@code project} name the
 * scope.
 */
final class AlertPublisher {
  private static final int PAGE = 500;
  private static final long UNKNOWN = -1;

  private final Vertx vertx;
  private long after = UNKNOWN;

  AlertPublisher(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Answers whether more changes are waiting. */
  Future<Boolean> step() {
    return after == UNKNOWN
        ? AlertStorePorts.FIRING.ask(vertx, new Nothing()).map(now -> begin(now.head()))
        : AlertStorePorts.CHANGES_AFTER
            .ask(vertx, new ChangesAfter(after, PAGE))
            .map(this::publish);
  }

  private boolean begin(long head) {
    after = head;
    return false;
  }

  private boolean publish(List<Change> changes) {
    for (Change change : changes) {
      after = change.number();
      vertx
          .eventBus()
          .publish(
              EventBusApi.ALERTS,
              new JsonObject(message(change)),
              new DeliveryOptions()
                  .addHeader(EventBusApi.TENANT, change.scope().tenant())
                  .addHeader(EventBusApi.PROJECT, change.scope().project()));
    }
    return changes.size() == PAGE;
  }

  private static String message(Change change) {
    Json.Builder message = Json.object();
    AlertJson.write(change.alert()).values().forEach(message::put);
    return message
        .put("change", change.scopeNumber())
        .put("changed_at", change.at())
        .build()
        .encode();
  }
}
