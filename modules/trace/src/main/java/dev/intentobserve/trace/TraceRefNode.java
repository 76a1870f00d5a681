package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.trace.TraceAlias;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A trace string in the {@link EntityGraphCache}. */
final class TraceRefNode extends CacheEntry {
  /** The earliest claim of each intent, by its id. */
  final Map<String, TraceAlias> aliases = new HashMap<>(0);

  /** The entities with this trace string. */
  final Set<EntityKey> bearers = new HashSet<>(0);

  boolean aliasesLoaded;
  boolean bearersLoaded;

  /** Answers whether it is the first claim of this intent. */
  boolean add(TraceAlias alias) {
    int before = aliases.size();
    aliases.merge(alias.intentId(), alias, (a, b) -> a.stamp().compareTo(b.stamp()) <= 0 ? a : b);
    return aliases.size() > before;
  }
}
