package dev.intentobserve.alerting.state;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Alert.State;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds what rules found against the alerts that are open, and says what changes: an alert begins
 * to fire once, changes when its severity or its summary does, and is resolved when its condition
 * is over. A rule whose figures could not be had leaves its alerts as they are.
 */
public final class AlertStateMachine {
  private final Map<String, Scoped<Alert>> open = new LinkedHashMap<>();
  private final Map<String, Instant> over;
  private final Instant now;
  private final List<Scoped<Alert>> changed = new ArrayList<>();
  private final Set<String> found = new HashSet<>();
  private final Map<String, Instant> stillOver = new LinkedHashMap<>();

  /**
   * What a tick changes.
   *
   * @param over since when the conditions of alerts that are kept firing have been over, by alert
   */
  public record Changes(List<Scoped<Alert>> changed, Map<String, Instant> over) {
    public Changes {
      changed = List.copyOf(changed);
      over = Map.copyOf(over);
    }
  }

  private AlertStateMachine(List<Scoped<Alert>> open, Map<String, Instant> over, Instant now) {
    open.forEach(alert -> this.open.put(alert.value().id(), alert));
    this.over = over;
    this.now = now;
  }

  /**
   * Says what a tick changes.
   *
   * @param open alerts that are pending or firing
   * @param over as the last balance said
   */
  public static Changes changes(
      List<Scoped<Alert>> open, Map<String, Instant> over, List<RuleResult> verdicts, Instant now) {
    AlertStateMachine ledger = new AlertStateMachine(open, over, now);
    verdicts.forEach(ledger::found);
    ledger.open.values().forEach(alert -> ledger.missed(alert, verdicts));
    return new Changes(ledger.changed, ledger.stillOver);
  }

  private void found(RuleResult verdict) {
    for (Finding finding : verdict.findings()) {
      String id = Alert.idOf(verdict.scope(), verdict.rule(), finding.labels());
      if (!found.add(id)) {
        continue;
      }
      Scoped<Alert> before = open.remove(id);
      Alert known = before == null ? null : before.value();
      Alert alert = entry(id, verdict, finding, known);
      if (known == null || differs(known, alert)) {
        changed.add(new Scoped<>(verdict.scope(), alert));
      }
    }
  }

  private Alert entry(String id, RuleResult verdict, Finding finding, @Nullable Alert known) {
    Instant since = known == null ? now : known.since();
    boolean fires =
        (known != null && known.state() == State.FIRING)
            || !now.isBefore(since.plus(verdict.pending()));
    Instant fired = known != null && known.fired() != null ? known.fired() : fires ? now : null;
    return new Alert(
        id,
        verdict.rule(),
        finding.severity(),
        fires ? State.FIRING : State.PENDING,
        finding.labels(),
        finding.summary(),
        finding.description(),
        finding.value(),
        since,
        fired,
        null,
        finding.evidence());
  }

  private static boolean differs(Alert before, Alert after) {
    return before.state() != after.state()
        || before.severity() != after.severity()
        || !before.summary().equals(after.summary());
  }

  private void missed(Scoped<Alert> alert, List<RuleResult> verdicts) {
    Optional<RuleResult> verdict = mostSpecific(alert.scope(), alert.value(), verdicts);
    Instant overSince = over.getOrDefault(alert.value().id(), now);
    if (verdict.isPresent() && !verdict.get().complete()) {
      Instant known = over.get(alert.value().id());
      if (known != null) {
        stillOver.put(alert.value().id(), known);
      }
    } else if (verdict.isPresent()
        && alert.value().state() == State.FIRING
        && now.isBefore(overSince.plus(verdict.get().keepFiring()))) {
      stillOver.put(alert.value().id(), overSince);
    } else {
      changed.add(new Scoped<>(alert.scope(), resolved(alert.value())));
    }
  }

  /** Of a rule that nobody judges any more, none: it is over. */
  private static Optional<RuleResult> mostSpecific(
      Scope scope, Alert alert, List<RuleResult> verdicts) {
    return verdicts.stream()
        .filter(verdict -> verdict.covers(scope, alert))
        .max(Comparator.comparingInt(verdict -> verdict.part().size()));
  }

  private Alert resolved(Alert alert) {
    return new Alert(
        alert.id(),
        alert.rule(),
        alert.severity(),
        State.RESOLVED,
        alert.labels(),
        alert.summary(),
        alert.description(),
        alert.value(),
        alert.since(),
        alert.fired(),
        now,
        alert.evidence());
  }
}
