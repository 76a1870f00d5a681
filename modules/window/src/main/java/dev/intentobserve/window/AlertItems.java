package dev.intentobserve.window;

import dev.intentobserve.contract.AlertStoreContract.Delivery;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.AlertJson;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Silence;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Alerts, what became of their notifications, and silences as JSON. */
final class AlertItems {
  /** The label by which alerts about one intent name it. */
  private static final String INTENT = "intent";

  private AlertItems() {}

  /**
   * An alert as it was after a change.
   *
   * @param change 0 for one that is not written down yet
   * @param silences of its scope; those that are active and match are named
   */
  static Json.Fields alert(
      Alert alert, long change, Instant changedAt, Collection<Silence> silences) {
    Map<String, Json> fields = new LinkedHashMap<>(AlertJson.write(alert).values());
    fields.put("value", Numbers.of(alert.value()));
    fields.put("change", change == 0 ? Json.nothing() : Json.of(change));
    fields.put("changed_at", Json.of(changedAt.toString()));
    fields.put("silenced_by", silencedBy(alert, silences));
    fields.put("links", links(alert));
    return new Json.Fields(fields);
  }

  private static Json silencedBy(Alert alert, Collection<Silence> silences) {
    List<Json> ids =
        silences.stream()
            .filter(silence -> silence.matches(alert))
            .map(silence -> Json.of(silence.id()))
            .toList();
    return new Json.Items(ids);
  }

  private static Json links(Alert alert) {
    Json.Builder links = Json.object().put("self", Links.alert(alert.id()));
    evidence(alert, Links.EVENTS).ifPresent(path -> links.put("events", path));
    evidence(alert, Links.TRACES + "/")
        .or(() -> label(alert, INTENT).map(Links::trace))
        .ifPresent(path -> links.put("trace", path));
    label(alert, Names.LABEL_SLO)
        .map(Links::slo)
        .or(() -> evidence(alert, Links.SLOS + "/"))
        .ifPresent(path -> links.put("slo", path));
    return links
        .put("deliveries", Links.query(Links.ALERTS + "/deliveries", Map.of("alert", alert.id())))
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
        .put("links", Json.object().put("alert", Links.alert(delivery.alertId())).build())
        .build();
  }

  static Json.Fields silence(Silence silence, Instant now) {
    return Json.object()
        .put("id", silence.id())
        .put("state", state(silence, now))
        .put("matchers", MetricJson.labels(silence.matchers()))
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
    boolean toCome = now.isBefore(silence.starts()) && silence.ended() == null;
    return toCome ? "pending" : "ended";
  }
}
