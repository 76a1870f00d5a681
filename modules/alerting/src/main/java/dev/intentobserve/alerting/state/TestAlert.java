package dev.intentobserve.alerting.state;

import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.ports.AlertingPorts.FireTestAlert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alert that is fired on request, to test delivery. No rule finds it again, so it is resolved at
 * the next tick.
 */
public final class TestAlert {
  static final String NAME = Alert.TEST;

  private TestAlert() {}

  public static Alert of(FireTestAlert request, Instant now) {
    SortedMap<String, String> labels =
        new TreeMap<>(Map.of("actor", request.actor(), "at", now.toString()));
    return Alert.builder()
        .id(Alert.idOf(request.scope(), NAME, labels))
        .rule(NAME)
        .severity(Severity.INFO)
        .state(Alert.State.FIRING)
        .labels(labels)
        .summary("Test alert requested by " + request.actor())
        .description("This is a test of alert delivery. It resolves at the next evaluation.")
        .since(now)
        .fired(now)
        .evidence(List.of("/api/v1/alerts"))
        .build();
  }
}
