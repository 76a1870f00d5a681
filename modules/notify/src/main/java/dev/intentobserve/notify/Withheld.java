package dev.intentobserve.notify;

import dev.intentobserve.contract.AlertStoreContract.Change;
import dev.intentobserve.event.Silence;

/** A change that is not told because of a silence, and why. */
record Withheld(Change change, String why) {
  static Withheld by(Silence silence, Change change) {
    return new Withheld(change, "silence " + silence.id());
  }
}
