package dev.intentobserve.notify;

import dev.intentobserve.notify.NotifyConfig.Channel;
import java.time.Instant;

/** Writes messages as one kind of receiver reads them. */
interface Style {
  Letter write(Message message, Instant now);

  /** How many alerts one message holds at most. */
  int most();

  static Style of(Channel channel, String externalUrl) {
    Links links = new Links(externalUrl);
    return switch (channel.kind()) {
      case WEBHOOK -> new WebhookStyle(channel, links);
      case ALERTMANAGER -> new AlertmanagerStyle(channel.url(), links);
      case SLACK -> new SlackStyle(channel.url(), links);
    };
  }
}
