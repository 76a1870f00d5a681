package dev.intentobserve.app.planted.parser;

import dev.intentobserve.app.planted.model.WorkEvent;

final class ParsesEvent {
  WorkEvent understand(String text) {
    return new WorkEvent(text);
  }
}
