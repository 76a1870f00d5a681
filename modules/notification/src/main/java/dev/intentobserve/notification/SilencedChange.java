package dev.intentobserve.notification;

import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.AlertStorePorts.Change;

/**
 * A change that is not sent because of a silence.
 *
 * @param detail which silence, for the delivery log
 */
record SilencedChange(Change change, String detail) {
  static SilencedChange by(Silence silence, Change change) {
    return new SilencedChange(change, "silence " + silence.id());
  }
}
