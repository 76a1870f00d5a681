package dev.intentobserve.notification;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.Utf16;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.ports.AlertStorePorts.Change;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A Slack-compatible incoming webhook: a headline, and an attachment for each of the first alerts.
 */
record SlackFormat(Channel channel, AlertLinks links) implements MessageFormat {
  private static final int MAX_ALERTS = 1_000;
  private static final int MAX_ATTACHMENTS = 10;
  private static final int MAX_EVIDENCE_LINKS = 3;
  private static final int MAX_TITLE = 250;
  private static final int MAX_TEXT = 1_500;

  @Override
  public int maxAlerts() {
    return MAX_ALERTS;
  }

  @Override
  public OutgoingRequest write(AlertMessage message, Instant now) {
    List<Change> changes = message.changes();
    List<Json> attachments = new ArrayList<>();
    for (Change change : changes.subList(0, Math.min(changes.size(), MAX_ATTACHMENTS))) {
      attachments.add(attachment(change.alert()));
    }
    if (changes.size() > MAX_ATTACHMENTS) {
      attachments.add(rest(changes.size() - MAX_ATTACHMENTS));
    }
    Json.Fields body =
        Json.object().put("text", headline(message)).put("attachments", attachments).build();
    return new OutgoingRequest(channel.url(), Map.of(), body.encode());
  }

  private static String headline(AlertMessage message) {
    long firing =
        message.changes().stream()
            .filter(change -> change.alert().state() == Alert.State.FIRING)
            .count();
    long resolved = message.changes().size() - firing;
    List<String> parts = new ArrayList<>();
    if (firing > 0) {
      parts.add(firing + (message.news() ? " firing" : " still firing"));
    }
    if (resolved > 0) {
      parts.add(resolved + " resolved");
    }
    Scope scope = message.scope();
    String where = scope.equals(Scope.DEFAULT) ? "" : scope.tenant() + "/" + scope.project();
    return "*"
        + escape(message.rule())
        + "*: "
        + String.join(", ", parts)
        + (where.isEmpty() ? "" : " in " + escape(where));
  }

  private Json attachment(Alert alert) {
    String state =
        alert.state() == Alert.State.FIRING ? alert.severity().code() : alert.state().code();
    return Json.object()
        .put("color", color(alert))
        .put(
            "title",
            "["
                + state.toUpperCase(Locale.ROOT)
                + "] "
                + escape(shortened(alert.summary(), MAX_TITLE)))
        .put("title_link", links.alert(alert))
        .put("text", text(alert))
        .build();
  }

  private String text(Alert alert) {
    List<String> lines = new ArrayList<>();
    lines.add(escape(shortened(alert.description(), MAX_TEXT)));
    lines.add(times(alert));
    List<String> evidence = links.evidence(alert);
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < Math.min(MAX_EVIDENCE_LINKS, evidence.size()); i++) {
      shown.add("<" + linkable(evidence.get(i)) + "|evidence " + (i + 1) + ">");
    }
    lines.add(String.join(" · ", shown));
    return String.join("\n", lines.stream().filter(line -> !line.isEmpty()).toList());
  }

  private static String times(Alert alert) {
    if (alert.fired() == null) {
      return "";
    }
    String fired = "Firing since " + alert.fired().truncatedTo(ChronoUnit.SECONDS);
    return alert.resolved() == null
        ? fired
        : fired + ", resolved at " + alert.resolved().truncatedTo(ChronoUnit.SECONDS);
  }

  private Json rest(int count) {
    return Json.object()
        .put(
            "text",
            "… and <" + linkable(links.service() + "/api/v1/alerts") + "|" + count + " more>")
        .build();
  }

  private static String color(Alert alert) {
    if (alert.state() == Alert.State.RESOLVED) {
      return "good";
    }
    return switch (alert.severity()) {
      case CRITICAL -> "danger";
      case WARNING -> "warning";
      case INFO -> "#439fe0";
    };
  }

  /** So that the text of an alert can neither contain links nor mention people. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String linkable(String link) {
    return escape(link.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C"));
  }

  private static String shortened(String text, int longest) {
    String cut = Utf16.cut(text, longest);
    return cut.length() == text.length() ? text : cut + "…";
  }
}
