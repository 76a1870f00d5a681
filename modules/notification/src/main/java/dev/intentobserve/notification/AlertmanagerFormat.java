package dev.intentobserve.notification;

import static java.util.Objects.requireNonNullElse;

import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.AlertStorePorts.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The body of {@code POST /api/v2/alerts}: what a Prometheus would send. */
final class AlertmanagerFormat implements MessageFormat {
  private static final String PATH = "/api/v2/alerts";
  private static final int MAX_ALERTS = 100;

  /** An alert nobody repeats for so long is over, also when we are no longer there to say so. */
  private static final Duration VALIDITY = Duration.ofMinutes(5);

  private final String url;
  private final AlertLinks links;

  AlertmanagerFormat(String url, AlertLinks links) {
    String base = NotificationConfig.withoutSlash(url);
    this.url = base.endsWith(PATH) ? base : base + PATH;
    this.links = links;
  }

  @Override
  public int maxAlerts() {
    return MAX_ALERTS;
  }

  @Override
  public OutgoingRequest write(AlertMessage message, Instant now) {
    List<Json.Fields> alerts =
        message.changes().stream().map(change -> alert(change, now)).toList();
    return new OutgoingRequest(url, Map.of(), new Json.Items(List.copyOf(alerts)).encode());
  }

  private Json.Fields alert(Change change, Instant now) {
    Alert alert = change.alert();
    Instant starts = requireNonNullElse(alert.fired(), alert.since());
    return Json.object()
        .put("labels", labels(change))
        .put(
            "annotations",
            Json.object()
                .put("summary", alert.summary())
                .put("description", alert.description())
                .build())
        .put("startsAt", starts)
        .put("endsAt", ends(alert, starts, now))
        .put("generatorURL", links.alert(alert))
        .build();
  }

  /** Never before it began: such an alert would be refused. */
  private static Instant ends(Alert alert, Instant starts, Instant now) {
    Instant ends =
        alert.state() == Alert.State.FIRING
            ? now.plus(VALIDITY)
            : requireNonNullElse(alert.resolved(), now);
    return ends.isBefore(starts) ? starts : ends;
  }

  /** Names as Prometheus allows them, and no label without a value, which would count as absent. */
  private static Json.Fields labels(Change change) {
    SortedMap<String, String> named = new TreeMap<>();
    AlertLinks.labels(change)
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                named.putIfAbsent(labelName(name), value);
              }
            });
    Json.Builder labels = Json.object();
    named.forEach(labels::put);
    return labels.build();
  }

  private static String labelName(String name) {
    String plain = name.replaceAll("[^a-zA-Z0-9_]", "_");
    return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
  }
}
