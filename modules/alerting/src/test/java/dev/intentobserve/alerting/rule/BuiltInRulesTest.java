package dev.intentobserve.alerting.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.alerting.rule.TrustDrift.MeanTrust;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.ObjectiveProblem;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.AlertStorePorts.GaugePoint;
import dev.intentobserve.ports.MetricStorePorts.Emitter;
import dev.intentobserve.ports.StorePorts.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BuiltInRulesTest {
  private static final RuleConfig RULES = RuleConfig.DEFAULT;
  private static final Instant START = Instant.parse("2026-11-10T12:00:00Z");

  @Test
  void staleIntent_firesAfterSevenDaysToTheMinute() {
    TraceSummary intent = intent("INT-7", "specced", START);
    Function<Instant, List<Finding>> rule =
        now -> new StaleIntent(RULES).evaluate(new Listing<>(List.of(intent), null), now);

    assertThat(firstMinute(rule, START, Duration.ofDays(8)))
        .isEqualTo(START.plus(Duration.ofDays(7)));
    assertThat(rule.apply(START.plus(Duration.ofDays(7))))
        .containsExactly(
            new Finding(
                Severity.WARNING,
                labels("intent", "INT-7"),
                "Intent INT-7 has had no event since 10 Nov 12:00 UTC",
                "INT-7 (Faster checkout) is specced and nothing has happened to it, its specs or"
                    + " its contracts for 7 d. Continue, complete or archive it.",
                604800.0,
                List.of("/api/v1/traces/INT-7")));
  }

  @Test
  void staleIntent_ignoresClosedIntents_andThoseWithoutEvents() {
    Instant later = START.plus(Duration.ofDays(30));

    assertThat(
            new StaleIntent(RULES)
                .evaluate(
                    new Listing<>(
                        List.of(
                            intent("INT-1", "complete", START),
                            intent("INT-2", "archived", START),
                            intent("INT-3", "proposed", null),
                            intent("INT-4", "proposed", later.plusSeconds(3600))),
                        null),
                    later))
        .isEmpty();
  }

  @Test
  void volumeSurge_firesWithTheTwentyFirstSignal() {
    assertThat(new VolumeSurge(RULES).evaluate(20L, START)).isEmpty();
    assertThat(new VolumeSurge(RULES).evaluate(21L, START))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.summary()).isEqualTo("More than 20 new signals within 1 d");
              assertThat(finding.evidence()).containsExactly("/api/v1/events?type=signal.created");
            });
  }

  @Test
  void trustDrift_firesInTheMinuteTheBaselineIsOldEnough() {
    GaugePoint today = trust(START, 0.55, 9);
    List<GaugePoint> history = List.of(trust(START, 0.7, 6));

    assertThat(firstMinute(now -> drift(history, today, now), START, Duration.ofDays(7)))
        .isEqualTo(START.plus(Duration.ofDays(6)));
    assertThat(drift(history, today, START.plus(Duration.ofDays(6))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.INFO);
              assertThat(finding.summary()).isEqualTo("Mean trust of active signals is falling");
              assertThat(finding.description())
                  .startsWith(
                      "It was 0.70 on 10 Nov 12:00 UTC over 6 signals and is 0.55 today over 9.");
            });
    assertThat(drift(history, today, START.plus(Duration.ofDays(7)).plusSeconds(1))).isEmpty();
  }

  @Test
  void trustDrift_needsAFallOfMoreThanATenth_andEnoughSignals() {
    Instant now = START.plus(Duration.ofDays(7));
    List<GaugePoint> history = List.of(trust(START, 0.7, 6));

    assertThat(drift(history, trust(now, 0.6, 9), now)).isEmpty();
    assertThat(drift(history, trust(now, 0.599, 9), now)).hasSize(1);
    assertThat(drift(history, trust(now, 0.9, 9), now)).isEmpty();
    assertThat(drift(history, trust(now, 0.1, 4), now)).isEmpty();
    assertThat(drift(history, null, now)).isEmpty();
    assertThat(drift(List.of(trust(START, 0.7, 4)), trust(now, 0.1, 9), now)).isEmpty();
    assertThat(drift(List.of(), trust(now, 0.1, 9), now)).isEmpty();
  }

  @Test
  void trust_isStoredOncePerHour() {
    GaugePoint today = trust(START.plusSeconds(3600), 0.5, 5);

    assertThat(hourly(List.of(), today, START)).containsExactly(today);
    assertThat(hourly(List.of(trust(START, 0.7, 6)), today, START.plusSeconds(3599))).isEmpty();
    assertThat(hourly(List.of(trust(START, 0.7, 6)), today, START.plusSeconds(3600)))
        .containsExactly(today);
  }

  @Test
  void pipelineStall_firesAfterFortyEightHoursToTheMinute() {
    List<Emitter> work = List.of(emitter("work", "all", List.of(START), START));
    Function<Instant, List<Finding>> rule = now -> new PipelineStall(RULES).evaluate(work, now);

    assertThat(firstMinute(rule, START, Duration.ofDays(3)))
        .isEqualTo(START.plus(Duration.ofHours(48)));
    assertThat(rule.apply(START.plus(Duration.ofHours(50))))
        .containsExactly(
            new Finding(
                Severity.WARNING,
                labels(),
                "No work event since 10 Nov 12:00 UTC",
                "Nothing of any kind has happened for 2 d 2 h; 2 d is the limit. Either all work"
                    + " rests, or its events do not arrive.",
                180000.0,
                List.of("/api/v1/events/e-last", "/api/v1/sources")));
  }

  @Test
  void pipelineStall_isNotHiddenByHeartbeatsOrFutureEvents_norFoundInAnEmptyRecord() {
    Instant now = START.plus(Duration.ofHours(49));
    Instant ahead = now.plus(Duration.ofDays(300));
    List<Emitter> emitters =
        List.of(
            emitter("source", "cron", List.of(now), now),
            emitter("work", "all", List.of(START, ahead), ahead));

    assertThat(new PipelineStall(RULES).evaluate(emitters, now)).hasSize(1);
    assertThat(new PipelineStall(RULES).evaluate(List.of(), now)).isEmpty();
    assertThat(new PipelineStall(RULES).complete(List.of())).isFalse();
  }

  @Test
  void emitterSilent_firesWhenThreeUsualGapsHavePassed() {
    List<Instant> minutes = every(Duration.ofMinutes(10), 9);
    Instant last = minutes.getLast().plusSeconds(20);
    List<Emitter> emitters = List.of(emitter("hook", "post-commit", minutes, last));
    Function<Instant, List<Finding>> rule = now -> silent(emitters, now);

    assertThat(firstMinute(rule, START, Duration.ofDays(1)))
        .isEqualTo(minutes.getLast().plus(Duration.ofMinutes(31)));
    assertThat(rule.apply(last.plus(Duration.ofMinutes(47))))
        .containsExactly(
            new Finding(
                Severity.WARNING,
                labels("kind", "hook", "emitter", "post-commit"),
                "No events from hook post-commit since 10 Nov 13:20 UTC",
                "Hook post-commit usually sends at least every 10 min (its last 8 gaps) and has"
                    + " been silent for 47 min; the limit is 30 min. Its last event is e-last.",
                2820.0,
                List.of("/api/v1/events/e-last", "/api/v1/sources")));
  }

  @Test
  void emitterSilent_waitsAtLeastFifteenMinutes() {
    List<Instant> minutes = every(Duration.ofMinutes(1), 60);
    List<Emitter> emitters = List.of(emitter("source", "ci", minutes, minutes.getLast()));

    assertThat(firstMinute(now -> silent(emitters, now), minutes.getLast(), Duration.ofDays(1)))
        .isEqualTo(minutes.getLast().plus(Duration.ofMinutes(16)));
  }

  @Test
  void emitterSilent_needsEightGaps_andRegularOnes() {
    List<Instant> few = every(Duration.ofMinutes(10), 8);
    List<Instant> twoWorkingDays = new ArrayList<>();
    for (int day = 0; day < 3; day++) {
      for (int minute = 0; minute < 90; minute++) {
        twoWorkingDays.add(START.plus(Duration.ofDays(day)).plusSeconds(300L * minute));
      }
    }
    Instant monthLater = START.plus(Duration.ofDays(30));

    assertThat(EmissionInterval.learn(few, RULES)).isEmpty();
    assertThat(EmissionInterval.learn(twoWorkingDays, RULES)).isEmpty();
    assertThat(
            silent(
                List.of(
                    emitter("source", "new", few, few.getLast()),
                    emitter("source", "person", twoWorkingDays, twoWorkingDays.getLast()),
                    emitter("work", "all", every(Duration.ofMinutes(1), 60), START)),
                monthLater))
        .isEmpty();
  }

  @Test
  void emitterSilent_afterOneOutage_isStillWatched() {
    List<Instant> minutes = new ArrayList<>(every(Duration.ofMinutes(5), 20));
    Instant back = minutes.getLast().plus(Duration.ofHours(3));
    for (int i = 0; i < 20; i++) {
      minutes.add(back.plusSeconds(300L * i));
    }

    assertThat(EmissionInterval.learn(minutes, RULES))
        .isEqualTo(
            Optional.of(new EmissionInterval(Duration.ofMinutes(5), Duration.ofMinutes(15), 39)));
  }

  @Test
  void objectiveInvalid_namesFileLineAndField() {
    assertThat(
            ObjectiveInvalid.evaluate(
                List.of(
                    new ObjectiveProblem("a.yaml", 4, "spec.service", "is missing"),
                    new ObjectiveProblem("a.yaml", 0, "", "must be a file of at most 1 MiB"))))
        .containsExactly(
            new Finding(
                Severity.WARNING,
                labels("file", "a.yaml"),
                "a.yaml has 2 problems",
                "Line 4, spec.service: is missing. The file: must be a file of at most 1 MiB."
                    + " Valid objectives of this file are active; the others stay as they were"
                    + " before.",
                2.0,
                List.of("/api/v1/slos")));
  }

  private static List<Finding> drift(
      List<GaugePoint> history, @Nullable GaugePoint today, Instant now) {
    return new TrustDrift(RULES).evaluate(new MeanTrust(history, today), now);
  }

  private static List<GaugePoint> hourly(
      List<GaugePoint> history, @Nullable GaugePoint today, Instant now) {
    return new TrustDrift(RULES).gauges(new MeanTrust(history, today), now);
  }

  private static List<Finding> silent(List<Emitter> emitters, Instant now) {
    return new EmitterSilent(RULES, Duration.ZERO).evaluate(emitters, now);
  }

  private static @Nullable Instant firstMinute(
      Function<Instant, List<Finding>> rule, Instant from, Duration length) {
    for (long minute = 0; minute <= length.toMinutes(); minute++) {
      Instant now = from.plusSeconds(60 * minute);
      if (!rule.apply(now).isEmpty()) {
        return now;
      }
    }
    return null;
  }

  private static List<Instant> every(Duration gap, int count) {
    List<Instant> minutes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      minutes.add(START.plus(gap.multipliedBy(i)));
    }
    return minutes;
  }

  private static Emitter emitter(String kind, String name, List<Instant> minutes, Instant last) {
    return new Emitter(kind, name, minutes, last, "e-last");
  }

  private static GaugePoint trust(Instant time, double value, long count) {
    return new GaugePoint(TelemetryNames.INTENT_SIGNALS_TRUST_AVG, time, value, count);
  }

  private static TraceSummary intent(String id, String state, @Nullable Instant last) {
    return new TraceSummary(
        "0".repeat(31) + "1",
        new EntityKey(EntityKind.INTENT, id),
        state,
        "spec",
        "Faster checkout",
        START,
        null,
        last,
        3);
  }

  private static SortedMap<String, String> labels(String... labels) {
    SortedMap<String, String> map = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      map.put(labels[i], labels[i + 1]);
    }
    return map;
  }
}
