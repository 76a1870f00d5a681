package dev.intentobserve.alert;

import dev.intentobserve.alert.Ledger.Balance;
import dev.intentobserve.contract.AlertContract.ObjectiveSet;
import dev.intentobserve.contract.AlertStoreContract.CommitTick;
import dev.intentobserve.contract.AlertStoreContract.GaugePoint;
import dev.intentobserve.contract.AlertStoreContract.Memory;
import dev.intentobserve.contract.AlertStoreContract.SloMemory;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.SloStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one tick found out, and what follows from it: pure, once all questions are answered. */
final class Tick {
  /** While somebody writes a file, it is wrong for a moment. */
  private static final Duration WHILE_WRITING = Duration.ofMinutes(1);

  /** The rest follows with the next ticks, which find it again. */
  static final int MOST_CHANGES = 1_000;

  /** Kept as gauges, so that an alert that is about to be over ends on time after a restart. */
  private static final String OVER = "alert.over.";

  private final Instant now;
  private final Memory memory;
  private final Duration keepFiring;
  private final List<Verdict> verdicts = new ArrayList<>();
  private final List<Scoped<GaugePoint>> gauges = new ArrayList<>();
  private final List<Scoped<SloMemory>> remember = new ArrayList<>();
  private final List<SloStatus> statuses = new ArrayList<>();

  Tick(Instant now, Memory memory, Duration keepFiring) {
    this.now = now;
    this.memory = memory;
    this.keepFiring = keepFiring;
  }

  /** The name under which it is written down when an alert's condition was over, or held again. */
  static String overGauge(String alertId) {
    return OVER + alertId;
  }

  /** Rules whose conditions come and go, and whose alerts are kept firing for a while. */
  static boolean comesAndGoes(Alert alert) {
    return alert.rule().equals(SloBurn.NAME) || alert.rule().equals(EmitterSilent.NAME);
  }

  /**
   * Takes in how objectives stand.
   *
   * @param judged null when their figures could not be had
   */
  void slos(@Nullable List<SloDesk.Judged> judged) {
    if (judged == null) {
      scopesOfOpen().forEach(scope -> verdicts.add(Verdict.unknown(scope, SloBurn.NAME)));
      return;
    }
    judged.forEach(this::slo);
  }

  private void slo(SloDesk.Judged judged) {
    Scope scope = judged.objective().scope();
    SloJudge.Judgement judgement = judged.judgement();
    Verdict verdict =
        judgement == null
            ? Verdict.unknown(scope, SloBurn.NAME)
            : Verdict.of(scope, SloBurn.NAME, SloBurn.judge(judgement.status()));
    verdicts.add(verdict.about(Names.LABEL_SLO, judged.objective().name()).keepFiring(keepFiring));
    if (judgement != null) {
      statuses.add(judgement.status());
      Scoped<SloMemory> next = new Scoped<>(scope, judgement.memory());
      if (!memory.slos().contains(next)) {
        remember.add(next);
      }
    }
  }

  /** While a file is wrong, an objective that is missing may be in it: its alerts stay. */
  void objectives(ObjectiveSet set) {
    verdicts.add(
        Verdict.of(Scope.DEFAULT, ObjectiveInvalid.NAME, ObjectiveInvalid.judge(set.problems()))
            .pending(WHILE_WRITING));
    if (!set.problems().isEmpty()) {
      scopesOfOpen().forEach(scope -> verdicts.add(Verdict.unknown(scope, SloBurn.NAME)));
    }
  }

  void rules(Scope scope, RuleDesk.Judged judged) {
    verdicts.addAll(judged.verdicts());
    judged.gauges().forEach(gauge -> gauges.add(new Scoped<>(scope, gauge)));
  }

  private Set<Scope> scopesOfOpen() {
    Set<Scope> scopes = new HashSet<>();
    memory.open().forEach(alert -> scopes.add(alert.scope()));
    return scopes;
  }

  List<SloStatus> statuses() {
    return List.copyOf(statuses);
  }

  Balance balance(Map<String, Instant> over) {
    return Ledger.balance(memory.open(), over, verdicts, now);
  }

  /** All that is to be written down. */
  CommitTick commit(Balance balance, Map<String, Instant> over) {
    for (Scoped<Alert> alert : memory.open()) {
      boolean was = over.containsKey(alert.value().id());
      boolean is = balance.over().containsKey(alert.value().id());
      if (was != is && !resolves(balance, alert.value())) {
        String gauge = overGauge(alert.value().id());
        gauges.add(new Scoped<>(alert.scope(), new GaugePoint(gauge, now, is ? 1 : 0, 1)));
      }
    }
    return new CommitTick(now, severestFirst(balance.changed()), remember, gauges);
  }

  private static List<Scoped<Alert>> severestFirst(List<Scoped<Alert>> changed) {
    return changed.stream()
        .sorted(Comparator.comparing((Scoped<Alert> alert) -> alert.value().severity()).reversed())
        .limit(MOST_CHANGES)
        .toList();
  }

  private static boolean resolves(Balance balance, Alert alert) {
    return balance.changed().stream()
        .anyMatch(
            changed ->
                changed.value().id().equals(alert.id())
                    && changed.value().state() == Alert.State.RESOLVED);
  }

  /** Alerts that are open once the tick is committed. */
  List<Scoped<Alert>> openAfter(CommitTick commit) {
    Map<String, Scoped<Alert>> open = new HashMap<>();
    memory.open().forEach(alert -> open.put(alert.value().id(), alert));
    commit.changed().forEach(alert -> open.put(alert.value().id(), alert));
    return open.values().stream()
        .filter(alert -> alert.value().state() != Alert.State.RESOLVED)
        .toList();
  }
}
