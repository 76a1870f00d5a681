package dev.intentobserve.notification;

import java.time.Instant;

/** Writes messages in the format of one kind of channel. */
interface MessageFormat {
  OutgoingRequest write(AlertMessage message, Instant now);

  /** The largest number of alerts in one message. */
  int maxAlerts();

  /** Whether the channel must be sent everything that fires every minute, and reminds by itself. */
  default boolean wantsRepetition() {
    return false;
  }
}
