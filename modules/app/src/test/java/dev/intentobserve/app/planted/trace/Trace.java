package dev.intentobserve.app.planted.trace;

import dev.intentobserve.app.planted.contract.Door;
import dev.intentobserve.app.planted.event.Noun;
import java.time.InstantSource;

public final class Trace {
  public record Settings(int pageSize) {}

  void pass(Door door, InstantSource time) {
    door.open(new Noun("innocent", time.instant()));
  }
}
