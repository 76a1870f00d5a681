package dev.intentobserve.notification;

import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.AlertStorePorts.Change;

/** A change that is not sent; {@code detail} tells the delivery log because of which silence. */
record SilencedChange(Change change, String detail) {
  static SilencedChange by(Silence silence, Change change) {
    return new SilencedChange(change, "silence " + silence.id());
  }
}
