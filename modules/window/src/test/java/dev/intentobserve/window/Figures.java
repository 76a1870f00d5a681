package dev.intentobserve.window;

import dev.intentobserve.contract.AlertStoreContract.Change;
import dev.intentobserve.contract.AlertStoreContract.Delivery;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Case;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Metric;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Period;
import dev.intentobserve.event.Sample;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Series;
import dev.intentobserve.event.Severity;
import dev.intentobserve.event.SloStatus;
import dev.intentobserve.event.SloStatus.BurnRate;
import dev.intentobserve.event.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Figures, objectives and alerts about the small life of the {@link Corpus}. */
final class Figures {
  static final Instant NOON = Corpus.NOON;

  private Figures() {}

  static Metric metric(String name, Metric.Type type, Metric.Point... points) {
    List<Double> edges = type == Metric.Type.HISTOGRAM ? List.of(60.0) : List.of();
    return new Metric(name, type, "", "Tells of " + name + ".", edges, Arrays.asList(points));
  }

  static Metric.Point point(double value, long count, String... labels) {
    return new Metric.Point(Series.of("", labels).labels(), value, count, List.of(), Map.of());
  }

  static Sample sample(Series series, String subject, double value, String traceId) {
    return new Sample(series, subject, value, NOON.minusSeconds(60), traceId, null);
  }

  static Objective objective(String name, Indicator indicator) {
    Objective.Burn burn =
        new Objective.Burn(Severity.CRITICAL, Duration.ofMinutes(56), Duration.ofMinutes(5), 14.4);
    return new Objective(
        name,
        "Kettles whistle",
        "Nine in ten kettles whistle in time.",
        "tea",
        Scope.DEFAULT,
        indicator,
        0.9,
        new Period.Rolling(Duration.ofDays(28)),
        5,
        List.of(burn),
        labels("owner", "ann"),
        "tea.yaml:3");
  }

  static SloStatus status(Objective objective) {
    BurnRate rate =
        new BurnRate(objective.burns().getFirst(), 2.5, null, new Tally(3, 1), Tally.NONE, false);
    return new SloStatus(
        objective,
        SloStatus.State.WARNING,
        NOON,
        NOON.minus(Duration.ofDays(28)),
        NOON,
        new Tally(15, 1),
        0.9375,
        1.6,
        0.375,
        List.of(rate),
        NOON.plus(Duration.ofDays(3)),
        "1 of 16 failed; 0 more failures are allowed until 2026-03-20.",
        null,
        NOON.minusSeconds(600));
  }

  static Case decided(Objective objective, String subject, Case.Outcome outcome) {
    return new Case(
        objective.indicatorId(),
        subject,
        outcome,
        NOON.minusSeconds(90),
        NOON.minusMillis(88_500),
        NOON.minusMillis(88_500),
        null,
        "e-1",
        "e/2",
        Corpus.TRACE);
  }

  static Case open(Objective objective, String subject) {
    return new Case(
        objective.indicatorId(),
        subject,
        Case.Outcome.OPEN,
        NOON.minusSeconds(90),
        null,
        null,
        NOON.plusSeconds(30),
        null,
        null,
        null);
  }

  static Alert alert(String rule, Alert.State state, String... labels) {
    SortedMap<String, String> named = labels(labels);
    return new Alert(
        Alert.idOf(Scope.DEFAULT, rule, named),
        rule,
        rule.equals("SloBurn") ? Severity.CRITICAL : Severity.WARNING,
        state,
        named,
        "Intent INT-3 stands still",
        "Nothing happened for 9 days.",
        9.5,
        NOON.minusSeconds(300),
        state == Alert.State.PENDING ? null : NOON.minusSeconds(120),
        state == Alert.State.RESOLVED ? NOON : null,
        List.of("/api/v1/events?entity=intent%3AINT-3", "/api/v1/traces/INT-3"));
  }

  static Change change(long number, Scope scope, Alert alert) {
    return new Change(number, scope, NOON.minusSeconds(100 - number), alert);
  }

  static Delivery delivery(String channel, String outcome, String detail) {
    Alert alert = alert("StaleIntent", Alert.State.FIRING, "intent", "INT-3");
    return new Delivery(
        Scope.DEFAULT,
        channel,
        alert.id(),
        alert.rule(),
        alert.state(),
        7,
        outcome,
        2,
        NOON,
        detail);
  }

  static SortedMap<String, String> labels(String... namesAndValues) {
    return new TreeMap<>(Series.of("", namesAndValues).labels());
  }
}
