package dev.intentobserve.alerting.rule;

import dev.intentobserve.alerting.slo.Humanizer;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.ports.MetricStorePorts.Emitter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * No work event of any kind for two days, by event time: neither a heartbeat nor an import of old
 * events hides a stall. An empty record has nothing to stall.
 */
final class PipelineStall {
  static final String NAME = "PipelineStall";
  static final Severity SEVERITY = Severity.WARNING;
  static final String WORK = "work";

  /**
   * How long a stall must be seen before it fires. Old events that are being sent end with newer
   * ones: in between they look like a stall.
   */
  static final Duration CATCH_UP_PENDING = Duration.ofMinutes(1);

  private PipelineStall() {}

  /** Whether anything is known of the work at all; a stall may last longer than we look back. */
  static boolean known(List<Emitter> emitters) {
    return emitters.stream().anyMatch(emitter -> emitter.kind().equals(WORK));
  }

  static List<Finding> evaluate(List<Emitter> emitters, Duration stalledAfter, Instant now) {
    Optional<Emitter> work =
        emitters.stream().filter(emitter -> emitter.kind().equals(WORK)).findFirst();
    Optional<Instant> last = work.flatMap(emitter -> last(emitter, now));
    return last.isEmpty() || last.get().plus(stalledAfter).isAfter(now)
        ? List.of()
        : List.of(finding(work.get(), last.get(), stalledAfter, now));
  }

  /** A clock that runs ahead somewhere must not hide a stall here. */
  private static Optional<Instant> last(Emitter work, Instant now) {
    return work.last().isAfter(now)
        ? work.minutes().stream()
            .filter(minute -> !minute.isAfter(now))
            .max(Comparator.naturalOrder())
        : Optional.of(work.last());
  }

  private static Finding finding(Emitter work, Instant last, Duration stalledAfter, Instant now) {
    boolean known = last.equals(work.last());
    return new Finding(
        SEVERITY,
        new TreeMap<>(),
        "No work event since " + Humanizer.time(last, now),
        "Nothing of any kind has happened for %s; %s is the limit. Either all work rests, or its events do not arrive."
            .formatted(
                Humanizer.length(Duration.between(last, now)), Humanizer.length(stalledAfter)),
        (double) Duration.between(last, now).toSeconds(),
        known
            ? List.of(EvidencePaths.event(work.lastEvent()), "/api/v1/sources")
            : List.of("/api/v1/sources"));
  }
}
