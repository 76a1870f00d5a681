package dev.intentobserve.app.planted.cli;

import dev.intentobserve.app.planted.contract.Door;
import dev.intentobserve.app.planted.event.Noun;
import java.time.Instant;

final class OpensADoor {
  void open(Door door) {
    door.open(new Noun("typed", Instant.now()));
  }
}
