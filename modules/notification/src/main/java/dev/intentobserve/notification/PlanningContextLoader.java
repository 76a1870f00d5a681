package dev.intentobserve.notification;

import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.LastDeliveries;
import dev.intentobserve.ports.AlertStorePorts.LastDelivery;
import dev.intentobserve.ports.AlertStorePorts.SilencesOf;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.StorePorts.Scoped;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Loads what the planners need to know about changes for one channel. */
final class PlanningContextLoader {
  private final Vertx vertx;
  private final String channel;

  PlanningContextLoader(Vertx vertx, String channel) {
    this.vertx = vertx;
    this.channel = channel;
  }

  Future<PlanningContext> load(List<Change> changes, Instant now) {
    List<Scoped<String>> alerts = changes.stream().map(PlanningContext::key).distinct().toList();
    Future<List<LastDelivery>> deliveries =
        AlertStorePorts.LAST_DELIVERIES.ask(vertx, new LastDeliveries(channel, alerts));
    Future<List<Scoped<Silence>>> silences = silences(changes, now);
    return Future.all(deliveries, silences)
        .map(both -> new PlanningContext(deliveries.result(), silences.result(), now));
  }

  /**
   * One scope after another: with one query for all scopes, a tenant with very many silences would
   * push those of another out of the answer.
   */
  private Future<List<Scoped<Silence>>> silences(List<Change> changes, Instant now) {
    List<Scoped<Silence>> found = new ArrayList<>();
    return Futures.oneAfterAnother(
            changes.stream().map(Change::scope).distinct().toList(),
            scope ->
                AlertStorePorts.SILENCES
                    .ask(vertx, new SilencesOf(scope, now))
                    .onSuccess(found::addAll))
        .map(found);
  }
}
