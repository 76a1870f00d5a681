package dev.intentobserve.app.planted.ports;

import io.vertx.core.Vertx;

public final class Port {
  public void answer(Vertx vertx) {
    vertx.eventBus().localConsumer("typed", message -> message.reply("answer"));
  }
}
