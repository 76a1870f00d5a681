package dev.intentobserve.app.planted.cli;

import dev.intentobserve.app.planted.model.ModelType;
import dev.intentobserve.app.planted.ports.TypedPort;
import java.time.Instant;

final class UsesTypedPort {
  void open(TypedPort receiver) {
    receiver.open(new ModelType("typed", Instant.now()));
  }
}
