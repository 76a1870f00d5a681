package dev.intentobserve.export;

import dev.intentobserve.contract.StoreContract.Page;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.contract.TraceContract.PlaceOf;
import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.export.ExportConfig.Tuning;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Ships one log record for each event. */
final class LogCargo implements Cargo {
  private static final Placement NOWHERE = new Placement.Orphan();

  private final Vertx vertx;
  private final Delivery<LogRecord> delivery;
  private final Tuning tuning;

  LogCargo(Vertx vertx, Delivery<LogRecord> delivery, Tuning tuning) {
    this.vertx = vertx;
    this.delivery = delivery;
    this.tuning = tuning;
  }

  @Override
  public Future<Void> ship(Page page, Refusals refusals) {
    Batches<LogRecord> batches = new Batches<>(delivery, tuning, refusals);
    return places(page)
        .compose(places -> batches.add(records(page, places)))
        .compose(added -> batches.flush());
  }

  private Future<Map<Scope, Map<EntityKey, Placed>>> places(Page page) {
    Map<Scope, Set<EntityKey>> keys = new HashMap<>();
    for (Stored stored : page.events()) {
      if (stored.event().entity() != null) {
        keys.computeIfAbsent(stored.scope(), scope -> new HashSet<>()).add(stored.event().entity());
      }
    }
    Map<Scope, Map<EntityKey, Placed>> places = new HashMap<>();
    Future<Void> asked = Future.succeededFuture();
    for (Map.Entry<Scope, Set<EntityKey>> scope : keys.entrySet()) {
      PlaceOf question = new PlaceOf(scope.getKey(), scope.getValue(), false);
      asked =
          asked
              .compose(before -> TraceContract.PLACE.ask(vertx, question))
              .onSuccess(answer -> places.put(question.scope(), answer))
              .mapEmpty();
    }
    return asked.map(all -> places);
  }

  private static Iterator<Item<LogRecord>> records(
      Page page, Map<Scope, Map<EntityKey, Placed>> places) {
    return page.events().stream()
        .map(
            stored -> {
              Placement place = place(stored, places);
              return new Item<>(stored.seq(), stored.scope(), LogMapper.map(stored, place));
            })
        .iterator();
  }

  private static Placement place(Stored stored, Map<Scope, Map<EntityKey, Placed>> places) {
    EntityKey entity = stored.event().entity();
    Placed placed =
        entity == null ? null : places.getOrDefault(stored.scope(), Map.of()).get(entity);
    return placed == null ? NOWHERE : placed.placement();
  }
}
