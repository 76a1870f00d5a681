package dev.intentobserve.notification;

import dev.intentobserve.notification.NotificationConfig.Channel;
import java.time.Instant;

/** Writes messages as one kind of receiver reads them. */
interface MessageFormat {
  OutgoingRequest write(AlertMessage message, Instant now);

  /** How many alerts one message holds at most. */
  int maxAlerts();

  static MessageFormat of(Channel channel, String externalUrl) {
    AlertLinks links = new AlertLinks(externalUrl);
    return switch (channel.kind()) {
      case WEBHOOK -> new WebhookFormat(channel, links);
      case ALERTMANAGER -> new AlertmanagerFormat(channel.url(), links);
      case SLACK -> new SlackFormat(channel.url(), links);
    };
  }
}
