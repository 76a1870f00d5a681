package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where every entity stands, as the trace room last saw it; answered by the cellar. Written
 * together with the summaries ({@link StorePorts#SAVE_SUMMARIES}), so it follows the record a
 * moment later.
 */
public interface EntityStatePorts {
  /** Lives that changed after a revision, in the order of their last change, complete. */
  Port<EntityStatesAfter, EntityStatePage> ENTITY_STATES_AFTER =
      Port.at("store.entity-states-after");

  /** By kind and id. */
  Port<EntityStateQuery, Listing<EntityStateRow>> FIND_ENTITY_STATES =
      Port.at("store.find-entity-states");

  /**
   * Entities that have to be looked at again because of lives about to be saved: who is known to
   * stand under one of the tops but is not among the lives, and under whom somebody among the lives
   * stood before, unless that one is among the lives itself.
   */
  Port<MovedEntitiesOf, List<Scoped<EntityKey>>> MOVED_ENTITIES = Port.at("store.moved-entities");

  record EntityStatesAfter(long after, int limit) {}

  /**
   * Asks what lives about to be saved leave behind.
   *
   * @param tops all entities under which lives were made, or no longer are
   * @param entityStates all that stand under them now
   */
  record MovedEntitiesOf(Set<Scoped<EntityKey>> tops, List<Scoped<EntityState>> entityStates) {
    public MovedEntitiesOf {
      tops = Set.copyOf(tops);
      entityStates = List.copyOf(entityStates);
    }
  }

  /**
   * A life as it stands now.
   *
   * @param revision rises with each change, in commit order
   * @param facts may be a moment newer than the life
   */
  record EntityStateRow(long revision, Scope scope, EntityState entityState, EntityFacts facts) {
    public EntityStateRow {
      requireNonNull(scope, "scope");
      requireNonNull(entityState, "life");
      requireNonNull(facts, "facts");
    }
  }

  /**
   * Lives in the order of their revisions.
   *
   * @param last the revision of the last row, or what was asked for when there is none
   */
  record EntityStatePage(List<EntityStateRow> rows, long last, boolean more) {
    public EntityStatePage {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Null asks for any.
   *
   * @param endedSince only those whose work ended then or later
   */
  record EntityStateQuery(
      Scope scope,
      @Nullable EntityKind kind,
      @Nullable Set<String> states,
      @Nullable String source,
      @Nullable String product,
      @Nullable String cluster,
      @Nullable String level,
      @Nullable Instant endedSince,
      @Nullable String idPrefix,
      int limit,
      @Nullable String cursor) {}
}
