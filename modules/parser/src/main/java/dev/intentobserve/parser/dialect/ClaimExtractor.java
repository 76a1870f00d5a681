package dev.intentobserve.parser.dialect;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.EventType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what one event says about other entities. Uses dedicated fields only, never free text.
 */
public final class ClaimExtractor {
  static final String MENTIONS = "mentions";

  private static final int MAX_LINKS = 256;

  /**
   * The possible parents, references in dedicated fields, of kinds that {@link
   * ParentResolver#PARENT_KINDS} lacks.
   */
  private static final Set<EntityKind> WORK_KINDS =
      EnumSet.of(EntityKind.CONTRACT, EntityKind.SPEC, EntityKind.INTENT);

  private static final Set<EntityKind> TOUCHABLE =
      EnumSet.of(
          EntityKind.SIGNAL,
          EntityKind.CLUSTER,
          EntityKind.INTENT,
          EntityKind.SPEC,
          EntityKind.CONTRACT);

  private final EventEnvelope envelope;
  private final EventType type;
  private final EntityReferences references;
  private final @Nullable EntityKey entity;
  private final Map<EntityKind, EntityKey> others = new LinkedHashMap<>();
  private final Set<Claim> claims = new LinkedHashSet<>();

  private ClaimExtractor(
      EventEnvelope envelope,
      EventType type,
      EntityReferences references,
      @Nullable EntityKey entity) {
    this.envelope = envelope;
    this.type = type;
    this.references = references;
    this.entity = entity;
  }

  public static List<Claim> of(
      EventEnvelope envelope,
      EventType type,
      EntityReferences references,
      @Nullable EntityKey entity,
      Set<EventFlag> flags) {
    return new ClaimExtractor(envelope, type, references, entity).collect(flags);
  }

  private List<Claim> collect(Set<EventFlag> flags) {
    collectReferences();
    if (entity != null) {
      pointers(entity);
      parent(entity, flags);
      assertion(entity);
      links(entity);
    }
    clusterOfIntent();
    lists();
    touches();
    return new ArrayList<>(claims);
  }

  /** The entities the event names beside its own. */
  private void collectReferences() {
    for (EntityKind kind : TOUCHABLE) {
      if (entity == null || entity.kind() != kind) {
        Optional<String> id = kind == EntityKind.INTENT ? intent() : references.of(kind);
        id.ifPresent(name -> others.put(kind, new EntityKey(kind, name)));
      }
    }
  }

  /** A promotion may name its intent in {@code ref}. */
  private Optional<String> intent() {
    Optional<String> intent = references.of(EntityKind.INTENT);
    return type.joins(EntityKind.INTENT)
        ? intent.or(() -> references.ref().filter(id -> EntityIds.is(EntityKind.INTENT, id)))
        : intent;
  }

  private void pointers(EntityKey child) {
    Set<EntityKind> parents = ParentResolver.PARENT_KINDS.getOrDefault(child.kind(), WORK_KINDS);
    for (EntityKey other : others.values()) {
      if (parents.contains(other.kind()) || joinsIntent(child, other.kind())) {
        claims.add(new Claim.BelongsTo(child, other));
      } else if (child.kind() == EntityKind.SIGNAL) {
        claims.add(new Claim.LinksTo(child, other, MENTIONS));
      } else if (child.kind() == EntityKind.INTENT && other.kind() == EntityKind.SPEC) {
        claims.add(new Claim.BelongsTo(other, child));
      }
    }
  }

  /**
   * Only a promotion and its later correction move a signal into an intent; other events just
   * mention the intent.
   */
  private boolean joinsIntent(EntityKey child, EntityKind parent) {
    boolean moves =
        type.joins(EntityKind.INTENT)
            || (type.backfills(EntityKind.INTENT) && envelope.flag("trace_linked"));
    return child.kind() == EntityKind.SIGNAL && parent == EntityKind.INTENT && moves;
  }

