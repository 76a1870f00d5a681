package dev.intentobserve.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.event.Json;
import dev.intentobserve.event.Names;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event bus's way in. Speaks the bus's own codecs: senders may sit in another JVM. */
final class BusDoor {
  static final String ADDRESS = "intent.events.ingest";

  private static final Logger log = LoggerFactory.getLogger(BusDoor.class);
  private static final String DOOR = "bus";
  private static final String RECEIPTS = "receipts";
  private static final String CORRELATION_ID = "x-correlation-id";

  private final Hall hall;
  private final Ingestion ingestion;

  BusDoor(Hall hall) {
    this.hall = hall;
    this.ingestion = new Ingestion(hall);
  }

  Future<Void> open() {
    return hall.vertx().eventBus().consumer(ADDRESS, this::answer).completion();
  }

  /** Answers whatever happens: a sender left without reply waits out its whole timeout. */
  private void answer(Message<Object> message) {
    Map<String, String> headers = Headers.of(message.headers());
    Future.succeededFuture()
        .compose(start -> take(message.body(), headers))
        .compose(tally -> reply(tally, headers))
        .onSuccess(message::reply)
        .onFailure(error -> fail(message, error, headers.get(CORRELATION_ID)));
  }

  private Future<Tally> take(@Nullable Object body, Map<String, String> headers) {
    Ingestion.Sender sender = new Ingestion.Sender(hall.config().busScope(), DOOR);
    Deadline deadline = Deadline.in(hall.config().deadline());
    Admission admission = hall.admission(DOOR);
    if (body instanceof JsonObject || body instanceof JsonArray) {
      headers.putIfAbsent(Headers.CONTENT_TYPE, "application/json");
    }
    return deadline.bound(
        admission.during(
            () ->
                hall.onWorker(() -> bytes(body, headers, admission))
                    .compose(bytes -> ingestion.take(sender, headers, bytes, deadline))));
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
        ? hall.onWorker(() -> new JsonObject(result.encode()))
        : Future.failedFuture(Problem.allRefused(result));
  }

  private static void fail(Message<Object> message, Throwable error, @Nullable String correlation) {
    Problem problem = Problem.from(error);
    if (problem.broken()) {
      log.atError()
          .addKeyValue(Names.CORRELATION_ID, correlation)
          .addKeyValue(Names.ERROR_CODE, problem.code())
          .setCause(error)
          .log("a bus request broke");
    }
    message.fail(problem.status(), problem.toJson(correlation).encode());
  }
}
