package dev.intentobserve.notify;

import dev.intentobserve.contract.AlertStoreContract.Change;
import dev.intentobserve.contract.AlertStoreContract.Delivery;
import dev.intentobserve.contract.AlertStoreContract.Told;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Severity;
import dev.intentobserve.event.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Alerts and what belongs to them, in few words. */
final class Alerts {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Alerts() {}

  static Alert firing(String name) {
    return alert("StaleIntent", name, Severity.WARNING, Alert.State.FIRING);
  }

  static Alert resolved(String name) {
    return alert("StaleIntent", name, Severity.WARNING, Alert.State.RESOLVED);
  }

  static Alert alert(String rule, String name, Severity severity, Alert.State state) {
    TreeMap<String, String> labels = new TreeMap<>(Map.of("intent", name));
    return new Alert(
        Alert.idOf(Scope.DEFAULT, rule, labels),
        rule,
        severity,
        state,
        labels,
        name + " is stale",
        "Nothing happened to " + name + " for 7 days.",
        7.5,
        NOON.minus(Duration.ofMinutes(5)),
        state == Alert.State.PENDING ? null : NOON,
        state == Alert.State.RESOLVED ? NOON.plusSeconds(90) : null,
        List.of("/api/v1/entities/intent/" + name));
  }

  static Alert saying(Alert alert, Severity severity, String summary) {
    return new Alert(
        alert.id(),
        alert.rule(),
        severity,
        alert.state(),
        alert.labels(),
        summary,
        alert.description(),
        alert.value(),
        alert.since(),
        alert.fired(),
        alert.resolved(),
        alert.evidence());
  }

  static Change change(long number, Alert alert) {
    return new Change(number, Scope.DEFAULT, NOON, alert);
  }

  static Told told(Change change, String outcome, Instant at) {
    return new Told(
        new Delivery(
            change.scope(),
            "hook",
            change.alert().id(),
            change.alert().rule(),
            change.alert().state(),
            change.number(),
            outcome,
            1,
            at,
            null),
        change.alert());
  }

  static Scoped<Silence> silence(long id, Instant ends, String label, String value) {
    return new Scoped<>(
        Scope.DEFAULT,
        new Silence(
            id, new TreeMap<>(Map.of(label, value)), "ada", "deploy", Instant.EPOCH, ends, null));
  }
}