  private void parent(EntityKey child, Set<EventFlag> flags) {
    Optional<Claim> claim =
        ParentResolver.claim(child, envelope, joinsIntent(child, EntityKind.INTENT), flags);
    claim
        .filter(made -> !(made instanceof Claim.BelongsTo belongs) || !hasParent(belongs))
        .ifPresent(
            made -> {
              claims.add(made);
              if (made instanceof Claim.BelongsTo belongs
                  && TOUCHABLE.contains(belongs.parent().kind())) {
                others.putIfAbsent(belongs.parent().kind(), belongs.parent());
              }
            });
  }

  /** A dedicated field wins over {@code parent_id}. */
  private boolean hasParent(Claim.BelongsTo made) {
    for (Claim claim : claims) {
      if (claim instanceof Claim.BelongsTo before
          && before.child().equals(made.child())
          && before.parent().kind() == made.parent().kind()) {
        return true;
      }
    }
    return false;
  }

  private void assertion(EntityKey contract) {
    if (contract.kind() == EntityKind.CONTRACT && type.ofAssertion()) {
      references
          .id("assertion_id")
          .map(id -> EntityKey.assertion(contract.id(), id))
          .ifPresent(
              key -> {
                claims.add(new Claim.Touches(key));
                claims.add(new Claim.BelongsTo(key, contract));
              });
    }
  }

  private void links(EntityKey from) {
    link(from, "related_signals", "related");
    link(from, "references", "references");
    if (type.coReferences()) {
      link(from, "signals", "co_referenced");
    }
  }

  private void link(EntityKey from, String field, String relation) {
    List<String> ids = references.members(field, "signal_id");
    int made = 0;
    for (int i = 0; i < ids.size() && made < MAX_LINKS; i++) {
      EntityKey to = new EntityKey(EntityKind.SIGNAL, ids.get(i));
      if (!to.equals(from)) {
        claims.add(new Claim.LinksTo(from, to, relation));
        made++;
      }
    }
  }

  /**
   * An event that names cluster and intent, and does more than mention the intent, connects them.
   */
  private void clusterOfIntent() {
    EntityKey cluster = key(EntityKind.CLUSTER);
    EntityKey intent = key(EntityKind.INTENT);
    boolean mentioned =
        entity != null
            && entity.kind() == EntityKind.SIGNAL
            && !joinsIntent(entity, EntityKind.INTENT);
    if (cluster != null && intent != null && !mentioned) {
      claims.add(new Claim.BelongsTo(cluster, intent));
    }
  }

  private @Nullable EntityKey key(EntityKind kind) {
    return entity != null && entity.kind() == kind ? entity : others.get(kind);
  }

  private void lists() {
    EntityKey intent = key(EntityKind.INTENT);
    EntityKey cluster = key(EntityKind.CLUSTER);
    EntityKey spec = key(EntityKind.SPEC);
    boolean ofIntent = type.kind() == EntityKind.INTENT || type.joins(EntityKind.INTENT);
    boolean ofCluster = ofIntent || type.joins(EntityKind.CLUSTER);
    if (ofIntent && intent != null) {
      list(intent, EntityKind.SIGNAL, references.signals());
    } else if (ofCluster && cluster != null) {
      list(cluster, EntityKind.SIGNAL, references.signals());
    }
    if (type.kind() == EntityKind.SPEC && spec != null) {
      list(spec, EntityKind.CONTRACT, references.contracts());
    }
  }

  private void list(EntityKey parent, EntityKind kind, List<String> ids) {
    if (!ids.isEmpty()) {
      claims.add(new Claim.Lists(parent, kind, ids));
    }
  }

  /**
   * Signals in a list are not touched, so that the cost of a promotion does not depend on its size.
   */
  private void touches() {
    others.values().forEach(this::touch);
    if (type.kind() == EntityKind.SPEC && key(EntityKind.SPEC) != null) {
      references.contracts().stream()
          .limit(MAX_LINKS)
          .forEach(id -> touch(new EntityKey(EntityKind.CONTRACT, id)));
    }
  }

  private void touch(EntityKey other) {
    if (Lifecycle.moves(other.kind(), type.name())) {
      claims.add(new Claim.Touches(other));
    }
  }
}
