package dev.intentobserve.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.ports.AlertStorePorts.Change;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * JSON of our own, close to what an Alertmanager sends to webhooks; see {@code
 * docs/operations/alerts.md}. The same message always gives the same text.
 */
final class WebhookFormat implements MessageFormat {
  static final String SIGNATURE = "x-intent-observe-signature";
  static final String DELIVERY = "x-intent-observe-delivery";
  private static final String VERSION = "1";
  private static final int MAX_ALERTS = 100;

  private final Channel channel;
  private final AlertLinks links;

  WebhookFormat(Channel channel, AlertLinks links) {
    this.channel = channel;
    this.links = links;
  }

  @Override
  public int maxAlerts() {
    return MAX_ALERTS;
  }

  @Override
  public OutgoingRequest write(AlertMessage message, Instant now) {
    String body = body(message).encode();
    Map<String, String> headers = new HashMap<>();
    headers.put(DELIVERY, id(message, body));
    if (channel.secret() != null) {
      headers.put(SIGNATURE, WebhookSignature.of(channel.secret(), now, body));
    }
    return new OutgoingRequest(channel.url(), headers, body);
  }

  /** The same for each attempt at a message, so that a receiver can recognise duplicates. */
  private String id(AlertMessage message, String body) {
    String all = channel.name() + "\0" + message.reminderId() + "\0" + body;
    return TraceIds.sha256(all.getBytes(UTF_8)).substring(0, 32);
  }

  private Json.Fields body(AlertMessage message) {
    return Json.object()
        .put("version", VERSION)
        .put("status", message.firing() ? "firing" : "resolved")
        .put("receiver", channel.name())
        .put("reminder", !message.news())
        .put(
            "group",
            Json.object()
                .put("tenant", message.scope().tenant())
                .put("project", message.scope().project())
                .put("rule", message.rule())
                .build())
        .put("externalURL", links.service())
        .put("alerts", message.changes().stream().map(this::alert).toList())
        .build();
  }

  private Json.Fields alert(Change change) {
    Alert alert = change.alert();
    Json.Builder labels = Json.object();
    AlertLinks.labels(change).forEach(labels::put);
    return Json.object()
        .put("status", alert.state().code())
        .put("labels", labels.build())
        .put(
            "annotations",
            Json.object()
                .put("summary", alert.summary())
                .put("description", alert.description())
                .build())
        .put("value", alert.value() == null ? Json.nothing() : new Json.Num("" + alert.value()))
        .put("startsAt", alert.fired())
        .put("endsAt", alert.resolved())
        .put("generatorURL", links.alert(alert))
        .put("fingerprint", alert.id())
        .put("change", change.scopeNumber())
        .put("evidence", links.evidence(alert).stream().map(Json::of).toList())
        .build();
  }
}
