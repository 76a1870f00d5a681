package dev.intentobserve.model.slo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.trace.TraceIds;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
    String origin) {

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
    return TraceIds.sha256(indicator.canonical().getBytes(UTF_8)).substring(0, 16);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A copy to change. */
  public Builder toBuilder() {
    return builder()
        .name(name)
        .displayName(displayName)
        .description(description)
        .service(service)
        .scope(scope)
        .indicator(indicator)
        .target(target)
        .window(window)
        .minEvents(minEvents)
        .burns(burns)
        .labels(labels)
        .origin(origin);
  }

  /**
   * Collections are empty and nullable values null unless set; {@code build} fails without the
   * others.
   */
  public static final class Builder {
    private @Nullable String name;
    private @Nullable String displayName;
    private @Nullable String description;
    private @Nullable String service;
    private @Nullable Scope scope;
    private @Nullable Indicator indicator;
    private double target;
    private @Nullable TimeWindow window;
    private long minEvents;
    private List<Burn> burns = List.of();
    private SortedMap<String, String> labels = new TreeMap<>();
    private @Nullable String origin;

    private Builder() {}

    public Builder name(String name) {
      this.name = name;
      return this;
    }

    public Builder displayName(String displayName) {
      this.displayName = displayName;
      return this;
    }

    public Builder description(String description) {
      this.description = description;
      return this;
    }

    public Builder service(String service) {
      this.service = service;
      return this;
    }

    public Builder scope(Scope scope) {
      this.scope = scope;
      return this;
    }

    public Builder indicator(Indicator indicator) {
      this.indicator = indicator;
      return this;
    }

    public Builder target(double target) {
      this.target = target;
      return this;
    }

    public Builder window(TimeWindow window) {
      this.window = window;
      return this;
    }

    public Builder minEvents(long minEvents) {
      this.minEvents = minEvents;
      return this;
    }

    public Builder burns(List<Burn> burns) {
      this.burns = burns;
      return this;
    }

    public Builder labels(SortedMap<String, String> labels) {
      this.labels = labels;
      return this;
    }

    public Builder origin(String origin) {
      this.origin = origin;
      return this;
    }

    @SuppressWarnings("NullAway") // the constructor refuses what is missing
    public Objective build() {
      return new Objective(
          name,
          displayName,
          description,
          service,
          scope,
          indicator,
          target,
          window,
          minEvents,
          burns,
          labels,
          origin);
    }
  }
}
