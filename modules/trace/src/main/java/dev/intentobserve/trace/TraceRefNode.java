package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.trace.TraceAlias;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A trace string in the {@link EntityGraphCache}. */
final class TraceRefNode {
  /** The earliest claim of each intent, by its id. */
  final Map<String, TraceAlias> aliases = new HashMap<>(0);

  /** The entities with this trace string. */
  final Set<EntityKey> bearers = new HashSet<>(0);

  boolean aliasesLoaded;
  boolean bearersLoaded;

  /** About how many bytes it takes. */
  int weight;

  void add(TraceAlias alias) {
    aliases.merge(alias.intentId(), alias, (a, b) -> a.stamp().compareTo(b.stamp()) <= 0 ? a : b);
  }
}
