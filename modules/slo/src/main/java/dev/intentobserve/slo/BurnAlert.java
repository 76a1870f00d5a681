package dev.intentobserve.slo;

import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Objective;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the alert about a burning budget is called and what it carries, whoever fires it: who is told
 * what must not depend on which of the two evaluations told it.
 */
public final class BurnAlert {
  public static final String NAME = "SloBurn";
  public static final String LABEL_SERVICE = "service";

  /** Tells a fast burn's alert from a slow one's of the same objective. */
  public static final String LABEL_BURN = "burn";

  public static final String LABEL_SHORT_WINDOW = "short_window";

  private static final String RUNBOOK = "runbook";

  /** What an alert says itself; an objective cannot. */
  private static final Set<String> RESERVED =
      Set.of(
          "alertname",
          TelemetryNames.LABEL_SEVERITY,
          TelemetryNames.LABEL_SLO,
          TelemetryNames.LABEL_WINDOW,
          LABEL_SHORT_WINDOW,
          LABEL_SERVICE,
          LABEL_BURN);

  private BurnAlert() {}

  /**
   * The labels of an alert, apart from its severity and the windows of a pair: those that the
   * objective gives, under names that Prometheus allows, and its own. Where a runbook is belongs
   * into the words of an alert: another address does not make it another alert.
   */
  public static SortedMap<String, String> labels(Objective objective, Severity severity) {
    SortedMap<String, String> labels = new TreeMap<>();
    objective.labels().forEach((key, value) -> putLabel(labels, key, value));
    labels.keySet().removeAll(RESERVED);
    labels.put(TelemetryNames.LABEL_SLO, objective.name());
    labels.put(LABEL_SERVICE, PromQl.text(objective.service(), false));
    labels.put(LABEL_BURN, burnSpeed(severity));
    return labels;
  }

  /** Where to read what to do; empty where the objective does not say. */
  public static String runbook(Objective objective) {
    return PromQl.text(objective.labels().getOrDefault(RUNBOOK, ""), false);
  }

  private static void putLabel(SortedMap<String, String> labels, String key, String value) {
    if (!key.equals(RUNBOOK) && !value.isBlank()) {
      labels.put(labelName(key), PromQl.text(value, false));
    }
  }

  private static String labelName(String key) {
    String name = key.replaceAll("[^a-zA-Z0-9_]", "_").replaceAll("^_+", "");
    boolean letter = !name.isEmpty() && !Character.isDigit(name.charAt(0));
    return letter ? name : "label_" + name.toLowerCase(Locale.ROOT);
  }

  private static String burnSpeed(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "fast";
      case WARNING -> "slow";
      case INFO -> "faint";
    };
  }
}
