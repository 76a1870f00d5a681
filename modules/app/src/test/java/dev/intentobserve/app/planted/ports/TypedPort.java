package dev.intentobserve.app.planted.ports;

import dev.intentobserve.app.planted.model.ModelType;

public interface TypedPort {
  void open(ModelType noun);
}
