package dev.intentobserve.slo.openslo;

import static dev.intentobserve.slo.openslo.OpenSloSamples.LENGTH;
import static dev.intentobserve.slo.openslo.OpenSloSamples.SLO;
import static dev.intentobserve.slo.openslo.OpenSloSamples.read;
import static dev.intentobserve.slo.openslo.OpenSloSamples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.slo.BurnRule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sound files mean. */
final class OpenSloParserTest {
  @Test
  void slo_becomesAnObjective() {
    Objective objective = only(SLO);
    assertThat(objective.name()).isEqualTo("calls-verified");
    assertThat(objective.displayName()).isEqualTo("calls-verified");
    assertThat(objective.description()).isEqualTo("Calls are verified.");
    assertThat(objective.service()).isEqualTo("calls");
    assertThat(objective.scope()).isEqualTo(Scope.DEFAULT);
    assertThat(objective.target()).isEqualTo(0.99);
    assertThat(objective.window()).isEqualTo(new TimeWindow.Rolling(Duration.ofDays(28)));
    assertThat(objective.minEvents()).isEqualTo(10);
    assertThat(objective.burns()).isEqualTo(BurnRule.defaults(objective.window()));
    assertThat(objective.labels()).isEqualTo(Map.of("owner", "payments"));
    assertThat(objective.origin()).isEqualTo("f.yaml:1");
    assertThat(objective.indicator().canonical())
        .isEqualTo("events total(contract.* any {}) GOOD(contract.verified any {})");
  }

