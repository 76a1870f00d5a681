package dev.intentobserve.notification;

import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.AlertStorePorts.Change;

/** A change that is not told because of a silence, and why. */
record SilencedChange(Change change, String why) {
  static SilencedChange by(Silence silence, Change change) {
    return new SilencedChange(change, "silence " + silence.id());
  }
}
