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
    return new Alert(
        Alert.idOf(request.scope(), NAME, labels),
        NAME,
        Severity.INFO,
        Alert.State.FIRING,
        labels,
        "Test alert requested by " + request.actor(),
        "This is a test of alert delivery. It resolves at the next evaluation.",
        null,
        now,
        now,
        null,
        List.of("/api/v1/alerts"));
  }
}
