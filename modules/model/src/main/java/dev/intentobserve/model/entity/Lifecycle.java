package dev.intentobserve.model.entity;

import dev.intentobserve.model.TsvResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The state machines of entities: {@code lifecycle-states.tsv} has the states, {@code
 * lifecycles.tsv} the transitions. An entity's state is what its occurrences lead to in the order
 * of their stamps; of each type the first and the last one count.
 */
public final class Lifecycle {
  private enum Group {
    NEW,
    ACTIVE,
    CLOSED
  }

  private record Step(Set<LifecycleState> from, LifecycleState to) {}

  /** One event type at one stamp. */
  private record Moment(Stamp stamp, String type) {}

  private static final Map<EntityKind, Map<LifecycleState, Group>> GROUPS =
      new EnumMap<>(EntityKind.class);
  private static final Map<LifecycleState, Tone> TONES = new EnumMap<>(LifecycleState.class);
  private static final Map<EntityKind, Map<String, List<Step>>> STEPS =
      new EnumMap<>(EntityKind.class);

  static {
    TsvResource.read("lifecycle-states.tsv", 4).forEach(Lifecycle::addState);
    TsvResource.read("lifecycles.tsv", 4).forEach(Lifecycle::addStep);
  }

  private Lifecycle() {}

  /** Where {@code occurrences} lead an entity of {@code kind}. */
  public static LifecycleState state(EntityKind kind, SortedMap<String, Occurrence> occurrences) {
    List<Moment> moments = new ArrayList<>();
    occurrences.forEach(
        (type, occurrence) -> {
          moments.add(new Moment(occurrence.first(), type));
          if (!occurrence.last().equals(occurrence.first())) {
            moments.add(new Moment(occurrence.last(), type));
          }
        });
    moments.sort(Comparator.comparing(Moment::stamp).thenComparing(Moment::type));
    LifecycleState state = LifecycleState.UNKNOWN;
    for (Moment moment : moments) {
      state = next(kind, state, moment.type());
    }
    return state;
  }

  /** The state after an occurrence of {@code type}; the same where that changes nothing. */
  public static LifecycleState next(EntityKind kind, LifecycleState state, String type) {
    for (Step step : steps(kind).getOrDefault(type, List.of())) {
      if (step.from().contains(state)) {
        return step.to();
      }
    }
    return state;
  }

  /** Whether an occurrence of {@code type} can change the state of an entity of {@code kind}. */
  public static boolean moves(EntityKind kind, String type) {
    return steps(kind).containsKey(type);
  }

  /** The event types that lead an entity of {@code kind} to {@code state}. */
  public static SequencedSet<String> typesTo(EntityKind kind, LifecycleState state) {
    SequencedSet<String> types = new LinkedHashSet<>();
    steps(kind)
        .forEach(
            (type, steps) -> {
              if (steps.stream().anyMatch(step -> step.to() == state)) {
                types.add(type);
              }
            });
    return types;
  }

  /** The states of {@code kind} in their usual order; none for a kind without a lifecycle. */
  public static List<LifecycleState> statesInOrder(EntityKind kind) {
    return List.copyOf(GROUPS.getOrDefault(kind, Map.of()).keySet());
  }

  /** The codes of the same states, by alphabet. */
  public static SortedSet<String> states(EntityKind kind) {
    SortedSet<String> codes = new TreeSet<>();
    statesInOrder(kind).forEach(state -> codes.add(state.code()));
    return codes;
  }

  /** Whether the state is known and more is expected of the entity. */
  public static boolean isOpen(EntityKind kind, String state) {
    Group group = group(kind, state);
    return group == Group.NEW || group == Group.ACTIVE;
  }

  /** Whether work on the entity has begun, and perhaps ended. */
  public static boolean isBegun(EntityKind kind, String state) {
    Group group = group(kind, state);
    return group == Group.ACTIVE || group == Group.CLOSED;
  }

  /** Whether nothing more is expected of the entity. */
  public static boolean isClosed(EntityKind kind, String state) {
    return group(kind, state) == Group.CLOSED;
  }

  /** Plain for a word that is no state. */
  public static Tone tone(String state) {
    return LifecycleState.of(state).map(TONES::get).orElse(Tone.PLAIN);
  }

  /** Whether the state is an error wherever errors are marked: in spans and in logs. */
  public static boolean isFailure(String state) {
    return tone(state) == Tone.BAD;
  }

  private static Map<String, List<Step>> steps(EntityKind kind) {
    return STEPS.getOrDefault(kind, Map.of());
  }

  private static @Nullable Group group(EntityKind kind, String state) {
    return LifecycleState.of(state).map(GROUPS.getOrDefault(kind, Map.of())::get).orElse(null);
  }

  private static void addState(String[] row) {
    LifecycleState state = state(row[1]);
    GROUPS
        .computeIfAbsent(kind(row[0]), kind -> new LinkedHashMap<>())
        .put(state, Group.valueOf(row[2].toUpperCase(Locale.ROOT)));
    Tone tone = Tone.valueOf(row[3].toUpperCase(Locale.ROOT));
    Tone other = TONES.put(state, tone);
    if (other != null && other != tone) {
      throw new IllegalStateException("lifecycle-states.tsv: two tones for " + state);
    }
  }

  private static void addStep(String[] row) {
    Set<LifecycleState> from = EnumSet.noneOf(LifecycleState.class);
    for (String word : row[1].split(",", -1)) {
      from.add(word.equals("-") ? LifecycleState.UNKNOWN : state(word));
    }
    EntityKind kind = kind(row[0]);
    LifecycleState to = state(row[3]);
    if (!statesInOrder(kind).contains(to)) {
      throw new IllegalStateException("lifecycle-states.tsv: no " + to + " for " + kind);
    }
    STEPS
        .computeIfAbsent(kind, k -> new LinkedHashMap<>())
        .computeIfAbsent(row[2], type -> new ArrayList<>())
        .add(new Step(from, to));
  }

  private static EntityKind kind(String word) {
    return EntityKind.of(word).orElseThrow(() -> new IllegalStateException("no kind " + word));
  }

  private static LifecycleState state(String word) {
    return LifecycleState.of(word).orElseThrow(() -> new IllegalStateException("no state " + word));
  }
}
