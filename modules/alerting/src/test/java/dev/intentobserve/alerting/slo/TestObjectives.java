package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.entity.CycleTime;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.slo.Comparison;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Indicator.SpanMatch;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.model.slo.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Objectives for tests. */
public final class TestObjectives {
  public static final Burn FAST =
      new Burn(Severity.CRITICAL, Duration.ofHours(1), Duration.ofMinutes(5), 14.4);
  public static final Burn SLOW =
      new Burn(Severity.WARNING, Duration.ofDays(1), Duration.ofHours(2), 3);
  public static final TimeWindow FOUR_WEEKS = new TimeWindow.Rolling(Duration.ofDays(28));

  private TestObjectives() {}

  public static Indicator contracts() {
    return new Indicator.States(
        new SpanMatch(EntityKind.CONTRACT, null, new TreeMap<>()),
        new TreeSet<>(Set.of("verified")),
        new TreeSet<>(Set.of("failed")));
  }

  public static Indicator latency() {
    return new Indicator.Latency(
        new SpanMatch(EntityKind.INTENT, CycleTime.INTENT_TO_SPEC, new TreeMap<>()),
        new Indicator.Limit(Comparison.LT, Duration.ofDays(3)));
  }

  public static Objective contracts(double target, TimeWindow window, Burn... burns) {
    return of("contract-pass-rate", contracts(), target, window, 1, burns);
  }

  public static Objective of(
      String name,
      Indicator indicator,
      double target,
      TimeWindow window,
      long minEvents,
      Burn... burns) {
    return Objective.builder()
        .name(name)
        .displayName("Contract pass rate")
        .description("")
        .service("delivery")
        .scope(Scope.DEFAULT)
        .indicator(indicator)
        .target(target)
        .window(window)
        .minEvents(minEvents)
        .burns(List.of(burns))
        .labels(new TreeMap<>(Map.of("owner", "delivery")))
        .origin(name + ".yaml:3")
        .build();
  }

  static TimeWindow months(int months, String start, String zone) {
    return new TimeWindow.Calendar(months, 0, Instant.parse(start), ZoneId.of(zone));
  }

  public static TimeWindow days(long days) {
    return new TimeWindow.Rolling(Duration.ofDays(days));
  }
}
