package dev.intentobserve.app.planted.trace;

import dev.intentobserve.app.planted.model.ModelType;
import dev.intentobserve.app.planted.ports.TypedPort;
import java.time.InstantSource;

public final class Trace {
  public record Settings(int pageSize) {}

  void pass(TypedPort receiver, InstantSource time) {
    receiver.open(new ModelType("innocent", time.instant()));
  }
}
