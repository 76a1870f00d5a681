package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.util.List;
import java.util.Set;

/**
 * For whoever places events and computes states from a part of the entity graph in memory. Answered
 * by the store.
 */
public interface ProjectionPorts {
  /** What is stored next to some entities and trace strings. */
  Port<EdgesOf, Edges> EDGES = Port.at("store.edges");

  /**
   * The entities that had the same topmost ancestor as one of these when states were stored last:
   * at most {@value #MAX_RELATED} of them. A hint for what to ask for, because states are sometimes
   * behind the facts.
   */
  Port<RelatedTo, List<EntityKey>> RELATED = Port.at("store.related");

  int MAX_RELATED = 100_000;

  /**
   * Commits facts, and the summaries and states computed from them, together with the cursor; fails
   * as {@link StorePorts#COMMIT_FACTS} does.
   */
  Port<CommitProjection, Boolean> COMMIT_PROJECTION = Port.at("store.commit-projection");

  /**
   * A request for edges. Trace strings are in the form in which they are compared.
   *
   * @param above entities whose facts, and claims from above are wanted
   * @param below entities whose children and members are wanted
   * @param refs trace strings whose claims by intents are wanted
   * @param bearers trace strings whose bearing entities are wanted
   * @param states whether the stored states of {@code above} are wanted, too
   */
  record EdgesOf(
      Scope scope,
      Set<EntityKey> above,
      Set<EntityKey> below,
      Set<String> refs,
      Set<String> bearers,
      boolean states) {
    public EdgesOf {
      requireNonNull(scope, "scope");
      above = Set.copyOf(above);
      below = Set.copyOf(below);
      refs = Set.copyOf(refs);
      bearers = Set.copyOf(bearers);
    }
  }

  /**
   * Stored edges.
   *
   * @param claims lists that name an entity of {@code above}, reduced to these entities
   * @param children of the entities of {@code below}, by the claims of the children
   * @param members lists of the entities of {@code below}
   * @param aliases claims on {@code refs}, and claims of the intents of {@code above}
   */
  record Edges(
      List<EntityFacts> facts,
      List<EntityState> states,
      List<Membership> claims,
      List<Child> children,
      List<Membership> members,
      List<TraceAlias> aliases,
      List<Bearer> bearers) {
    public Edges {
      facts = List.copyOf(facts);
      states = List.copyOf(states);
      claims = List.copyOf(claims);
      children = List.copyOf(children);
      members = List.copyOf(members);
      aliases = List.copyOf(aliases);
      bearers = List.copyOf(bearers);
    }
  }

  record RelatedTo(Scope scope, Set<EntityKey> keys) {
    public RelatedTo {
      keys = Set.copyOf(keys);
    }
  }

  record Child(EntityKey parent, EntityKey child) {}

  /** An entity with a trace string. */
  record Bearer(String ref, EntityKey entity) {}

  /**
   * One step of the projection.
   *
   * @param summaries of traces that the facts changed
   * @param changes states that are new, or differ from what is stored, or whose facts changed
   * @param tops the topmost entities whose states were computed; those that are stale stay so, and
   *     count as changed again
   */
  record CommitProjection(
      CommitFacts facts,
      List<Scoped<TraceSummary>> summaries,
      List<EntityChange> changes,
      Set<Scoped<EntityKey>> tops) {
    public CommitProjection {
      requireNonNull(facts, "facts");
      tops = Set.copyOf(tops);
      summaries = List.copyOf(summaries);
      changes = List.copyOf(changes);
    }
  }

  /** A state, and the facts that it was computed from. */
  record EntityChange(Scope scope, EntityState state, EntityFacts facts) {}
}
