package dev.intentobserve.model.entity;

import dev.intentobserve.model.TsvResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The state machines of entities, read from {@code lifecycles.tsv}. An entity's state is what its
 * occurrences lead to in the order of their stamps; of each type the first and the last one count.
 */
public final class Lifecycle {
  /** The state of an entity that nothing has happened to. */
  public static final String UNKNOWN = "unknown";

  private static final String NONE = "-";
  private static final Set<String> CLOSED =
      Set.of("promoted", "dismissed", "resolved", "dissolved", "complete", "archived");

  private static final Map<EntityKind, Map<String, List<Step>>> STEPS = new HashMap<>();

  private record Step(Set<String> from, String to) {}

  /** One event type at one stamp. */
  private record Moment(Stamp stamp, String type) {}

  static {
    for (String[] row : TsvResource.read("lifecycles.tsv", 4)) {
      EntityKind kind =
          EntityKind.of(row[0]).orElseThrow(() -> new IllegalStateException("no kind " + row[0]));
      STEPS
          .computeIfAbsent(kind, k -> new LinkedHashMap<>())
          .computeIfAbsent(row[2], type -> new ArrayList<>())
          .add(new Step(Set.of(row[1].split(",")), row[3]));
    }
  }

  private Lifecycle() {}

  /** Where {@code occurrences} lead an entity of {@code kind}. */
  public static String state(EntityKind kind, SortedMap<String, Occurrence> occurrences) {
    List<Moment> moments = new ArrayList<>();
    occurrences.forEach(
        (type, occurrence) -> {
          moments.add(new Moment(occurrence.first(), type));
          if (!occurrence.last().equals(occurrence.first())) {
            moments.add(new Moment(occurrence.last(), type));
          }
        });
    moments.sort(Comparator.comparing(Moment::stamp).thenComparing(Moment::type));
    String state = NONE;
    for (Moment moment : moments) {
      state = after(kind, state, moment.type());
    }
    return state.equals(NONE) ? UNKNOWN : state;
  }

  /** Whether an occurrence of {@code type} can do something to an entity of {@code kind}. */
  public static boolean moves(EntityKind kind, String type) {
    return STEPS.getOrDefault(kind, Map.of()).containsKey(type);
  }

  /** The states an entity of {@code kind} can come into; none for a kind without a lifecycle. */
  public static SortedSet<String> states(EntityKind kind) {
    return STEPS.getOrDefault(kind, Map.of()).values().stream()
        .flatMap(List::stream)
        .map(Step::to)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The same states in the order of a usual life. */
  public static List<String> course(EntityKind kind) {
    return STEPS.getOrDefault(kind, Map.of()).values().stream()
        .flatMap(List::stream)
        .map(Step::to)
        .distinct()
        .toList();
  }

  /** The state after an occurrence of {@code type}; the same where that changes nothing. */
  public static String next(EntityKind kind, String state, String type) {
    return after(kind, state.equals(UNKNOWN) ? NONE : state, type).replace(NONE, UNKNOWN);
  }

  /** Whether nothing more is expected of an entity in this state. */
  public static boolean closed(String state) {
    return CLOSED.contains(state);
  }

  private static String after(EntityKind kind, String state, String type) {
    for (Step step : STEPS.getOrDefault(kind, Map.of()).getOrDefault(type, List.of())) {
      if (step.from().contains(state)) {
        return step.to();
      }
    }
    return state;
  }
}
