package dev.intentobserve.alert;

import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.SloStatus;
import dev.intentobserve.objective.BurnRule;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leaves figures about objectives and alerts. A gauge cannot be taken away, only set to zero. */
final class TickMeters {
  private final Meters meters;
  private final Set<List<String>> firing = new HashSet<>();
  private final Set<String> judged = new HashSet<>();
  private final Map<String, Set<Duration>> rated = new HashMap<>();

  TickMeters(Meters meters) {
    this.meters = meters;
  }

  void slos(List<SloStatus> statuses) {
    Set<String> names = new HashSet<>();
    for (SloStatus status : statuses) {
      String slo = status.objective().name();
      names.add(slo);
      state(slo, status.state());
      meters.gauge(Names.SLO_BUDGET_REMAINING, orNaN(status.remaining()), Names.LABEL_SLO, slo);
      for (SloStatus.BurnRate burn : status.burns()) {
        rate(slo, burn.burn().longWindow(), burn.longRate());
        rate(slo, burn.burn().shortWindow(), burn.shortRate());
      }
    }
    judged.stream().filter(slo -> !names.contains(slo)).forEach(slo -> state(slo, null));
    judged.addAll(names);
  }

  /** One series for each state, of which one is 1. */
  private void state(String slo, SloStatus.@Nullable State current) {
    for (SloStatus.State state : SloStatus.State.values()) {
      meters.gauge(
          Names.SLO_STATE,
          state == current ? 1 : 0,
          Names.LABEL_SLO,
          slo,
          Names.LABEL_STATE,
          state.code());
    }
  }

  private void rate(String slo, Duration window, @Nullable Double rate) {
    rated.computeIfAbsent(slo, first -> new HashSet<>()).add(window);
    meters.gauge(
        Names.SLO_BURN_RATE,
        orNaN(rate),
        Names.LABEL_SLO,
        slo,
        Names.LABEL_WINDOW,
        BurnRule.windowName(window));
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
                Names.ALERTS_FIRING,
                count,
                Names.LABEL_RULE,
                labels.get(0),
                Names.LABEL_SEVERITY,
                labels.get(1)));
  }

  /** Nobody judges here any more: nothing fires, no objective has a state or a rate. */
  void end() {
    judged.forEach(
        slo -> {
          state(slo, null);
          meters.gauge(Names.SLO_BUDGET_REMAINING, Double.NaN, Names.LABEL_SLO, slo);
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
