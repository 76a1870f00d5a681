package dev.intentobserve.alerting.rule;

import dev.intentobserve.alerting.slo.Humanizer;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.ports.MetricStorePorts.Emitter;
import dev.intentobserve.slo.BuiltInAlert;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A source, file or hook that sends regularly has stopped. */
final class EmitterSilent implements Rule<List<Emitter>> {
  private final RuleConfig config;
  private final Duration keepFiring;

  EmitterSilent(RuleConfig config, Duration keepFiring) {
    this.config = config;
    this.keepFiring = keepFiring;
  }

  @Override
  public BuiltInAlert alert() {
    return BuiltInAlert.EMITTER_SILENT;
  }

  @Override
  public Duration keepFiring() {
    return keepFiring;
  }

  @Override
  public Future<List<Emitter>> load(RuleInput input, RuleQueries queries) {
    return queries.emitters();
  }

  @Override
  public List<Finding> evaluate(List<Emitter> emitters, Instant now) {
    return emitters.stream()
        .filter(emitter -> !emitter.kind().equals(PipelineStall.WORK))
        .flatMap(emitter -> evaluate(emitter, now).stream())
        .toList();
  }

  /** Minutes in the future come from clocks that are ahead, and are ignored. */
  private Optional<Finding> evaluate(Emitter emitter, Instant now) {
    List<Instant> minutes =
        emitter.minutes().stream().filter(minute -> !minute.isAfter(now)).toList();
    if (minutes.isEmpty()) {
      return Optional.empty();
    }
    Instant last = emitter.last().isAfter(now) ? minutes.getLast() : emitter.last();
    Duration quiet = Duration.between(last, now);
    return EmissionInterval.learn(minutes, config)
        .filter(interval -> quiet.compareTo(interval.limit()) > 0)
        .map(interval -> finding(emitter, interval, last, quiet, now));
  }

  private Finding finding(
      Emitter emitter, EmissionInterval interval, Instant last, Duration quiet, Instant now) {
    String name = emitter.kind() + " " + emitter.name();
    return new Finding(
        alert().severity(),
        new TreeMap<>(Map.of("kind", emitter.kind(), "emitter", emitter.name())),
        "No events from %s since %s".formatted(name, Humanizer.time(last, now)),
        "%s usually sends at least every %s (its last %d gaps) and has been silent for %s; the limit is %s. Its last event is %s."
            .formatted(
                capitalised(name),
                Humanizer.length(interval.p95Gap()),
                interval.gaps(),
                Humanizer.length(quiet),
                Humanizer.length(interval.limit()),
                emitter.lastEvent()),
        (double) quiet.toSeconds(),
        evidence(emitter));
  }

  private static List<String> evidence(Emitter emitter) {
    String last = EvidencePaths.event(emitter.lastEvent());
    return emitter.kind().equals("source")
        ? List.of(last, EvidencePaths.source(emitter.name()))
        : List.of(last, EvidencePaths.SOURCES);
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
