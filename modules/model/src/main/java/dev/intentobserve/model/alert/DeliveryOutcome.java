package dev.intentobserve.model.alert;

import java.util.Locale;

/** What became of one notification about an alert at one channel. */
public enum DeliveryOutcome {
  DELIVERED,
  /** Will be sent again. */
  FAILED,
  /** Rejected by the receiver, or failed for too long. */
  GIVEN_UP,
  /** Not sent because of a silence. */
  SILENCED;

  /** The word used in the store, the API and metrics. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
