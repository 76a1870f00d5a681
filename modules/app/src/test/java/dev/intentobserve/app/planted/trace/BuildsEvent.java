package dev.intentobserve.app.planted.trace;

import dev.intentobserve.app.planted.model.event.WorkEvent;
import dev.intentobserve.app.planted.model.event.WorkEventBuilder;

final class BuildsEvent {
  WorkEvent build() {
    return new WorkEventBuilder().build();
  }
}
