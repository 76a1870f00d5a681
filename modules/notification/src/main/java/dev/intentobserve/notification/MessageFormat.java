package dev.intentobserve.notification;

import java.time.Instant;
import java.util.Map;

/** Writes messages in the format of one kind of channel. */
interface MessageFormat {
  OutgoingRequest write(AlertMessage message, Instant now);

  int maxAlerts();

  /** Whether the channel must be sent everything that fires every minute, and reminds by itself. */
  default boolean wantsRepetition() {
    return false;
  }

  /**
   * A message as it is sent.
   *
   * @param headers besides the content type
   * @param body JSON, sent as UTF-8
   */
  record OutgoingRequest(String url, Map<String, String> headers, String body) {
    public OutgoingRequest {
      headers = Map.copyOf(headers);
    }
  }
}
