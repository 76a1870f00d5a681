package dev.intentobserve.notification;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import dev.intentobserve.ports.AlertStorePorts.LastDelivery;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Alerts, changes and deliveries for tests. */
final class AlertFixtures {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private AlertFixtures() {}

  static Alert firing(String name) {
    return alert("StaleIntent", name, Severity.WARNING, Alert.State.FIRING);
  }

  static Alert resolved(String name) {
    return alert("StaleIntent", name, Severity.WARNING, Alert.State.RESOLVED);
  }

  static Alert alert(String rule, String name, Severity severity, Alert.State state) {
    TreeMap<String, String> labels = new TreeMap<>(Map.of("intent", name));
    return Alert.builder()
        .id(Alert.idOf(Scope.DEFAULT, rule, labels))
        .rule(rule)
        .severity(severity)
        .state(state)
        .labels(labels)
        .summary(name + " is stale")
        .description("Nothing happened to " + name + " for 7 days.")
        .value(7.5)
        .since(NOON.minus(Duration.ofMinutes(5)))
        .fired(state == Alert.State.PENDING ? null : NOON)
        .resolved(state == Alert.State.RESOLVED ? NOON.plusSeconds(90) : null)
        .evidence(List.of("/api/v1/entities/intent/" + name))
        .build();
  }

  static Alert saying(Alert alert, Severity severity, String summary) {
    return alert.with().severity(severity).summary(summary).build();
  }

  static Change change(long number, Alert alert) {
    return new Change(number, Scope.DEFAULT, NOON, alert);
  }

  static LastDelivery sent(Change change, String outcome, Instant at) {
    return new LastDelivery(
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
