package dev.intentobserve.app.planted.reading;

import dev.intentobserve.app.planted.event.WorkEvent;

final class Understands {
  WorkEvent understand(String text) {
    return new WorkEvent(text);
  }
}
