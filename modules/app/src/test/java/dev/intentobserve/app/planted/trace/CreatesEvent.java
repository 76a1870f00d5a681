package dev.intentobserve.app.planted.trace;

import dev.intentobserve.app.planted.model.event.WorkEvent;
import java.util.function.Function;

final class CreatesEvent {
  private final Function<String, WorkEvent> factory = WorkEvent::new;

  WorkEvent create() {
    return factory.apply("never-sent");
  }
}
