package dev.intentobserve.trace;

import dev.intentobserve.model.entity.CycleTime;
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

/** The three phases of an intent; their lengths are the cycle times of the same names. */
final class IntentPhases {
  /** A started phase; {@code end} is null while it lasts. */
  record Phase(String name, Instant start, @Nullable Instant end) {}

  private static final List<CycleTime> PHASES =
      List.of(CycleTime.SIGNAL_TO_INTENT, CycleTime.INTENT_TO_SPEC, CycleTime.SPEC_TO_COMPLETE);
  private static final SequencedSet<String> PROMOTED =
      Lifecycle.typesTo(EntityKind.INTENT, LifecycleState.PROPOSED);
  private static final SequencedSet<String> SPEC_CREATED =
      EventCatalog.standard().creating(EntityKind.SPEC);
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
    SortedMap<Milestone, Instant> marks = marks(intent);
    List<Phase> phases = new ArrayList<>();
    for (CycleTime phase : PHASES) {
      Instant start = marks.get(phase.from());
      if (start != null) {
        phases.add(phase(phase.code(), start, marks.get(phase.to())));
      }
    }
    return phases;
  }

  /** The times that phases are measured between, as reported: an end may be before its start. */
  SortedMap<Milestone, Instant> marks(EntityKey intent) {
    SortedMap<Milestone, Instant> marks = new TreeMap<>();
    firstSignal(intent).ifPresent(at -> marks.put(Milestone.FIRST_SIGNAL, at));
    promoted(intent).ifPresent(at -> marks.put(Milestone.PROMOTED, at));
    firstOfSpecs(intent, SPEC_CREATED).ifPresent(at -> marks.put(Milestone.SPEC_AUTHORED, at));
    firstOfSpecs(intent, SPEC_APPROVED).ifPresent(at -> marks.put(Milestone.SPEC_APPROVED, at));
    passed(intent).ifPresent(at -> marks.put(Milestone.CONTRACTS_PASSED, at));
    return marks;
  }

  /** When the intent came into being: by the promotion of a signal or by its own proposal. */
  private Optional<Instant> promoted(EntityKey intent) {
    return Optional.ofNullable(lineage.facts(intent).first(PROMOTED)).map(Stamp::time);
  }

  private Optional<Instant> firstSignal(EntityKey intent) {
    return earliest(tree.children(intent, EntityKind.SIGNAL).stream().map(times::start));
  }

  private Optional<Instant> firstOfSpecs(EntityKey intent, SequencedSet<String> types) {
    return earliest(
        tree.children(intent, EntityKind.SPEC).stream()
            .map(spec -> lineage.facts(spec).first(types))
            .map(stamp -> stamp == null ? null : stamp.time()));
  }

  private Optional<Instant> passed(EntityKey intent) {
    List<EntityKey> specs = tree.children(intent, EntityKind.SPEC);
    List<Stamp> ends =
        specs.stream().map(stateResolver::contractsPassed).filter(Objects::nonNull).toList();
    return ends.size() < specs.size()
        ? Optional.empty()
        : ends.stream().max(Comparator.naturalOrder()).map(Stamp::time);
  }

  private static Optional<Instant> earliest(Stream<@Nullable Instant> times) {
    return times.filter(Objects::nonNull).min(Comparator.naturalOrder());
  }

  /** Clocks of emitters differ; a phase is never negative. */
  private static Phase phase(String name, Instant start, @Nullable Instant end) {
    return new Phase(name, start, end != null && end.isBefore(start) ? start : end);
  }
}
