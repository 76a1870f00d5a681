package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.intentobserve.app.PrometheusBackfill.Values;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.model.slo.SloStatus.BurnRate;
import dev.intentobserve.slo.BurnRule;
import dev.intentobserve.slo.PromQl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Prometheus says of an objective, against what the service says. */
final class SloAgreement {
  private static final String CASES = "intent_observe:slo_cases:increase";
  private static final String BAD = "intent_observe:slo_bad:increase";
  private static final String RATE = "intent_observe:slo_burn:rate";
  private static final String REMAINING = "intent_observe:slo_budget_remaining:ratio";

  private final PrometheusBackfill prometheus;
  private final Objective objective;
  private final Map<String, Map<Duration, Values>> recorded = new HashMap<>();
  private final List<Values> alerts = new ArrayList<>();
  private final Map<Burn, Integer> burnt = new HashMap<>();
  private int windows;

  SloAgreement(PrometheusBackfill prometheus, Objective objective) throws Exception {
    this.prometheus = prometheus;
    this.objective = objective;
    List<Instant> moments = prometheus.moments(objective);
    Map<String, String> expressions = PrometheusBackfill.alerts(objective);
    for (Burn burn : objective.burns()) {
      String expression =
          expressions.remove(
              PromQl.duration(burn.longWindow()) + "/" + PromQl.duration(burn.shortWindow()));
      assertThat(expression != null).isEqualTo(BurnRule.reachable(objective, burn));
      alerts.add(
          expression == null ? new Values(new TreeMap<>()) : prometheus.range(expression, moments));
    }
    assertThat(expressions).isEmpty();
  }

  void compare(Instant moment, SloStatus status) throws Exception {
    Duration whole = BurnRule.nominal(objective.window());
    same(moment, whole, status.tally(), null);
    Double remaining = status.tally().total() < objective.minEvents() ? null : status.remaining();
    close(value(REMAINING, whole, moment), remaining, moment);
    for (int i = 0; i < status.burns().size(); i++) {
      BurnRate rate = status.burns().get(i);
      same(moment, rate.burn().longWindow(), rate.longTally(), rate.longRate());
      same(moment, rate.burn().shortWindow(), rate.shortTally(), rate.shortRate());
      assertThat(alerts.get(i).at().containsKey(moment))
          .as("%s %s %s", moment, objective.name(), rate)
          .isEqualTo(rate.burning());
      if (rate.burning()) {
        burnt.merge(rate.burn(), 1, Integer::sum);
      }
    }
  }

  private void same(Instant moment, Duration window, GoodBadCount tally, Double rate)
      throws Exception {
    String where = moment + " " + objective.name() + " " + window;
    assertThat(value(CASES, window, moment)).as(where).isEqualTo((double) tally.total());
    assertThat(value(BAD, window, moment)).as(where).isEqualTo((double) tally.bad());
    if (!window.equals(BurnRule.nominal(objective.window()))) {
      close(value(RATE, window, moment), rate, moment);
    }
    windows++;
  }

  private void close(Double theirs, Double ours, Instant moment) {
    if (theirs == null || ours == null) {
      assertThat(theirs).as("%s %s", moment, objective.name()).isEqualTo(ours);
    } else {
      assertThat(theirs).as("%s %s", moment, objective.name()).isCloseTo(ours, within(1e-9));
    }
  }

  private Double value(String name, Duration window, Instant moment) throws Exception {
    Map<Duration, Values> byWindow = recorded.computeIfAbsent(name, key -> new HashMap<>());
    if (!byWindow.containsKey(window)) {
      byWindow.put(window, prometheus.recorded(name, objective, window));
    }
    return byWindow.get(window).at().get(moment);
  }

  /** Else nothing was compared. */
  void assertEveryPairBurntNowAndThen(int moments) {
    for (Burn burn : objective.burns()) {
      if (BurnRule.reachable(objective, burn)) {
        assertThat(burnt.getOrDefault(burn, 0)).as("%s", burn).isBetween(1, moments - 1);
      }
    }
  }

  /** How many windows were compared. */
  int windows() {
    return windows;
  }
}
