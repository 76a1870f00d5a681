package dev.intentobserve.app.planted.parser;

import dev.intentobserve.app.planted.model.event.WorkEvent;

final class ParsesEvent {
  WorkEvent parse(String text) {
    return new WorkEvent(text);
  }
}
