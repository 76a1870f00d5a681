package dev.intentobserve.app.planted.trace;

import io.vertx.core.Future;

final class WaitsForAFuture {
  String answer(Future<String> question) {
    return question.await();
  }
}
