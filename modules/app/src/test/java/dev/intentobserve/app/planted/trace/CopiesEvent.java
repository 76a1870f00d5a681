package dev.intentobserve.app.planted.trace;

import dev.intentobserve.app.planted.model.event.WorkEvent;

final class CopiesEvent {
  WorkEvent changed(WorkEvent event) {
    return event.withEventId("other");
  }
}
