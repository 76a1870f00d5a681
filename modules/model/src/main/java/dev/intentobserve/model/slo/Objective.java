package dev.intentobserve.model.slo;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Digests;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Severity;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An objective: which share of an indicator's events must be good within a window.
 *
 * @param name unique; lower-case letters, digits and hyphens
 * @param scope the owner of the events it is about
 * @param target share of good cases, above 0; 1 allows no failure at all
 * @param minEvents with fewer events in the window the objective has no status
 * @param burns the pairs of windows whose burn rates raise alerts
 * @param labels go to its alerts; {@code owner} and {@code runbook} among them where given
 * @param origin {@code shipped}, or {@code FILE:LINE}
 */
@RecordBuilder
public record Objective(
    String name,
    String displayName,
    String description,
    String service,
    Scope scope,
    Indicator indicator,
    double target,
    TimeWindow window,
    long minEvents,
    List<Burn> burns,
    SortedMap<String, String> labels,
    String origin)
    implements ObjectiveBuilder.With {

  /**
   * A pair of windows: it burns when both burn at {@code factor} times the sustainable rate or
   * more. The long window says that it matters, the short one that it still goes on.
   *
   * @param longWindow whole minutes
   * @param shortWindow whole minutes
   */
  public record Burn(Severity severity, Duration longWindow, Duration shortWindow, double factor) {
    public Burn {
      requireNonNull(severity, "severity");
      requireNonNull(longWindow, "longWindow");
      requireNonNull(shortWindow, "shortWindow");
    }
  }

  public Objective {
    requireNonNull(name, "name");
    requireNonNull(displayName, "displayName");
    requireNonNull(description, "description");
    requireNonNull(service, "service");
    requireNonNull(scope, "scope");
    requireNonNull(indicator, "indicator");
    requireNonNull(window, "window");
    requireNonNull(origin, "origin");
    burns = List.copyOf(burns);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    if (!(target > 0 && target <= 1)) {
      throw new IllegalArgumentException("a target is above 0 and at most 1, not " + target);
    }
  }

  /** Under which the indicator's figures are kept: 16 hex digits. */
  public String indicatorId() {
    return Digests.sha256(indicator.canonical()).substring(0, 16);
  }

  /** Without burn rules and labels until they are set. */
  public static ObjectiveBuilder builder() {
    return ObjectiveBuilder.builder().labels(new TreeMap<>());
  }
}
