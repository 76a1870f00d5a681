package dev.intentobserve.slo.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Comparison;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShippedObjectivesTest {
  @Test
  void files_haveNoProblems() {
    ShippedObjectives.files()
        .forEach(
            (name, bytes) ->
                assertThat(OpenSloParser.read(name, bytes).problems()).as(name).isEmpty());
  }

  /** As the platform's table has them: below and at most differ at the limit itself. */
  @ParameterizedTest
  @CsvSource({
    "api-latency-p95, 0.95, LT, PT0.3S",
    "api-latency-p99, 0.99, LT, PT1S",
    "authorization-p95, 0.95, LTE, PT0.02S",
    "authorization-p99, 0.99, LTE, PT0.05S",
    "provisioning-emitted, 0.99, LT, PT1S",
    "webhook-credited, 0.99, LT, PT5S",
    "cycle-signal-to-intent, 0.9, LTE, PT168H",
    "cycle-intent-to-spec, 0.9, LTE, PT168H",
    "cycle-spec-to-complete, 0.9, LTE, PT168H",
    "ingest-latency, 0.99, LT, PT1S",
    "export-freshness, 0.99, LTE, PT5M",
    "export-freshness-logs, 0.99, LTE, PT5M"
  })
  void limits_areExact(String name, double target, Comparison comparison, Duration value) {
    Objective objective = named(name);
    assertThat(objective.target()).isEqualTo(target);
    assertThat(limit(objective.indicator())).isEqualTo(new Indicator.Limit(comparison, value));
    assertThat(objective.window()).isEqualTo(new TimeWindow.Rolling(Duration.ofDays(28)));
    assertThat(objective.origin()).isEqualTo("shipped");
  }

  @Test
  void contractPassRate_judgesVerifiedAgainstFailed() {
    assertThat(named("contract-pass-rate").indicator().canonical())
        .isEqualTo("states contract {} good[verified] bad[failed]");
    assertThat(named("contract-pass-rate").target()).isEqualTo(0.95);
  }

  @Test
  void ingestAvailability_blamesOnlyFaultsOfOurs() {
    assertThat(named("ingest-availability").indicator().canonical())
        .isEqualTo(
            "timings intent_observe.http.request"
                + " where{operation=POST, route_template=/api/v1/events} any"
                + " bad{status_code_class=5xx}");
    assertThat(named("ingest-availability").target()).isEqualTo(0.999);
  }

  @Test
  void apiLatency_leavesStreamsProbesAndPostsOut() {
    Indicator.Timings timings = (Indicator.Timings) named("api-latency-p95").indicator();
    assertThat(timings.where())
        .isEqualTo(
            Map.of(
                TelemetryNames.LABEL_OPERATION,
                "!POST",
                TelemetryNames.LABEL_ROUTE,
                "!/api/v1/events/stream|/api/v1/alerts/stream|/eventbus/*"
                    + "|/metrics|/health/live|/health/ready"));
    assertThat(timings.bad()).isEmpty();
  }

  @Test
  void objectivesAboutRequests_waitForAsManyThatTheirBudgetHoldsSome() {
    List.of(
            "api-latency-p95",
            "api-latency-p99",
            "authorization-p95",
            "authorization-p99",
            "ingest-availability",
            "ingest-latency")
        .forEach(
            name ->
                assertThat((1 - named(name).target()) * named(name).minEvents())
                    .as(name)
                    .isGreaterThan(0.99));
  }

  @Test
  void pairs_meetByCorrelationId() {
    assertThat(named("provisioning-emitted").indicator().canonical())
        .isEqualTo(
            "pairs from(allocation.created any {}) to(provisioning.requested any {})"
                + " by correlation_id lt PT1S");
    assertThat(named("webhook-credited").indicator().canonical())
        .isEqualTo(
            "pairs from(webhook.verified any {}) to(ledger.credited any {})"
                + " by correlation_id lt PT5S");
  }

  @Test
  void names_areAllDifferent() {
    List<String> names = ShippedObjectives.objectives().stream().map(Objective::name).toList();
    assertThat(names).doesNotHaveDuplicates().hasSize(14);
  }

  static Objective named(String name) {
    return ShippedObjectives.objectives().stream()
        .filter(objective -> objective.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Indicator.Limit limit(Indicator indicator) {
    return switch (indicator) {
      case Indicator.Timings timings -> timings.limit();
      case Indicator.Pairs pairs -> pairs.limit();
      case Indicator.Latency latency -> latency.limit();
      case Indicator.Freshness freshness -> freshness.limit();
      default -> throw new AssertionError(indicator);
    };
  }
}
