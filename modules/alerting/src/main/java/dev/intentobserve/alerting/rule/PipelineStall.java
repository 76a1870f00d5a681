package dev.intentobserve.alerting.rule;

import dev.intentobserve.alerting.slo.Humanizer;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.ports.MetricStorePorts.Emitter;
import dev.intentobserve.slo.BuiltInAlert;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * No work event of any kind for two days, by event time. Heartbeats and imports of old events do
 * not hide a stall. An empty record cannot stall.
 */
final class PipelineStall implements Rule<List<Emitter>> {
  /** The kind under which all work events are counted together. */
  static final String WORK = "work";

  private final Duration stalledAfter;

  PipelineStall(RuleConfig config) {
    this.stalledAfter = config.thresholds().stall();
  }

  @Override
  public BuiltInAlert alert() {
    return BuiltInAlert.PIPELINE_STALL;
  }

  /** While old events are being imported, the newest of them looks like the last one. */
  @Override
  public Duration pending() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Future<List<Emitter>> load(RuleInput input, RuleQueries queries) {
    return queries.emitters();
  }

  /** A stall may last longer than activity is looked back on; then its alert stays. */
  @Override
  public boolean complete(List<Emitter> emitters) {
    return emitters.stream().anyMatch(emitter -> emitter.kind().equals(WORK));
  }

  @Override
  public List<Finding> evaluate(List<Emitter> emitters, Instant now) {
    Optional<Emitter> work =
        emitters.stream().filter(emitter -> emitter.kind().equals(WORK)).findFirst();
    Optional<Instant> last = work.flatMap(emitter -> last(emitter, now));
    return last.isEmpty() || last.get().plus(stalledAfter).isAfter(now)
        ? List.of()
        : List.of(finding(work.get(), last.get(), now));
  }

  /** An emitter whose clock is ahead must not hide a stall. */
  private static Optional<Instant> last(Emitter work, Instant now) {
    return work.last().isAfter(now)
        ? work.minutes().stream()
            .filter(minute -> !minute.isAfter(now))
            .max(Comparator.naturalOrder())
        : Optional.of(work.last());
  }

  private Finding finding(Emitter work, Instant last, Instant now) {
    boolean known = last.equals(work.last());
    return new Finding(
        alert().severity(),
        new TreeMap<>(),
        "No work event since " + Humanizer.time(last, now),
        "Nothing of any kind has happened for %s; %s is the limit. Either all work rests, or its events do not arrive."
            .formatted(
                Humanizer.length(Duration.between(last, now)), Humanizer.length(stalledAfter)),
        (double) Duration.between(last, now).toSeconds(),
        known
            ? List.of(EvidencePaths.event(work.lastEvent()), EvidencePaths.SOURCES)
            : List.of(EvidencePaths.SOURCES));
  }
}
