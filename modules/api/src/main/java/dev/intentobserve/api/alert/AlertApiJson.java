package dev.intentobserve.api.alert;

import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.JsonNumbers;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.AlertJson;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Alerts, deliveries of their notifications, and silences as JSON. */
public final class AlertApiJson {
  /** Label that names the intent of an alert about one intent. */
  private static final String INTENT = "intent";

  private AlertApiJson() {}

  /**
   * An alert as it was after a change.
   *
   * @param change its number; 0 while it is not stored yet
   * @param silences that are active in its scope; those that match are named
   */
  public static Json.Fields alert(
      Alert alert, long change, Instant changedAt, Collection<Silence> silences) {
    Map<String, Json> fields = new LinkedHashMap<>(AlertJson.write(alert).values());
    fields.put("value", JsonNumbers.of(alert.value()));
    fields.put("change", change == 0 ? Json.nothing() : Json.of(change));
    fields.put("changed_at", Json.of(changedAt.toString()));
    fields.put("silenced_by", silencedBy(alert, silences));
    fields.put("links", links(alert));
    return new Json.Fields(fields);
  }

  private static Json silencedBy(Alert alert, Collection<Silence> silences) {
    return new Json.Items(
        silences.stream()
            .filter(silence -> silence.matches(alert))
            .map(silence -> Json.of(silence.id()))
            .toList());
  }

  private static Json links(Alert alert) {
    Json.Builder links = Json.object().put("self", ApiLinks.alert(alert.id()));
    evidence(alert, ApiLinks.EVENTS).ifPresent(path -> links.put("events", path));
    evidence(alert, ApiLinks.TRACES + "/")
        .or(() -> label(alert, INTENT).map(ApiLinks::trace))
        .ifPresent(path -> links.put("trace", path));
    label(alert, TelemetryNames.LABEL_SLO)
        .map(ApiLinks::slo)
        .or(() -> evidence(alert, ApiLinks.SLOS + "/"))
        .ifPresent(path -> links.put("slo", path));
    return links
        .put(
            "deliveries",
            ApiLinks.query(ApiLinks.ALERTS + "/deliveries", Map.of("alert", alert.id())))
        .build();
  }

  private static Optional<String> evidence(Alert alert, String beginning) {
    return alert.evidence().stream().filter(path -> path.startsWith(beginning)).findFirst();
  }

  private static Optional<String> label(Alert alert, String name) {
    return Optional.ofNullable(alert.labels().get(name)).filter(value -> !value.isBlank());
  }

  static Json.Fields delivery(Delivery delivery) {
    return Json.object()
        .put("at", delivery.at())
        .put("channel", delivery.channel())
        .put("outcome", delivery.outcome())
        .put("attempt", delivery.attempt())
        .put("detail", delivery.detail())
        .put("alert", delivery.alertId())
        .put("rule", delivery.rule())
        .put("state", delivery.state().code())
        .put("change", delivery.change())
        .put("links", Json.object().put("alert", ApiLinks.alert(delivery.alertId())))
        .build();
  }

  static Json.Fields silence(Silence silence, Instant now) {
    return Json.object()
        .put("id", silence.id())
        .put("state", state(silence, now))
        .put("matchers", Json.of(silence.matchers()))
        .put("author", silence.author())
        .put("reason", silence.reason())
        .put("starts", silence.starts())
        .put("ends", silence.ends())
        .put("ended", silence.ended())
        .build();
  }

  private static String state(Silence silence, Instant now) {
    if (silence.active(now)) {
      return "active";
    }
    boolean upcoming = now.isBefore(silence.starts()) && silence.ended() == null;
    return upcoming ? "pending" : "ended";
  }
}
