package dev.intentobserve.export;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import dev.intentobserve.ports.TracePorts.PlacementsOf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Asks for the places of entities in traces, one scope after another. */
final class PlacementLookup {
  private PlacementLookup() {}

  static Future<Map<Scope, Map<EntityKey, EntityPlacement>>> of(
      Vertx vertx, Map<Scope, Set<EntityKey>> entities) {
    Map<Scope, Map<EntityKey, EntityPlacement>> places = new HashMap<>();
    return Futures.oneAfterAnother(
            entities.entrySet(),
            scope ->
                TracePorts.PLACEMENTS
                    .ask(vertx, new PlacementsOf(scope.getKey(), scope.getValue(), false))
                    .onSuccess(found -> places.put(scope.getKey(), found)))
        .map(done -> places);
  }
}
