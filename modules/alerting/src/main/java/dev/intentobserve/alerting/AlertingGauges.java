package dev.intentobserve.alerting;

import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.slo.PromQl;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of objectives and alerts. {@link Meters} cannot remove a gauge, so one whose objective or
 * alert is gone is set to zero or NaN.
 */
final class AlertingGauges {
  private final Meters meters;
  private final Set<List<String>> firing = new HashSet<>();
  private final Set<String> evaluated = new HashSet<>();
  private final Map<String, Set<Duration>> rated = new HashMap<>();

  AlertingGauges(Meters meters) {
    this.meters = meters;
  }

  void slos(List<SloStatus> statuses) {
    Set<String> names = new HashSet<>();
    for (SloStatus status : statuses) {
      String slo = status.objective().name();
      names.add(slo);
      state(slo, status.state());
      remaining(slo, status.remaining());
      for (SloStatus.BurnRate burn : status.burns()) {
        rate(slo, burn.burn().longWindow(), burn.longRate());
        rate(slo, burn.burn().shortWindow(), burn.shortRate());
      }
    }
    evaluated.stream().filter(slo -> !names.contains(slo)).forEach(slo -> state(slo, null));
    evaluated.addAll(names);
  }

  private void remaining(String slo, @Nullable Double share) {
    meters.gauge(TelemetryNames.SLO_BUDGET_REMAINING, orNaN(share), TelemetryNames.LABEL_SLO, slo);
  }

  /** One series for each state; the current one is 1, the others 0. */
  private void state(String slo, SloStatus.@Nullable State current) {
    for (SloStatus.State state : SloStatus.State.values()) {
      meters.gauge(
          TelemetryNames.SLO_STATE,
          state == current ? 1 : 0,
          TelemetryNames.LABEL_SLO,
          slo,
          TelemetryNames.LABEL_STATE,
          state.code());
    }
  }

  private void rate(String slo, Duration window, @Nullable Double rate) {
    rated.computeIfAbsent(slo, first -> new HashSet<>()).add(window);
    meters.gauge(
        TelemetryNames.SLO_BURN_RATE,
        orNaN(rate),
        TelemetryNames.LABEL_SLO,
        slo,
        TelemetryNames.LABEL_WINDOW,
        PromQl.duration(window));
  }

  void alerts(List<Scoped<Alert>> open) {
    Map<List<String>, Integer> counts = new HashMap<>();
    firing.forEach(labels -> counts.put(labels, 0));
    for (Scoped<Alert> alert : open) {
      if (alert.value().state() == Alert.State.FIRING) {
        counts.merge(
            List.of(alert.value().rule(), alert.value().severity().code()), 1, Integer::sum);
      }
    }
    firing.addAll(counts.keySet());
    counts.forEach(
        (labels, count) ->
            meters.gauge(
                TelemetryNames.ALERTS_FIRING,
                count,
                TelemetryNames.LABEL_RULE,
                labels.get(0),
                TelemetryNames.LABEL_SEVERITY,
                labels.get(1)));
  }

  /** Resets all gauges, because another process evaluates from now on. */
  void end() {
    evaluated.forEach(
        slo -> {
          state(slo, null);
          remaining(slo, null);
        });
    Map<String, Set<Duration>> rates = Map.copyOf(rated);
    rates.forEach(
        (slo, windows) -> List.copyOf(windows).forEach(window -> rate(slo, window, null)));
    alerts(List.of());
  }

  private static double orNaN(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}
