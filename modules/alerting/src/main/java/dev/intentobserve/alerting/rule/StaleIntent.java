package dev.intentobserve.alerting.rule;

import dev.intentobserve.alerting.slo.Humanizer;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.trace.TraceSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An open intent that nothing happened to for days, by event time, in all of its trace. */
final class StaleIntent {
  static final String NAME = "StaleIntent";
  static final Severity SEVERITY = Severity.WARNING;
  static final String LABEL_INTENT = "intent";

  private StaleIntent() {}

  /** Finds those among the intents that were quiet; of one nothing is known of, nothing is said. */
  static List<Finding> evaluate(List<TraceSummary> intents, Duration staleAfter, Instant now) {
    return intents.stream()
        .filter(intent -> intent.root().kind() == EntityKind.INTENT)
        .filter(intent -> !Lifecycle.closed(intent.state()))
        .map(intent -> finding(intent, staleAfter, now))
        .filter(Objects::nonNull)
        .toList();
  }

  private static @Nullable Finding finding(TraceSummary intent, Duration staleAfter, Instant now) {
    Instant last = intent.lastEvent();
    if (last == null || last.plus(staleAfter).isAfter(now)) {
      return null;
    }
    String id = intent.root().id();
    String title =
        intent.title().isBlank() || intent.title().equals(id) ? "" : " (" + intent.title() + ")";
    return new Finding(
        SEVERITY,
        new TreeMap<>(Map.of(LABEL_INTENT, id)),
        "Intent " + id + " has had no event since " + Humanizer.time(last, now),
        "%s%s is %s and nothing has happened to it, its specs or its contracts for %s. Continue, complete or archive it."
            .formatted(id, title, intent.state(), Humanizer.length(Duration.between(last, now))),
        (double) Duration.between(last, now).toSeconds(),
        List.of(EvidencePaths.trace(intent.root())));
  }
}
