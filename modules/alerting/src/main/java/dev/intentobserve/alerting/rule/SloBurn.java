package dev.intentobserve.alerting.rule;

import dev.intentobserve.alerting.slo.BurnRateText;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.model.slo.SloStatus.BurnRate;
import dev.intentobserve.slo.BurnAlert;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An error budget burns too fast: one alert for each objective and severity. Not a {@link Rule}:
 * its data is the objective's status, which is evaluated for all scopes at once.
 */
public final class SloBurn {
  private SloBurn() {}

  public static List<Finding> evaluate(SloStatus status) {
    Map<Severity, List<BurnRate>> burning =
        status.burns().stream()
            .filter(BurnRate::burning)
            .collect(
                Collectors.groupingBy(
                    burn -> burn.burn().severity(),
                    () -> new EnumMap<>(Severity.class),
                    Collectors.toList()));
    return burning.entrySet().stream()
        .map(entry -> finding(status, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Finding finding(SloStatus status, Severity severity, List<BurnRate> burns) {
    Objective objective = status.objective();
    return new Finding(
        severity,
        BurnAlert.labels(objective, severity),
        "%s burns its error budget %s".formatted(shown(objective), adverb(severity)),
        description(status, burns),
        burns.getFirst().longRate(),
        List.of(EvidencePaths.badEvents(objective.name()), EvidencePaths.slo(objective.name())));
  }

  /** The status message names one pair of windows; the other burning pairs are put before it. */
  private static String description(SloStatus status, List<BurnRate> burns) {
    String otherPairs =
        burns.stream()
            .map(BurnRateText::pair)
            .filter(pair -> !status.message().contains(pair))
            .collect(Collectors.joining(" "));
    String runbook = BurnAlert.runbook(status.objective());
    String runbookText = runbook.isEmpty() ? "" : " Runbook: " + runbook;
    return (otherPairs + " " + status.message()).strip() + runbookText;
  }

  private static String shown(Objective objective) {
    return objective.displayName().isBlank() ? objective.name() : objective.displayName();
  }

  private static String adverb(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "much too fast";
      case WARNING -> "too fast";
      case INFO -> "faster than it may";
    };
  }
}
