package dev.intentobserve.app.planted.trace;

import dev.intentobserve.app.planted.event.WorkEvent;
import java.util.function.Function;

final class InventsAnEvent {
  private final Function<String, WorkEvent> invention = WorkEvent::new;

  WorkEvent invented() {
    return invention.apply("never-sent");
  }
}
