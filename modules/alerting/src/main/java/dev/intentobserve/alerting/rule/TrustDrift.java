package dev.intentobserve.alerting.rule;

import dev.intentobserve.alerting.slo.Humanizer;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.AlertStorePorts.GaugePoint;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The mean trust of active signals fell, against what it was almost a window ago. A rise is no
 * drift, and without a baseline, or of a handful of signals, nothing is said.
 */
final class TrustDrift {
  static final String NAME = "TrustDrift";
  static final Severity SEVERITY = Severity.INFO;
  private static final Duration SLACK = Duration.ofDays(1);

  private TrustDrift() {}

  /**
   * Judges the mean of today.
   *
   * @param history points of the window, oldest first
   * @param today null where no signal is active
   */
  static List<Finding> evaluate(
      List<GaugePoint> history, @Nullable GaugePoint today, RuleConfig rules, Instant now) {
    GaugePoint baseline = baseline(history, rules, now);
    if (today == null || baseline == null || today.count() < rules.driftSignals()) {
      return List.of();
    }
    BigDecimal fall = BigDecimal.valueOf(thousandths(baseline) - thousandths(today), 3);
    return fall.compareTo(BigDecimal.valueOf(rules.driftFall())) > 0
        ? List.of(finding(baseline, today, now))
        : List.of();
  }

  /** The point to be written down for this hour; null when there is one, or nothing to write. */
  static @Nullable GaugePoint hourly(
      List<GaugePoint> history, @Nullable GaugePoint today, Instant now) {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    boolean written = !history.isEmpty() && !history.getLast().time().isBefore(hour);
    return written ? null : today;
  }

  /** The mean as it is now; null where no signal is active. */
  static @Nullable GaugePoint today(List<SeriesTotal> series, Instant now) {
    long count = 0;
    double sum = 0;
    for (SeriesTotal total : series) {
      if (total.series().metric().equals(TelemetryNames.INTENT_SIGNALS_TRUST_AVG)) {
        count += total.count();
        sum += total.sum();
      }
    }
    return count <= 0
        ? null
        : new GaugePoint(TelemetryNames.INTENT_SIGNALS_TRUST_AVG, now, sum / count, count);
  }

  private static @Nullable GaugePoint baseline(
      List<GaugePoint> history, RuleConfig rules, Instant now) {
    Instant from = now.minus(rules.driftWindow());
    Instant oldEnough = from.plus(SLACK);
    return history.stream()
        .filter(point -> !point.time().isBefore(from) && !point.time().isAfter(oldEnough))
        .filter(point -> point.count() >= rules.driftSignals())
        .findFirst()
        .orElse(null);
  }

  private static long thousandths(GaugePoint point) {
    return Math.round(point.value() * 1000);
  }

  private static Finding finding(GaugePoint baseline, GaugePoint today, Instant now) {
    return new Finding(
        SEVERITY,
        new TreeMap<>(),
        "Mean trust of active signals is falling",
        "It was %s on %s over %d signals and is %s today over %d. Look at what the new signals are based on."
            .formatted(
                twoDecimals(baseline.value()),
                Humanizer.time(baseline.time(), now),
                baseline.count(),
                twoDecimals(today.value()),
                today.count()),
        today.value(),
        List.of("/api/v1/entities?kind=signal"));
  }

  private static String twoDecimals(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
