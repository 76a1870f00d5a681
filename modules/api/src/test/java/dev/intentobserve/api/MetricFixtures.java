package dev.intentobserve.api;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.model.slo.SliEventBuilder;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.model.slo.SloStatus.BurnRate;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Figures, objectives and alerts about the small life of the {@link EventFixtures}. */
public final class MetricFixtures {
  static final Instant NOON = EventFixtures.NOON;

  private MetricFixtures() {}

  public static Metric metric(String name, Metric.Type type, Metric.Point... points) {
    List<Double> edges = type == Metric.Type.HISTOGRAM ? List.of(60.0) : List.of();
    return new Metric(name, type, "", "Tells of " + name + ".", edges, Arrays.asList(points));
  }

  public static Metric.Point point(double value, long count, String... labels) {
    return new Metric.Point(
        MetricSeries.of("", labels).labels(), value, count, List.of(), Map.of());
  }

  public static MetricSample sample(
      MetricSeries series, String subject, double value, String traceId) {
    return new MetricSample(series, subject, value, NOON.minusSeconds(60), traceId, null);
  }

  public static Objective objective(String name, Indicator indicator) {
    Objective.Burn burn =
        new Objective.Burn(Severity.CRITICAL, Duration.ofMinutes(56), Duration.ofMinutes(5), 14.4);
    return Objective.builder()
        .name(name)
        .displayName("Kettles whistle")
        .description("Nine in ten kettles whistle in time.")
        .service("tea")
        .scope(Scope.DEFAULT)
        .indicator(indicator)
        .target(0.9)
        .window(new TimeWindow.Rolling(Duration.ofDays(28)))
        .minEvents(5)
        .burns(List.of(burn))
        .labels(labels("owner", "ann"))
        .origin("tea.yaml:3")
        .build();
  }

  public static SloStatus status(Objective objective) {
    BurnRate rate =
        new BurnRate(
            objective.burns().getFirst(),
            2.5,
            null,
            new GoodBadCount(3, 1),
            GoodBadCount.NONE,
            false);
    return new SloStatus(
        objective,
        SloStatus.State.WARNING,
        NOON,
        NOON.minus(Duration.ofDays(28)),
        NOON,
        new GoodBadCount(15, 1),
        0.9375,
        1.6,
        0.375,
        List.of(rate),
        NOON.plus(Duration.ofDays(3)),
        "1 of 16 failed; 0 more failures are allowed until 2026-03-20.",
        null,
        NOON.minusSeconds(600));
  }

  public static SliEvent decided(Objective objective, String subject, SliEvent.Outcome outcome) {
    return SliEventBuilder.builder()
        .indicator(objective.indicatorId())
        .subject(subject)
        .outcome(outcome)
        .start(NOON.minusSeconds(90))
        .end(NOON.minusMillis(88_500))
        .decided(NOON.minusMillis(88_500))
        .startEvent("e-1")
        .endEvent("e/2")
        .traceId(EventFixtures.TRACE)
        .build();
  }

  public static SliEvent open(Objective objective, String subject) {
    return SliEventBuilder.builder()
        .indicator(objective.indicatorId())
        .subject(subject)
        .outcome(SliEvent.Outcome.OPEN)
        .start(NOON.minusSeconds(90))
        .due(NOON.plusSeconds(30))
        .build();
  }

  public static Alert alert(String rule, Alert.State state, String... labels) {
    SortedMap<String, String> named = labels(labels);
    return Alert.builder()
        .id(Alert.idOf(Scope.DEFAULT, rule, named))
        .rule(rule)
        .severity(rule.equals("SloBurn") ? Severity.CRITICAL : Severity.WARNING)
        .state(state)
        .labels(named)
        .summary("Intent INT-3 stands still")
        .description("Nothing happened for 9 days.")
        .value(9.5)
        .since(NOON.minusSeconds(300))
        .fired(state == Alert.State.PENDING ? null : NOON.minusSeconds(120))
        .resolved(state == Alert.State.RESOLVED ? NOON : null)
        .evidence(List.of("/api/v1/events?entity=intent%3AINT-3", "/api/v1/traces/INT-3"))
        .build();
  }

  public static Change change(long number, Scope scope, Alert alert) {
    return new Change(number, scope, NOON.minusSeconds(100 - number), alert);
  }

  public static Delivery delivery(String channel, String outcome, String detail) {
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

  public static SortedMap<String, String> labels(String... namesAndValues) {
    return new TreeMap<>(MetricSeries.of("", namesAndValues).labels());
  }
}
