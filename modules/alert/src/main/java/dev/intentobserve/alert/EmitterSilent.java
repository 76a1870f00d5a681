package dev.intentobserve.alert;

import dev.intentobserve.contract.FiguresContract.Emitter;
import dev.intentobserve.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An emitter whose learned rhythm stopped: what is absent sends no event to say so. */
final class EmitterSilent {
  static final String NAME = "EmitterSilent";
  static final String LABEL_KIND = "kind";
  static final String LABEL_EMITTER = "emitter";

  private EmitterSilent() {}

  /** Minutes that lie in the future come from clocks that run ahead, and teach nothing. */
  static List<Finding> judge(List<Emitter> emitters, AlertConfig.Rules rules, Instant now) {
    return emitters.stream()
        .filter(emitter -> !emitter.kind().equals(PipelineStall.WORK))
        .flatMap(emitter -> judge(emitter, rules, now).stream())
        .toList();
  }

  private static Optional<Finding> judge(Emitter emitter, AlertConfig.Rules rules, Instant now) {
    List<Instant> minutes =
        emitter.minutes().stream().filter(minute -> !minute.isAfter(now)).toList();
    if (minutes.isEmpty()) {
      return Optional.empty();
    }
    Instant last = emitter.last().isAfter(now) ? minutes.getLast() : emitter.last();
    Duration quiet = Duration.between(last, now);
    return Rhythm.learn(minutes, rules)
        .filter(rhythm -> quiet.compareTo(rhythm.limit()) > 0)
        .map(rhythm -> finding(emitter, rhythm, last, quiet, now));
  }

  private static Finding finding(
      Emitter emitter, Rhythm rhythm, Instant last, Duration quiet, Instant now) {
    String name = emitter.kind() + " " + emitter.name();
    return new Finding(
        Severity.WARNING,
        new TreeMap<>(Map.of(LABEL_KIND, emitter.kind(), LABEL_EMITTER, emitter.name())),
        "No events from %s since %s".formatted(name, Texts.time(last, now)),
        "%s usually sends at least every %s (its last %d gaps) and has been silent for %s; the limit is %s. Its last event is %s."
            .formatted(
                capitalised(name),
                Texts.length(rhythm.usual()),
                rhythm.gaps(),
                Texts.length(quiet),
                Texts.length(rhythm.limit()),
                emitter.lastEvent()),
        (double) quiet.toSeconds(),
        evidence(emitter));
  }

  private static List<String> evidence(Emitter emitter) {
    String last = Paths.event(emitter.lastEvent());
    return emitter.kind().equals("source")
        ? List.of(last, Paths.source(emitter.name()))
        : List.of(last, "/api/v1/sources");
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