  /** Each form of {@code over} that has a length. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "over: spans, kind: execution, where: {source: cli}"
            + "#latency execution {source=cli} lte PT5M",
        "over: spans, cycle: signal_to_intent#latency intent/signal_to_intent {} lte PT5M",
        "over: spans, cycle: intent_to_spec, where: {product: shop, level: L2}"
            + "#latency intent/intent_to_spec {level=L2, product=shop} lte PT5M",
        "over: pairs, from: {type: a.b, source: mcp}, to: {type: a.c, where: {ok: true}}, by: entity"
            + "#pairs from(a.b source=mcp {}) to(a.c any {ok=true}) by entity lte PT5M",
        "over: pairs, from: {type: signal.captured}, to: {type: a.c}, by: id"
            + "#pairs from(signal.created any {}) to(a.c any {}) by id lte PT5M",
        "over: freshness, of: trace#freshness trace lte PT5M",
        "over: timings, timing: intent_observe.authorization"
            + "#timings intent_observe.authorization where{} lte PT5M bad{}",
        "over: timings, timing: intent_observe.http.request,"
            + " labels: {operation: [GET, HEAD], route_template: {not: /metrics}}"
            + "#timings intent_observe.http.request"
            + " where{operation=GET|HEAD, route_template=!/metrics} lte PT5M bad{}"
      })
  void threshold_isRead(String spec, String canonical) {
    assertThat(only(with(LENGTH, "over: spans, kind: execution", spec)).indicator().canonical())
        .isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "over: entities, kind: contract, state: verified"
            + "#over: entities, kind: contract, state: [verified, failed]"
            + "#states contract {} good[verified] bad[failed]",
        "over: timings, timing: intent_observe.http.request, labels: {status_code_class: {not: 5xx}}"
            + "#over: timings, timing: intent_observe.http.request"
            + "#timings intent_observe.http.request where{} any bad{status_code_class=5xx}",
        "over: timings, timing: intent_observe.http.request, labels: {status_code_class: [2xx, 3xx]}"
            + "#over: timings, timing: intent_observe.http.request, labels: {operation: GET}"
            + "#timings intent_observe.http.request where{operation=GET} any"
            + " bad{status_code_class=!2xx|3xx}",
        "over: events, type: x.*, where: {n: 1}#over: events, type: x.y, source: cli"
            + "#events total(x.y source=cli {}) GOOD(x.* any {n=1})"
      })
  void ratio_isRead(String good, String total, String canonical) {
    String yaml =
        with(
            with(SLO, "over: events, type: contract.verified", good),
            "over: events, type: contract.*",
            total);
    assertThat(only(yaml).indicator().canonical()).isEqualTo(canonical);
  }

  @Test
  void bad_isTheOtherWayRound() {
    String yaml =
        with(
            with(SLO, "good:", "bad:"),
            "over: events, type: contract.verified",
            "over: events, type: contract.failed");
    assertThat(only(yaml).indicator().canonical())
        .isEqualTo("events total(contract.* any {}) BAD(contract.failed any {})");
  }

  @ParameterizedTest
  @CsvSource({
    "target: 0.99, 0.99",
    "target: 1, 1",
    "targetPercent: 99.9, 0.999",
    "targetPercent: 100, 1",
    "target: 1e-3, 0.001"
  })
  void target_isAShare(String written, double target) {
    assertThat(only(with(SLO, "target: 0.99", written)).target()).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "0.3, PT0.3S",
    "300ms, PT0.3S",
    "'\"5s\"', PT5S",
    "90, PT1M30S",
    "1h, PT1H",
    "7d, PT168H",
    "2w, PT336H"
  })
  void value_isSecondsOrADuration(String written, String duration) {
    assertThat(only(with(LENGTH, "value: 5m", "value: " + written)).indicator().canonical())
        .isEqualTo("latency execution {} lte " + duration);
  }

  @ParameterizedTest
  @CsvSource({"60m, PT1H", "7d, PT168H", "4w, PT672H", "1M, PT720H", "1Q, PT2184H", "1Y, PT8760H"})
  void window_rolls(String written, Duration length) {
    assertThat(only(with(SLO, "28d", written)).window()).isEqualTo(new TimeWindow.Rolling(length));
  }

  @ParameterizedTest
  @CsvSource({"1M, 1, 0", "1Q, 3, 0", "2Y, 24, 0", "2w, 0, 14", "1d, 0, 1"})
  void window_followsACalendar(String written, int months, int days) {
    String calendar =
        "calendar: {startTime: '2026-01-01 00:00:00', timeZone: Europe/Berlin}, isRolling: false";
    String yaml = with(with(SLO, "28d", written), "isRolling: true", calendar);
    assertThat(only(yaml).window())
        .isEqualTo(
            new TimeWindow.Calendar(
                months, days, Instant.parse("2025-12-31T23:00:00Z"), ZoneId.of("Europe/Berlin")));
  }

  @Test
  void labelsAndAnnotations_chooseScopeRunbookAndLeastEvents() {
    String yaml =
        with(
            SLO,
            "    owner: payments\n",
            """
                owner: [payments, ledger]
                tenant: acme
                project: shop
              annotations:
                intent-observe/min-events: "3"
                intent-observe/runbook: https://wiki.example/runs
                example.com/anything: goes
            """);
    Objective objective = only(yaml);
    assertThat(objective.scope()).isEqualTo(new Scope("acme", "shop"));
    assertThat(objective.minEvents()).isEqualTo(3);
    assertThat(objective.labels())
        .isEqualTo(Map.of("owner", "payments, ledger", "runbook", "https://wiki.example/runs"));
  }

  @Test
  void severalObjectives_areNamedByTheirDisplayNames() {
    String yaml =
        with(
            LENGTH,
            "[{op: lte, value: 5m, target: 0.99}]",
            """

                - {displayName: P95, op: lt, value: 1m, target: 0.95}
                - {displayName: very slow, op: lte, value: 1h, target: 0.999}
            """);
    OpenSloResult parsed = read(yaml);
    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.objectives())
        .extracting(Objective::name)
        .containsExactly("runs-p95", "runs-very-slow");
    assertThat(parsed.objectives())
        .extracting(Objective::displayName)
        .containsExactly("runs-p95 (P95)", "runs-very-slow (very slow)");
  }

  @Test
  void references_areFoundWhereverTheyStand() {
    String policy =
        """
        ---
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: runs}
        spec:
          service: runs
          indicatorRef: length
          timeWindow: [{duration: 30d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{op: lt, value: 60, target: 0.9}]
          alertPolicies:
            - alertPolicyRef: fast
            - kind: AlertPolicy
              metadata: {name: slow}
              spec:
                conditions:
                  - kind: AlertCondition
                    metadata: {name: slow}
                    spec:
                      severity: ticket
                      condition: {kind: burnrate, op: gte, threshold: 1, lookbackWindow: 3d}
        ---
        apiVersion: openslo/v1
        kind: AlertPolicy
        metadata: {name: fast}
        spec:
          alertWhenBreaching: true
          conditions: [{conditionRef: fast}]
          notificationTargets: [{targetRef: ops}]
        ---
        apiVersion: openslo/v1
        kind: AlertCondition
        metadata: {name: fast}
        spec:
          severity: page
          condition: {kind: burnrate, op: gte, threshold: 14.4, lookbackWindow: 1h, alertAfter: 5m}
        ---
        apiVersion: openslo/v1
        kind: AlertNotificationTarget
        metadata: {name: ops}
        spec: {target: webhook, description: ops hook}
        ---
        apiVersion: openslo/v1
        kind: Service
        metadata: {name: runs}
        spec: {description: Runs of agents}
        ---
        apiVersion: openslo/v1
        kind: SLI
        metadata: {name: length}
        spec:
          thresholdMetric:
            metricSource: {metricSourceRef: here, spec: {over: spans, kind: execution}}
        ---
        apiVersion: openslo/v1
        kind: DataSource
        metadata: {name: here}
        spec: {type: intent-observe, connectionDetails: {any: thing}}
        """;
    Objective objective = only(policy);
    assertThat(objective.indicator().canonical()).isEqualTo("latency execution {} lt PT1M");
    assertThat(objective.burns())
        .containsExactly(
            new Burn(Severity.CRITICAL, Duration.ofHours(1), Duration.ofMinutes(5), 14.4),
            new Burn(Severity.WARNING, Duration.ofDays(3), Duration.ofHours(6), 1));
  }

  @Test
  void noPolicies_isNoAlerts() {
    String none = with(SLO, "  objectives:", "  alertPolicies: []\n  objectives:");
    assertThat(only(none).burns()).isEmpty();
  }

  @Test
  void timeslices_areMinutesOfFreshness() {
    String fresh = with(LENGTH, "over: spans, kind: execution", "over: freshness, of: trace");
    String sliced =
        with(
            with(fresh, "Occurrences", "Timeslices"),
            "target: 0.99",
            "target: 0.99, timeSliceTarget: 0.95, timeSliceWindow: 1m");
    assertThat(only(sliced).indicator().canonical()).isEqualTo("freshness trace lte PT5M");
  }

  @Test
  void windowsLineEndsAndByteOrderMark_areNoObstacle() {
    assertThat(only("\ufeff" + SLO.replace("\n", "\r\n")).name()).isEqualTo("calls-verified");
  }

  @Test
  void emptyDocuments_areNothing() {
    assertThat(read("---\n---\n# nothing\n---\n" + SLO + "...\n"))
        .isEqualTo(new OpenSloResult(List.of(moved(only(SLO), 5)), List.of()));
    assertThat(read("")).isEqualTo(new OpenSloResult(List.of(), List.of()));
    assertThat(read("%YAML 1.2\n---\n" + SLO).objectives()).hasSize(1);
  }

  @Test
  void names_doNotMatterToFigures() {
    assertThat(only(with(SLO, "name: calls-verified", "name: other")).indicatorId())
        .isEqualTo(only(SLO).indicatorId());
  }

  private static Objective moved(Objective o, int line) {
    return o.with().origin("f.yaml:" + line).build();
  }

  private static Objective only(String yaml) {
    OpenSloResult parsed = read(yaml);
    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.objectives()).hasSize(1);
    return parsed.objectives().get(0);
  }
}
