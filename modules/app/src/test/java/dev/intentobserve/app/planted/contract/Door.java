package dev.intentobserve.app.planted.contract;

import dev.intentobserve.app.planted.event.Noun;

public interface Door {
  void open(Noun noun);
}
