package dev.intentobserve.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.contract.BusKeys;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Scope;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The event bus's way in. Speaks the bus's own codecs: senders may sit in another JVM. To be used
 * on one context.
 */
final class BusDoor {
  private static final String DOOR = "bus";
  private static final String RECEIPTS = "receipts";
  private static final String CORRELATION_ID = "x-correlation-id";

  private final Hall hall;
  private final Ingestion ingestion;
  private final Set<Future<?>> unanswered = new HashSet<>();
  private @Nullable MessageConsumer<Object> consumer;

  BusDoor(Hall hall) {
    this.hall = hall;
    this.ingestion = new Ingestion(hall);
  }

  Future<Void> open() {
    consumer = hall.vertx().eventBus().consumer(BusKeys.INGEST, this::answer);
    return consumer.completion();
  }

  /** Completes when everything already taken in has been answered. */
  Future<Void> close() {
    Future<Void> closed = consumer == null ? Future.succeededFuture() : consumer.unregister();
    return closed.eventually(() -> Future.join(List.copyOf(unanswered)).otherwiseEmpty());
  }

  /** Answers whatever happens: a sender left without reply waits out its whole timeout. */
  private void answer(Message<Object> message) {
    Map<String, String> headers = Headers.of(message.headers());
    Future<JsonObject> answer =
        Future.succeededFuture()
            .compose(start -> take(message.body(), headers))
            .compose(tally -> reply(tally, headers));
    unanswered.add(answer);
    answer
        .onSuccess(message::reply)
        .onFailure(error -> fail(message, error, headers.get(CORRELATION_ID)))
        .onComplete(end -> unanswered.remove(answer));
  }

  private Future<Tally> take(@Nullable Object body, Map<String, String> headers) {
    Scope scope = scope(headers);
    Ingestion.Sender sender = new Ingestion.Sender(scope, DOOR);
    Deadline deadline = Deadline.in(hall.config().deadline());
    Admission admission = hall.admission(scope.tenant(), DOOR);
    if (body instanceof JsonObject || body instanceof JsonArray) {
      headers.putIfAbsent(Headers.CONTENT_TYPE, "application/json");
    }
    return deadline.bound(
        admission.during(
            () ->
                hall.onWorker(scope.tenant(), () -> bytes(body, headers, admission))
                    .compose(bytes -> ingestion.take(sender, headers, bytes, deadline))));
  }

  private Scope scope(Map<String, String> headers) {
    Scope own = hall.config().busScope();
    return new Scope(
        headers.getOrDefault(BusKeys.TENANT, own.tenant()),
        headers.getOrDefault(BusKeys.PROJECT, own.project()));
  }

  private byte[] bytes(@Nullable Object body, Map<String, String> headers, Admission admission) {
    byte[] wire = encoded(body);
    Inflated inflated = new Inflated(hall.config().limits().inflated(), admission);
    Unpacker unpacker = Unpacker.forEncoding(headers.get(Headers.CONTENT_ENCODING), inflated);
    if (unpacker == null) {
      inflated.write(wire, wire.length);
      return wire;
    }
    try (unpacker) {
      unpacker.feed(wire);
      unpacker.finish();
    }
    return inflated.bytes();
  }

  private static byte[] encoded(@Nullable Object body) {
    if (body == null) {
      return new byte[0];
    }
    return switch (body) {
      case JsonObject object -> object.toBuffer().getBytes();
      case JsonArray array -> array.toBuffer().getBytes();
      case Buffer buffer -> buffer.getBytes();
      case String text -> text.getBytes(UTF_8);
      case byte[] bytes -> bytes;
      default ->
          throw Problem.unsupported(
              "unsupported_body", "Send a JsonObject, a JsonArray or a Buffer.");
    };
  }

  private Future<JsonObject> reply(Tally tally, Map<String, String> headers) {
    boolean withReceipts = !"none".equals(headers.get(RECEIPTS));
    Json.Fields result = tally.toJson(withReceipts);
    return tally.tookAnything()
        ? hall.onWorker(scope(headers).tenant(), () -> new JsonObject(result.encode()))
        : Future.failedFuture(Problem.allRefused(result));
  }

  private static void fail(Message<Object> message, Throwable error, @Nullable String correlation) {
    Problem problem = Problem.from(error);
    if (problem.broken()) {
      Breakage.say("a bus request broke", correlation, error);
    }
    message.fail(problem.status(), problem.toJson(correlation).encode());
  }
}
