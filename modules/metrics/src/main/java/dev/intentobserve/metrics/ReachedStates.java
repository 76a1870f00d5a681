package dev.intentobserve.metrics;

import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.entity.LifecycleState;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The states an entity reached by its own events, and when first. */
final class ReachedStates {
  private ReachedStates() {}

  static SortedMap<String, Instant> by(EntityFacts facts) {
    TreeSet<Stamp> moments = new TreeSet<>();
    for (Occurrence occurrence : facts.occurrences().values()) {
      moments.add(occurrence.first());
      moments.add(occurrence.last());
    }
    SortedMap<String, Instant> reached = new TreeMap<>();
    for (Stamp moment : moments) {
      LifecycleState state = stateAt(facts.key(), facts.occurrences(), moment);
      if (state != LifecycleState.UNKNOWN) {
        reached.putIfAbsent(state.code(), moment.time());
      }
    }
    return reached;
  }

  private static LifecycleState stateAt(
      EntityKey key, SortedMap<String, Occurrence> occurrences, Stamp moment) {
    SortedMap<String, Occurrence> until = new TreeMap<>();
    occurrences.forEach(
        (type, occurrence) -> {
          if (occurrence.last().compareTo(moment) <= 0) {
            until.put(type, occurrence);
          } else if (occurrence.first().compareTo(moment) <= 0) {
            until.put(type, Occurrence.once(occurrence.first()));
          }
        });
    return Lifecycle.state(key.kind(), until);
  }
}
