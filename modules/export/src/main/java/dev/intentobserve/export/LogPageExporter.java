package dev.intentobserve.export;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.TracePorts;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Exports one log record for each event. */
final class LogPageExporter implements PageExporter {
  private static final Placement ORPHAN = new Placement.Orphan();

  private final Vertx vertx;
  private final RequestBatcher<LogRecord> batches;

  LogPageExporter(Vertx vertx, RequestBatcher<LogRecord> batches) {
    this.vertx = vertx;
    this.batches = batches;
  }

  @Override
  public Future<Void> add(Page page) {
    Map<Scope, Map<EntityKey, Placement>> places = new HashMap<>();
    return Futures.oneAfterAnother(
            entities(page).entrySet(),
            scope ->
                TracePorts.PLACES
                    .ask(vertx, new Scoped<>(scope.getKey(), scope.getValue()))
                    .onSuccess(found -> places.put(scope.getKey(), found)))
        .compose(found -> batches.add(records(page, places)));
  }

  @Override
  public Future<Void> flush() {
    return batches.flush();
  }

  private static Map<Scope, Set<EntityKey>> entities(Page page) {
    Map<Scope, Set<EntityKey>> entities = new HashMap<>();
    for (StoredEvent stored : page.events()) {
      EntityKey entity = stored.event().entity();
      if (entity != null) {
        entities.computeIfAbsent(stored.scope(), scope -> new HashSet<>()).add(entity);
      }
    }
    return entities;
  }

  private static Iterator<ExportItem<LogRecord>> records(
      Page page, Map<Scope, Map<EntityKey, Placement>> places) {
    return page.events().stream()
        .map(
            stored -> {
              Placement place = place(stored, places);
              return new ExportItem<>(stored.seq(), stored.scope(), LogMapper.map(stored, place));
            })
        .iterator();
  }

  private static Placement place(StoredEvent stored, Map<Scope, Map<EntityKey, Placement>> places) {
    EntityKey entity = stored.event().entity();
    Placement placed =
        entity == null ? null : places.getOrDefault(stored.scope(), Map.of()).get(entity);
    return placed == null ? ORPHAN : placed;
  }
}
