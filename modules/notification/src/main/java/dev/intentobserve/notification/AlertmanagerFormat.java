package dev.intentobserve.notification;

import static java.util.Objects.requireNonNullElse;

import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.ports.AlertStorePorts.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The body of {@code POST /api/v2/alerts} of an Alertmanager, as Prometheus sends it. */
final class AlertmanagerFormat implements MessageFormat {
  private static final String PATH = "/api/v2/alerts";
  private static final int MAX_ALERTS = 100;

  /** Without a repetition the alert ends after this, so also when this service is gone. */
  private static final Duration VALIDITY = Duration.ofMinutes(5);

  private final String url;
  private final AlertLinks links;

  AlertmanagerFormat(Channel channel, AlertLinks links) {
    String base = NotificationConfig.withoutSlash(channel.url());
    this.url = base.endsWith(PATH) ? base : base + PATH;
    this.links = links;
  }

  @Override
  public int maxAlerts() {
    return MAX_ALERTS;
  }

  /** An Alertmanager forgets alerts that are not repeated, and reminds people itself. */
  @Override
  public boolean wantsRepetition() {
    return true;
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
        .put("annotations", AlertLinks.annotations(alert))
        .put("startsAt", starts)
        .put("endsAt", ends(alert, starts, now))
        .put("generatorURL", links.alert(alert))
        .build();
  }

  /** Not before the start: Alertmanager would reject the alert. */
  private static Instant ends(Alert alert, Instant starts, Instant now) {
    Instant ends =
        alert.state() == Alert.State.FIRING
            ? now.plus(VALIDITY)
            : requireNonNullElse(alert.resolved(), now);
    return ends.isBefore(starts) ? starts : ends;
  }

  /** With names that Prometheus allows; empty labels are left out, because they count as absent. */
  private static Json.Fields labels(Change change) {
    SortedMap<String, String> named = new TreeMap<>();
    AlertLinks.labels(change)
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                named.putIfAbsent(labelName(name), value);
              }
            });
    return Json.of(named);
  }

  private static String labelName(String name) {
    String plain = name.replaceAll("[^a-zA-Z0-9_]", "_");
    return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
  }
}
