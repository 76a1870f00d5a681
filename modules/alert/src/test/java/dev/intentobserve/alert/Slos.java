package dev.intentobserve.alert;

import dev.intentobserve.event.Comparison;
import dev.intentobserve.event.CycleTime;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Indicator.SpanMatch;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Objective.Burn;
import dev.intentobserve.event.Period;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Objectives for tests. */
final class Slos {
  static final Burn FAST =
      new Burn(Severity.CRITICAL, Duration.ofHours(1), Duration.ofMinutes(5), 14.4);
  static final Burn SLOW = new Burn(Severity.WARNING, Duration.ofDays(1), Duration.ofHours(2), 3);
  static final Period FOUR_WEEKS = new Period.Rolling(Duration.ofDays(28));

  private Slos() {}

  static Indicator contracts() {
    return new Indicator.States(
        new SpanMatch(Kind.CONTRACT, null, new TreeMap<>()),
        new TreeSet<>(Set.of("verified")),
        new TreeSet<>(Set.of("failed")));
  }

  static Indicator latency() {
    return new Indicator.Latency(
        new SpanMatch(Kind.INTENT, CycleTime.INTENT_TO_SPEC, new TreeMap<>()),
        new Indicator.Limit(Comparison.LT, Duration.ofDays(3)));
  }

  static Objective contracts(double target, Period window, Burn... burns) {
    return of("contract-pass-rate", contracts(), target, window, 1, burns);
  }

  static Objective of(
      String name,
      Indicator indicator,
      double target,
      Period window,
      long minEvents,
      Burn... burns) {
    return new Objective(
        name,
        "Contract pass rate",
        "",
        "delivery",
        Scope.DEFAULT,
        indicator,
        target,
        window,
        minEvents,
        List.of(burns),
        new TreeMap<>(Map.of("owner", "delivery")),
        name + ".yaml:3");
  }

  static Period months(int months, String start, String zone) {
    return new Period.Calendar(months, 0, Instant.parse(start), ZoneId.of(zone));
  }

  static Period days(long days) {
    return new Period.Rolling(Duration.ofDays(days));
  }
}
