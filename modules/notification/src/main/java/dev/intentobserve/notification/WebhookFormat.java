package dev.intentobserve.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.Digests;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.ports.AlertStorePorts.Change;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * JSON of our own, close to what an Alertmanager sends to webhooks; see {@code
 * docs/operations/alerts.md}. The same message always gives the same text.
 */
record WebhookFormat(Channel channel, AlertLinks links) implements MessageFormat {
  static final String SIGNATURE = "x-intent-observe-signature";
  static final String DELIVERY = "x-intent-observe-delivery";
  private static final String VERSION = "1";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAX_ALERTS = 100;

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
      headers.put(SIGNATURE, signature(channel.secret(), now, body));
    }
    return new OutgoingRequest(channel.url(), headers, body);
  }

  /** The same for each attempt at a message, so that a receiver can recognise duplicates. */
  private String id(AlertMessage message, String body) {
    String all = channel.name() + "\0" + message.reminderId() + "\0" + body;
    return Digests.sha256(all).substring(0, 32);
  }

  /**
   * Verifies that a request is ours and is recent: {@code t=<seconds>,v1=<hex>}, the hex being the
   * HMAC-SHA256 of {@code <seconds>.<body>}.
   */
  static String signature(String secret, Instant at, String body) {
    String time = Long.toString(at.getEpochSecond());
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      byte[] hmac = mac.doFinal((time + "." + body).getBytes(UTF_8));
      return "t=" + time + ",v1=" + HexFormat.of().formatHex(hmac);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
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
                .put("rule", message.rule()))
        .put("externalURL", links.service())
        .put("alerts", message.changes().stream().map(this::alert).toList())
        .build();
  }

  private Json.Fields alert(Change change) {
    Alert alert = change.alert();
    return Json.object()
        .put("status", alert.state().code())
        .put("labels", Json.of(AlertLinks.labels(change)))
        .put("annotations", AlertLinks.annotations(alert))
        .put("value", alert.value() == null ? Json.nothing() : new Json.Num("" + alert.value()))
        .put("startsAt", alert.fired())
        .put("endsAt", alert.resolved())
        .put("generatorURL", links.alert(alert))
        .put("fingerprint", alert.id())
        .put("change", change.scopeNumber())
        .put("evidence", Json.of(links.evidence(alert)))
        .build();
  }
}
