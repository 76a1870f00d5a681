package dev.intentobserve.app.planted.trace;

import io.vertx.core.Future;

final class WaitsForFuture {
  String answer(Future<String> question) {
    return question.await();
  }
}
