package dev.intentobserve.slo;

import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Objective;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Name and labels of the alert about a burning budget. Shared by the service's own evaluation and
 * the generated rules, so that routes and silences match both.
 */
public final class BurnAlert {
  public static final String NAME = BuiltInAlert.SLO_BURN.alertName();
  public static final String LABEL_SERVICE = "service";

  /** Distinguishes a fast burn from a slow one of the same objective. */
  public static final String LABEL_BURN = "burn";

  public static final String LABEL_SHORT_WINDOW = "short_window";

  private static final String RUNBOOK = "runbook";

  /** Labels that the alert sets itself; an objective cannot override them. */
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
   * The labels of an alert without its severity and windows: the labels of the objective, under
   * names that Prometheus allows, and the alert's own. The runbook is an annotation, because a
   * changed URL must not make it another alert.
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

  /** The URL of the runbook; empty where the objective has none. */
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
