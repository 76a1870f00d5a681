package dev.intentobserve.reading;

import dev.intentobserve.event.Claim;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.EventType;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Lifecycle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what one event says about entities beyond its own, from explicit fields only. */
final class Claims {
  static final String MENTIONS = "mentions";

  private static final int MOST_LINKS = 256;
  private static final String UPDATED = "signal.updated";
  private static final String ASSERTION = "contract.assertion.";

  /** What fields of their own may make the parent of a kind that {@link Parents#HOLDERS} lacks. */
  private static final Set<Kind> WORK = EnumSet.of(Kind.CONTRACT, Kind.SPEC, Kind.INTENT);

  private static final Set<Kind> TOUCHABLE =
      EnumSet.of(Kind.SIGNAL, Kind.CLUSTER, Kind.INTENT, Kind.SPEC, Kind.CONTRACT);

  private final Envelope envelope;
  private final EventType type;
  private final Named named;
  private final @Nullable EntityKey entity;
  private final Map<Kind, EntityKey> others = new LinkedHashMap<>();
  private final Set<Claim> claims = new LinkedHashSet<>();

  private Claims(Envelope envelope, EventType type, Named named, @Nullable EntityKey entity) {
    this.envelope = envelope;
    this.type = type;
    this.named = named;
    this.entity = entity;
  }

  static List<Claim> of(
      Envelope envelope,
      EventType type,
      Named named,
      @Nullable EntityKey entity,
      Set<EventFlag> flags) {
    return new Claims(envelope, type, named, entity).collect(flags);
  }

  private List<Claim> collect(Set<EventFlag> flags) {
    nameOthers();
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

  /** Whom the event names besides its own entity. */
  private void nameOthers() {
    for (Kind kind : TOUCHABLE) {
      Optional<String> id = kind == Kind.INTENT ? intent() : named.of(kind);
      id.map(name -> new EntityKey(kind, name))
          .filter(key -> entity == null || entity.kind() != kind)
          .ifPresent(key -> others.put(kind, key));
    }
  }

  /** A promotion may name its intent in {@code ref}. */
  private Optional<String> intent() {
    Optional<String> intent = named.of(Kind.INTENT);
    return type.name().equals(Subject.PROMOTED)
        ? intent.or(() -> named.ref().filter(id -> EntityIds.is(Kind.INTENT, id)))
        : intent;
  }

  private void pointers(EntityKey child) {
    Set<Kind> parents = Parents.HOLDERS.getOrDefault(child.kind(), WORK);
    for (EntityKey other : others.values()) {
      if (parents.contains(other.kind()) || joinsIntent(child, other.kind())) {
        claims.add(new Claim.BelongsTo(child, other));
      } else if (child.kind() == Kind.SIGNAL) {
        claims.add(new Claim.LinksTo(child, other, MENTIONS));
      } else if (child.kind() == Kind.INTENT && other.kind() == Kind.SPEC) {
        claims.add(new Claim.BelongsTo(other, child));
      }
    }
  }

  /** Only a promotion and its backfill move a signal into an intent; others merely speak of it. */
  private boolean joinsIntent(EntityKey child, Kind parent) {
    boolean moves =
        type.name().equals(Subject.PROMOTED)
            || (type.name().equals(UPDATED) && envelope.flag("trace_linked"));
    return child.kind() == Kind.SIGNAL && parent == Kind.INTENT && moves;
  }

  private void parent(EntityKey child, Set<EventFlag> flags) {
    Optional<Claim> claim = Parents.claim(child, envelope, joinsIntent(child, Kind.INTENT), flags);
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

  /** A field of its own wins over {@code parent_id}. */
  private boolean hasParent(Claim.BelongsTo made) {
    return claims.stream()
        .anyMatch(
            claim ->
                claim instanceof Claim.BelongsTo before
                    && before.child().equals(made.child())
                    && before.parent().kind() == made.parent().kind());
  }

  private void assertion(EntityKey contract) {
    if (contract.kind() == Kind.CONTRACT && type.name().startsWith(ASSERTION)) {
      named
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
    if (type.name().equals("signal.referenced")) {
      link(from, "signals", "co_referenced");
    }
  }

  private void link(EntityKey from, String field, String relation) {
    named
        .members(field, "signal_id")
        .map(id -> new EntityKey(Kind.SIGNAL, id))
        .filter(key -> !key.equals(from))
        .limit(MOST_LINKS)
        .forEach(to -> claims.add(new Claim.LinksTo(from, to, relation)));
  }

  /** One event that names both, and does more than mention the intent, ties them. */
  private void clusterOfIntent() {
    EntityKey cluster = key(Kind.CLUSTER);
    EntityKey intent = key(Kind.INTENT);
    boolean mentioned =
        entity != null && entity.kind() == Kind.SIGNAL && !joinsIntent(entity, Kind.INTENT);
    if (cluster != null && intent != null && !mentioned) {
      claims.add(new Claim.BelongsTo(cluster, intent));
    }
  }

  private @Nullable EntityKey key(Kind kind) {
    return entity != null && entity.kind() == kind ? entity : others.get(kind);
  }

  private void lists() {
    EntityKey intent = key(Kind.INTENT);
    EntityKey cluster = key(Kind.CLUSTER);
    EntityKey spec = key(Kind.SPEC);
    boolean ofIntent = type.kind() == Kind.INTENT || type.name().equals(Subject.PROMOTED);
    boolean ofCluster = ofIntent || type.name().equals(Subject.CLUSTERED);
    if (ofIntent && intent != null) {
      list(intent, Kind.SIGNAL, named.signals());
    } else if (ofCluster && cluster != null) {
      list(cluster, Kind.SIGNAL, named.signals());
    }
    if (type.kind() == Kind.SPEC && spec != null) {
      list(spec, Kind.CONTRACT, named.contracts());
    }
  }

  private void list(EntityKey parent, Kind kind, List<String> ids) {
    if (!ids.isEmpty()) {
      claims.add(new Claim.Lists(parent, kind, ids));
    }
  }

  /** Signals in a list are not touched: a promotion costs the same whatever its size. */
  private void touches() {
    others.values().forEach(this::touch);
    if (type.kind() == Kind.SPEC && key(Kind.SPEC) != null) {
      named.contracts().stream()
          .limit(MOST_LINKS)
          .forEach(id -> touch(new EntityKey(Kind.CONTRACT, id)));
    }
  }

  private void touch(EntityKey other) {
    if (Lifecycle.moves(other.kind(), type.name())) {
      claims.add(new Claim.Touches(other));
    }
  }
}
