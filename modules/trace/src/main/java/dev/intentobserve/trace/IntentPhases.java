package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState.Milestone;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.entity.LifecycleState;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.event.EventCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The three phases of an intent whose lengths are its cycle times. */
final class IntentPhases {
  /** A started phase; {@code end} is null while it lasts. */
  record Phase(String name, Instant start, @Nullable Instant end) {}

  private static final EventCatalog CATALOG = EventCatalog.standard();
  private static final SequencedSet<String> PROPOSED = CATALOG.creating(EntityKind.INTENT);
  private static final SequencedSet<String> PROMOTED = CATALOG.joining(EntityKind.INTENT);
  private static final SequencedSet<String> SPEC_CREATED = CATALOG.creating(EntityKind.SPEC);
  private static final SequencedSet<String> SPEC_APPROVED =
      Lifecycle.typesTo(EntityKind.SPEC, LifecycleState.APPROVED);

  private final EntityLineage lineage;
  private final EntityTree tree;
  private final StateResolver stateResolver;
  private final EntityTimes times;

  IntentPhases(
      EntityLineage lineage, EntityTree tree, StateResolver stateResolver, EntityTimes times) {
    this.lineage = lineage;
    this.tree = tree;
    this.stateResolver = stateResolver;
    this.times = times;
  }

  /** The started phases, in order. */
  List<Phase> of(EntityKey intent) {
    Optional<Instant> proposed = proposed(intent);
    Optional<Instant> approved = approved(intent);
    List<Phase> phases = new ArrayList<>();
    firstSignal(intent).ifPresent(start -> phases.add(phase("signal_to_intent", start, proposed)));
    proposed.ifPresent(start -> phases.add(phase("intent_to_spec", start, approved)));
    approved.ifPresent(start -> phases.add(phase("spec_to_complete", start, completed(intent))));
    return phases;
  }

  /** The times that phases are measured between, as reported: an end may be before its start. */
  SortedMap<Milestone, Instant> marks(EntityKey intent) {
    SortedMap<Milestone, Instant> marks = new TreeMap<>();
    firstSignal(intent).ifPresent(at -> marks.put(Milestone.FIRST_SIGNAL, at));
    proposed(intent).ifPresent(at -> marks.put(Milestone.PROPOSED, at));
    firstOfSpecs(intent, SPEC_CREATED).ifPresent(at -> marks.put(Milestone.SPEC_AUTHORED, at));
    approved(intent).ifPresent(at -> marks.put(Milestone.SPEC_APPROVED, at));
    completed(intent).ifPresent(at -> marks.put(Milestone.COMPLETED, at));
    return marks;
  }

  /** When the intent was first proposed, even if only by the promotion of a signal. */
  Optional<Instant> proposed(EntityKey intent) {
    Stamp proposed = lineage.facts(intent).first(PROPOSED);
    Stamp promoted = lineage.facts(intent).first(PROMOTED);
    return Optional.ofNullable(proposed != null ? proposed : promoted).map(Stamp::time);
  }

  private Optional<Instant> firstSignal(EntityKey intent) {
    return earliest(tree.children(intent, EntityKind.SIGNAL).stream().map(times::start));
  }

  private Optional<Instant> approved(EntityKey intent) {
    return firstOfSpecs(intent, SPEC_APPROVED);
  }

  private Optional<Instant> firstOfSpecs(EntityKey intent, SequencedSet<String> types) {
    return earliest(
        tree.children(intent, EntityKind.SPEC).stream()
            .map(spec -> lineage.facts(spec).first(types))
            .map(stamp -> stamp == null ? null : stamp.time()));
  }

  private Optional<Instant> completed(EntityKey intent) {
    List<EntityKey> specs = tree.children(intent, EntityKind.SPEC);
    List<Stamp> ends =
        specs.stream().map(stateResolver::specCompleted).filter(Objects::nonNull).toList();
    return ends.size() < specs.size()
        ? Optional.empty()
        : ends.stream().max(Comparator.naturalOrder()).map(Stamp::time);
  }

  private static Optional<Instant> earliest(Stream<@Nullable Instant> times) {
    return times.filter(Objects::nonNull).min(Comparator.naturalOrder());
  }

  /** Clocks of emitters differ; a phase is never negative. */
  private static Phase phase(String name, Instant start, Optional<Instant> end) {
    return new Phase(name, start, end.map(e -> e.isBefore(start) ? start : e).orElse(null));
  }
}
