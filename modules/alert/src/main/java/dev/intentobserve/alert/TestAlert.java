package dev.intentobserve.alert;

import dev.intentobserve.contract.AlertContract.TestFire;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An alert that somebody asked for, to see whether it arrives. No rule finds it again. */
final class TestAlert {
  static final String NAME = Alert.TEST;

  private TestAlert() {}

  static Alert of(TestFire asked, Instant now) {
    SortedMap<String, String> labels =
        new TreeMap<>(Map.of("actor", asked.actor(), "at", now.toString()));
    return new Alert(
        Alert.idOf(asked.scope(), NAME, labels),
        NAME,
        Severity.INFO,
        Alert.State.FIRING,
        labels,
        "Test alert asked for by " + asked.actor(),
        "Nothing is wrong: somebody wanted to see whether alerts arrive. It is over in a moment.",
        null,
        now,
        now,
        null,
        List.of("/api/v1/alerts"));
  }
}
