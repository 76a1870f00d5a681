package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.ports.StorePorts.Listing;
import java.util.List;

/**
 * The state of every entity, as the trace module last computed it; answered by the store. Saved
 * together with the summaries, so it is a moment behind the record.
 */
public interface EntityStatePorts {
  /**
   * Entity states that changed after a revision, in the order of their last change, without gaps.
   */
  Port<EntityStatesAfter, EntityStatePage> ENTITY_STATES_AFTER =
      Port.at("store.entity-states-after");

  /** By kind and id. */
  Port<EntityStateQuery, Listing<EntityStateRow>> FIND_ENTITY_STATES =
      Port.at("store.find-entity-states");

  record EntityStatesAfter(long after, int limit) {}

  /**
   * An entity state and its facts.
   *
   * @param revision rises with each change, in commit order
   * @param facts may be a moment newer than the state
   */
  record EntityStateRow(long revision, Scope scope, EntityState entityState, EntityFacts facts) {
    public EntityStateRow {
      requireNonNull(scope, "scope");
      requireNonNull(entityState, "entityState");
      requireNonNull(facts, "facts");
    }
  }

  /**
   * Entity states in the order of their revisions.
   *
   * @param last the revision of the last row, or what was asked for when there is none
   */
  record EntityStatePage(List<EntityStateRow> rows, long last, boolean more) {
    public EntityStatePage {
      rows = List.copyOf(rows);
    }
  }
}
