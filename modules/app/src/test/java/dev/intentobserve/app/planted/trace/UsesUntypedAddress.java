package dev.intentobserve.app.planted.trace;

import io.vertx.core.Vertx;

final class UsesUntypedAddress {
  void listen(Vertx vertx) {
    vertx.eventBus().consumer("untyped", message -> {});
  }
}
