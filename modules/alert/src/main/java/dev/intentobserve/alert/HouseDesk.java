package dev.intentobserve.alert;

import dev.intentobserve.contract.AlertContract.ObjectiveSet;
import dev.intentobserve.contract.AlertStoreContract;
import dev.intentobserve.contract.AlertStoreContract.GaugeHistory;
import dev.intentobserve.contract.AlertStoreContract.Memory;
import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.AllSeries;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.SeriesTotal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has the rules judge every scope there is, and knows which alerts are about to be over. */
final class HouseDesk {
  private final Vertx vertx;
  private final AlertConfig config;
  private final RuleDesk rules;
  private Set<Scope> scopes = Set.of(Scope.DEFAULT);
  private @Nullable Map<String, Instant> over;

  HouseDesk(Vertx vertx, AlertConfig config, Trouble trouble) {
    this.vertx = vertx;
    this.config = config;
    this.rules = new RuleDesk(vertx, config, trouble);
  }

  /** One scope after the other: their questions are many enough. */
  Future<Void> judge(Tick tick, ObjectiveSet set, Memory memory, Instant now) {
    return FiguresContract.SERIES
        .ask(vertx, new AllSeries(), config.deadline())
        .map(Optional::of)
        .otherwise(Optional.empty())
        .compose(
            series -> {
              series.ifPresent(this::learnScopes);
              Future<Void> judging = Future.succeededFuture();
              for (Scope scope : scopes(set, memory)) {
                RuleDesk.Known known = known(scope, series, memory, now);
                judging = judging.compose(before -> judge(tick, known));
              }
              return judging;
            });
  }

  private Future<Void> judge(Tick tick, RuleDesk.Known known) {
    return rules
        .judge(known)
        .map(
            found -> {
              tick.rules(known.scope(), found);
              return null;
            });
  }

  private static RuleDesk.Known known(
      Scope scope, Optional<List<Scoped<SeriesTotal>>> series, Memory memory, Instant now) {
    return new RuleDesk.Known(
        scope,
        series.map(all -> Statuses.of(scope, all)).orElse(null),
        Statuses.of(scope, memory.open()),
        now);
  }

  /** Whoever has events has series. */
  private void learnScopes(List<Scoped<SeriesTotal>> series) {
    Set<Scope> seen = new LinkedHashSet<>(Set.of(Scope.DEFAULT));
    series.forEach(total -> seen.add(total.scope()));
    scopes = seen;
  }

  private Set<Scope> scopes(ObjectiveSet set, Memory memory) {
    Set<Scope> all = new LinkedHashSet<>(scopes);
    set.objectives().forEach(objective -> all.add(objective.scope()));
    memory.open().forEach(alert -> all.add(alert.scope()));
    return all;
  }

  /** Since when the conditions of alerts that still fire have been over, by alert. */
  Future<Map<String, Instant>> over(Memory memory) {
    if (over != null) {
      return Future.succeededFuture(over);
    }
    Map<String, Instant> found = new HashMap<>();
    Future<Void> asking = Future.succeededFuture();
    for (Scoped<Alert> alert : memory.open()) {
      if (Tick.comesAndGoes(alert.value())) {
        asking = asking.compose(before -> askOver(alert, found));
      }
    }
    return asking.map(found);
  }

  /** What was committed. */
  void remember(Map<String, Instant> committed) {
    over = committed;
  }

  /** After a start, what was written down says it. */
  private Future<Void> askOver(Scoped<Alert> alert, Map<String, Instant> found) {
    String gauge = Tick.overGauge(alert.value().id());
    return AlertStoreContract.GAUGE_HISTORY
        .ask(
            vertx, new GaugeHistory(alert.scope(), gauge, alert.value().since()), config.deadline())
        .map(
            history -> {
              if (!history.isEmpty() && history.getLast().value() > 0) {
                found.put(alert.value().id(), history.getLast().time());
              }
              return null;
            });
  }
}
