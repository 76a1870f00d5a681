package dev.intentobserve.store.projection;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.ports.StorePorts.Scoped;
import org.jspecify.annotations.Nullable;

/**
 * A row to write.
 *
 * @param facts null leaves what is there
 * @param state null leaves what is there
 */
record EntityRow(
    Scope scope,
    EntityKey key,
    @Nullable EntityFacts facts,
    @Nullable EntityState state,
    long revision) {

  static EntityRow of(Scoped<EntityFacts> facts) {
    return new EntityRow(facts.scope(), facts.value().key(), facts.value(), null, 0);
  }

  static EntityRow of(Scope scope, EntityState state, @Nullable EntityFacts facts) {
    return new EntityRow(scope, state.key(), facts, state, 0);
  }

  EntityRow withRevision(long next) {
    return new EntityRow(scope, key, facts, state, next);
  }
}
