package dev.intentobserve.app.planted.trace;

import dev.intentobserve.app.planted.model.event.WorkEvent;

final class BuildsEvent {
  WorkEvent build() {
    return WorkEvent.builder().build();
  }
}
