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
 * Compares what rules found with the open alerts. An alert starts to fire once, changes when its
 * severity or summary does, and is resolved when its condition is false. A rule whose data could
 * not be loaded leaves its alerts as they are.
 */
public final class AlertStateMachine {
  private final Map<String, Scoped<Alert>> open = new LinkedHashMap<>();
  private final Map<String, Instant> clearedSince;
  private final Instant now;
  private final List<Scoped<Alert>> changed = new ArrayList<>();
  private final Set<String> found = new HashSet<>();
  private final Map<String, Instant> stillCleared = new LinkedHashMap<>();

  /**
   * The result of one tick.
   *
   * @param clearedSince alerts that are kept firing although their condition is false, by id, and
   *     since when it is
   */
  public record Changes(List<Scoped<Alert>> changed, Map<String, Instant> clearedSince) {
    public Changes {
      changed = List.copyOf(changed);
      clearedSince = Map.copyOf(clearedSince);
    }
  }

  private AlertStateMachine(
      List<Scoped<Alert>> open, Map<String, Instant> clearedSince, Instant now) {
    open.forEach(alert -> this.open.put(alert.value().id(), alert));
    this.clearedSince = clearedSince;
    this.now = now;
  }

  /**
   * What changes at a tick.
   *
   * @param open alerts that are pending or firing
   * @param clearedSince of the last tick's {@link Changes}
   */
  public static Changes changes(
      List<Scoped<Alert>> open,
      Map<String, Instant> clearedSince,
      List<RuleResult> results,
      Instant now) {
    AlertStateMachine machine = new AlertStateMachine(open, clearedSince, now);
    results.forEach(machine::found);
    machine.open.values().forEach(alert -> machine.notFound(alert, results));
    return new Changes(machine.changed, machine.stillCleared);
  }

  private void found(RuleResult result) {
    for (Finding finding : result.findings()) {
      String id = Alert.idOf(result.scope(), result.rule(), finding.labels());
      if (!found.add(id)) {
        continue;
      }
      Scoped<Alert> before = open.remove(id);
      Alert known = before == null ? null : before.value();
      Alert alert = alert(id, result, finding, known);
      if (known == null || differs(known, alert)) {
        changed.add(new Scoped<>(result.scope(), alert));
      }
    }
  }

  private Alert alert(String id, RuleResult result, Finding finding, @Nullable Alert known) {
    Instant since = known == null ? now : known.since();
    boolean fires =
        (known != null && known.state() == State.FIRING)
            || !now.isBefore(since.plus(result.pending()));
    Instant fired = known != null && known.fired() != null ? known.fired() : fires ? now : null;
    return Alert.builder()
        .id(id)
        .rule(result.rule())
        .severity(finding.severity())
        .state(fires ? State.FIRING : State.PENDING)
        .labels(finding.labels())
        .summary(finding.summary())
        .description(finding.description())
        .value(finding.value())
        .since(since)
        .fired(fired)
        .evidence(finding.evidence())
        .build();
  }

  private static boolean differs(Alert before, Alert after) {
    return before.state() != after.state()
        || before.severity() != after.severity()
        || !before.summary().equals(after.summary());
  }

  private void notFound(Scoped<Alert> alert, List<RuleResult> results) {
    String id = alert.value().id();
    Optional<RuleResult> result = mostSpecific(alert.scope(), alert.value(), results);
    if (result.isPresent() && !result.get().complete()) {
      if (clearedSince.containsKey(id)) {
        stillCleared.put(id, clearedSince.get(id));
      }
      return;
    }
    Instant since = clearedSince.getOrDefault(id, now);
    boolean kept =
        result.isPresent()
            && alert.value().state() == State.FIRING
            && now.isBefore(since.plus(result.get().keepFiring()));
    if (kept) {
      stillCleared.put(id, since);
    } else {
      changed.add(new Scoped<>(alert.scope(), resolved(alert.value())));
    }
  }

  /** Empty for a rule that no longer exists; its alerts are resolved. */
  private static Optional<RuleResult> mostSpecific(
      Scope scope, Alert alert, List<RuleResult> results) {
    return results.stream()
        .filter(result -> result.covers(scope, alert))
        .max(Comparator.comparingInt(result -> result.labelFilter().size()));
  }

  private Alert resolved(Alert alert) {
    return alert.with().state(State.RESOLVED).resolved(now).build();
  }
}
