package dev.intentobserve.alerting.rule;

import dev.intentobserve.alerting.slo.Humanizer;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.model.alert.Severity;
import java.util.List;
import java.util.TreeMap;

/** More new signals than anybody can read; each counts once, however often it is sent again. */
final class VolumeSurge {
  static final String NAME = "VolumeSurge";
  static final Severity SEVERITY = Severity.WARNING;

  private VolumeSurge() {}

  /** Judges how many distinct signals were captured within the window that ends now. */
  static List<Finding> evaluate(long signals, RuleConfig rules) {
    if (signals <= rules.surgeSignals()) {
      return List.of();
    }
    String window = Humanizer.length(rules.surgeWindow());
    return List.of(
        new Finding(
            SEVERITY,
            new TreeMap<>(),
            "More than %d new signals within %s".formatted(rules.surgeSignals(), window),
            "%d distinct signals were captured in the last %s, more than the %d that are usual. See where they come from before trusting them."
                .formatted(signals, window, rules.surgeSignals()),
            (double) signals,
            List.of(EvidencePaths.eventsOf("signal.created"))));
  }
}
