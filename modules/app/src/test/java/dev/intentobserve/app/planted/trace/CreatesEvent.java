package dev.intentobserve.app.planted.trace;

import dev.intentobserve.app.planted.model.WorkEvent;
import java.util.function.Function;

final class CreatesEvent {
  private final Function<String, WorkEvent> invention = WorkEvent::new;

  WorkEvent invented() {
    return invention.apply("never-sent");
  }
}
