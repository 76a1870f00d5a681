package dev.intentobserve.metrics;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.ports.AlertingPorts.ObjectiveSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The active objectives and their indicators by id. Indicators over events and entity states are
 * counted for every scope, whichever scope has the objective: another scope's objective then finds
 * its past counted, too.
 */
record ActiveObjectives(
    long generation, List<Objective> objectives, SortedMap<String, Indicator> indicators) {
  static final ActiveObjectives NOTHING = new ActiveObjectives(-1, List.of(), new TreeMap<>());

  private static final String PREFIX = "slo.";
  private static final String ENTITY_STATES = ".entity-states";

  ActiveObjectives {
    objectives = List.copyOf(objectives);
    indicators = Collections.unmodifiableSortedMap(new TreeMap<>(indicators));
  }

  static ActiveObjectives of(ObjectiveSet set) {
    SortedMap<String, Indicator> indicators = new TreeMap<>();
    set.objectives()
        .forEach(objective -> indicators.put(objective.indicatorId(), objective.indicator()));
    return new ActiveObjectives(set.generation(), set.objectives(), indicators);
  }

  /** Indicators over events, by the cursors they are counted with. */
  SortedMap<String, String> eventCursors() {
    return cursors(ActiveObjectives::overEvents, "");
  }

  /** Indicators over entity states, by the cursors they are counted with. */
  SortedMap<String, String> entityStateCursors() {
    return cursors(ActiveObjectives::overEntityStates, ENTITY_STATES);
  }

  /** Indicators whose open events become bad by time alone. */
  Set<String> timed() {
    return indicators.entrySet().stream()
        .filter(
            entry ->
                entry.getValue() instanceof Indicator.Latency
                    || entry.getValue() instanceof Indicator.Pairs)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The scopes whose objectives use an indicator. */
  Set<Scope> scopes(String indicator) {
    return objectives.stream()
        .filter(objective -> objective.indicatorId().equals(indicator))
        .map(Objective::scope)
        .collect(Collectors.toUnmodifiableSet());
  }

  private SortedMap<String, String> cursors(Predicate<Indicator> kind, String suffix) {
    SortedMap<String, String> cursors = new TreeMap<>();
    indicators.forEach(
        (id, indicator) -> {
          if (kind.test(indicator)) {
            cursors.put(PREFIX + id + suffix, id);
          }
        });
    return cursors;
  }

  private static boolean overEvents(Indicator indicator) {
    return indicator instanceof Indicator.Events || indicator instanceof Indicator.Pairs;
  }

  private static boolean overEntityStates(Indicator indicator) {
    return indicator instanceof Indicator.States || indicator instanceof Indicator.Latency;
  }
}
