package dev.intentobserve.alerting.rule;

import dev.intentobserve.alerting.slo.Humanizer;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.GaugeHistory;
import dev.intentobserve.ports.AlertStorePorts.GaugePoint;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.slo.BuiltInAlert;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The mean trust of active signals fell compared with almost a window ago. A rise is no drift; the
 * rule is silent without a baseline, and when only a few signals are active.
 */
final class TrustDrift implements Rule<TrustDrift.MeanTrust> {
  /** How much younger than the window the baseline may be. */
  private static final Duration SLACK = Duration.ofDays(1);

  private final RuleConfig config;

  /**
   * The mean trust of active signals.
   *
   * @param history points of the window, oldest first
   * @param today null when no signal is active
   */
  record MeanTrust(List<GaugePoint> history, @Nullable GaugePoint today) {
    MeanTrust {
      history = List.copyOf(history);
    }
  }

  TrustDrift(RuleConfig config) {
    this.config = config;
  }

  @Override
  public BuiltInAlert alert() {
    return BuiltInAlert.TRUST_DRIFT;
  }

  @Override
  public Future<MeanTrust> load(RuleInput input, RuleQueries queries) {
    List<SeriesTotal> series = input.series();
    if (series == null) {
      return Future.failedFuture(
          Fault.busy("metrics_unavailable", "The current metrics could not be loaded."));
    }
    Instant since = input.now().minus(config.thresholds().trustWindow());
    return queries
        .ask(
            AlertStorePorts.GAUGE_HISTORY,
            new GaugeHistory(input.scope(), TelemetryNames.INTENT_SIGNALS_TRUST_AVG, since))
        .map(history -> new MeanTrust(history, today(series, input.now())));
  }

  @Override
  public List<Finding> evaluate(MeanTrust trust, Instant now) {
    GaugePoint today = trust.today();
    GaugePoint baseline = baseline(trust.history(), now);
    if (today == null || baseline == null || today.count() < config.driftSignals()) {
      return List.of();
    }
    BigDecimal fall = BigDecimal.valueOf(thousandths(baseline) - thousandths(today), 3);
    return fall.compareTo(BigDecimal.valueOf(config.thresholds().trustFall())) > 0
        ? List.of(finding(baseline, today, now))
        : List.of();
  }

  /** One point an hour is enough to compare weeks. */
  @Override
  public List<GaugePoint> gauges(MeanTrust trust, Instant now) {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    List<GaugePoint> history = trust.history();
    boolean stored = !history.isEmpty() && !history.getLast().time().isBefore(hour);
    GaugePoint today = trust.today();
    return stored || today == null ? List.of() : List.of(today);
  }

  private static @Nullable GaugePoint today(List<SeriesTotal> series, Instant now) {
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

  private @Nullable GaugePoint baseline(List<GaugePoint> history, Instant now) {
    Instant from = now.minus(config.thresholds().trustWindow());
    Instant oldEnough = from.plus(SLACK);
    return history.stream()
        .filter(point -> !point.time().isBefore(from) && !point.time().isAfter(oldEnough))
        .filter(point -> point.count() >= config.driftSignals())
        .findFirst()
        .orElse(null);
  }

  private static long thousandths(GaugePoint point) {
    return Math.round(point.value() * 1000);
  }

  private Finding finding(GaugePoint baseline, GaugePoint today, Instant now) {
    return new Finding(
        alert().severity(),
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
        List.of(EvidencePaths.entitiesOf(EntityKind.SIGNAL)));
  }

  private static String twoDecimals(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
