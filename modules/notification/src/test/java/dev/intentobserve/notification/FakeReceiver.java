package dev.intentobserve.notification;

import dev.intentobserve.testkit.TestFutures;
import dev.intentobserve.testkit.TestHttpServers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** An HTTP server with scripted responses that records its requests. */
final class FakeReceiver {
  private final Vertx vertx;
  private final List<ReceivedRequest> received = new ArrayList<>();
  private final Deque<Consumer<HttpServerResponse>> behaviour = new ArrayDeque<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Expected> expected = new ArrayList<>();
  private HttpServer server;
  private final int port;

  /** A request; header names in lower case. */
  record ReceivedRequest(String path, Map<String, String> headers, String body) {
    JsonObject json() {
      return new JsonObject(body);
    }

    JsonArray array() {
      return new JsonArray(body);
    }
  }

  private record Waiting(int count, Promise<List<ReceivedRequest>> promise) {}

  private record Expected(Predicate<ReceivedRequest> such, Promise<ReceivedRequest> promise) {}

  FakeReceiver(Vertx vertx) {
    this.vertx = vertx;
    this.server = listen(0);
    this.port = server.actualPort();
  }

  private HttpServer listen(int where) {
    return TestFutures.await(
        vertx.createHttpServer().requestHandler(this::take).listen(where, "127.0.0.1"));
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The responses to the next requests; then 200 again. */
  @SafeVarargs
  final synchronized void next(Consumer<HttpServerResponse>... answers) {
    for (Consumer<HttpServerResponse> answer : answers) {
      behaviour.add(answer);
    }
  }

  static Consumer<HttpServerResponse> status(int status) {
    return response -> response.setStatusCode(status).end("some words");
  }

  static Consumer<HttpServerResponse> retryAfter(int status, String when) {
    return response -> response.setStatusCode(status).putHeader("retry-after", when).end();
  }

  static Consumer<HttpServerResponse> hang() {
    return response -> {};
  }

  static Consumer<HttpServerResponse> hangUp() {
    return response -> response.reset();
  }

  /** Answers 200 with a body that never ends. */
  Consumer<HttpServerResponse> sendEndlessBody() {
    return response -> {
      response.setChunked(true);
      vertx.setPeriodic(
          1,
          timer -> {
            if (response.closed()) {
              vertx.cancelTimer(timer);
            } else {
              response.write("x".repeat(4096));
            }
          });
    };
  }

  void goDown() {
    TestHttpServers.close(server);
  }

  void comeBack() {
    server = listen(port);
  }

  synchronized List<ReceivedRequest> received() {
    return List.copyOf(received);
  }

  synchronized Future<List<ReceivedRequest>> await(int count) {
    Promise<List<ReceivedRequest>> promise = Promise.promise();
    if (received.size() >= count) {
      promise.complete(List.copyOf(received));
    } else {
      waiting.add(new Waiting(count, promise));
    }
    return promise.future();
  }

  /** The first request that matches, received already or later. */
  synchronized Future<ReceivedRequest> first(Predicate<ReceivedRequest> such) {
    return received.stream()
        .filter(such)
        .findFirst()
        .map(Future::succeededFuture)
        .orElseGet(
            () -> {
              Promise<ReceivedRequest> promise = Promise.promise();
              expected.add(new Expected(such, promise));
              return promise.future();
            });
  }

  private void take(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request, body.toString()));
  }

  private synchronized void answer(HttpServerRequest request, String body) {
    Map<String, String> headers = new java.util.TreeMap<>();
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(), value));
    ReceivedRequest newest = new ReceivedRequest(request.path(), headers, body);
    received.add(newest);
    Consumer<HttpServerResponse> answer = behaviour.poll();
    (answer == null ? status(200) : answer).accept(request.response());
    waiting.removeIf(
        one -> received.size() >= one.count() && one.promise().tryComplete(List.copyOf(received)));
    expected.removeIf(one -> one.such().test(newest) && one.promise().tryComplete(newest));
  }
}
