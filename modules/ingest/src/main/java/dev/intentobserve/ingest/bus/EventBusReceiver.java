package dev.intentobserve.ingest.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.ingest.body.Decompressor;
import dev.intentobserve.ingest.body.HeaderMap;
import dev.intentobserve.ingest.error.IngestException;
import dev.intentobserve.ingest.pipeline.AdmissionControl;
import dev.intentobserve.ingest.pipeline.BodyBuffer;
import dev.intentobserve.ingest.pipeline.IngestContext;
import dev.intentobserve.ingest.pipeline.IngestPipeline;
import dev.intentobserve.ingest.pipeline.IngestPipeline.RequestSource;
import dev.intentobserve.ingest.pipeline.IngestResult;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.EventBusApi;
import dev.intentobserve.ports.web.ErrorBody;
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
 * Receives events over the event bus. Uses only the standard codecs of the bus, because senders may
 * run in another JVM. To be used on one context.
 */
public final class EventBusReceiver {
  private static final String RECEIVER = "bus";
  private static final String RECEIPTS = "receipts";
  private static final String CORRELATION_ID = "x-correlation-id";

  private final IngestContext context;
  private final Scope defaultScope;
  private final IngestPipeline pipeline;
  private final Set<Future<?>> unanswered = new HashSet<>();
  private @Nullable MessageConsumer<Object> consumer;

  public EventBusReceiver(IngestContext context, Scope defaultScope) {
    this.context = context;
    this.defaultScope = defaultScope;
    this.pipeline = new IngestPipeline(context);
  }

  public Future<Void> open() {
    consumer = context.vertx().eventBus().consumer(EventBusApi.INGEST, this::handle);
    return consumer.completion();
  }

  /** Completes when every received message has been answered. */
  public Future<Void> close() {
    Future<Void> closed = consumer == null ? Future.succeededFuture() : consumer.unregister();
    return closed.eventually(() -> Future.join(List.copyOf(unanswered)).otherwiseEmpty());
  }

  /** Always answers: a sender without a reply would wait for its whole timeout. */
  private void handle(Message<Object> message) {
    Map<String, String> headers = HeaderMap.of(message.headers());
    Future<JsonObject> answer =
        Future.succeededFuture()
            .compose(start -> receive(message.body(), headers))
            .compose(ingestResult -> reply(ingestResult, headers));
    unanswered.add(answer);
    answer
        .onSuccess(message::reply)
        .onFailure(error -> fail(message, error, headers.get(CORRELATION_ID)))
        .onComplete(end -> unanswered.remove(answer));
  }

  private Future<IngestResult> receive(@Nullable Object body, Map<String, String> headers) {
    Scope scope = scope(headers);
    RequestSource source = new RequestSource(scope, RECEIVER);
    AdmissionControl admission = context.admission(scope.tenant(), RECEIVER);
    if (body instanceof JsonObject || body instanceof JsonArray) {
      headers.putIfAbsent(HeaderMap.CONTENT_TYPE, "application/json");
    }
    return context.withDeadline(
        admission,
        deadline ->
            context
                .onWorker(scope.tenant(), () -> bytes(body, headers, admission))
                .compose(bytes -> pipeline.ingest(source, headers, bytes, deadline)));
  }

  private Scope scope(Map<String, String> headers) {
    return new Scope(
        headers.getOrDefault(EventBusApi.TENANT, defaultScope.tenant()),
        headers.getOrDefault(EventBusApi.PROJECT, defaultScope.project()));
  }

  private byte[] bytes(
      @Nullable Object body, Map<String, String> headers, AdmissionControl admission) {
    byte[] encoded = encoded(body);
    BodyBuffer buffer = new BodyBuffer(context.config().limits().inflated(), admission);
    Decompressor decompressor =
        Decompressor.forEncoding(headers.get(HeaderMap.CONTENT_ENCODING), buffer);
    if (decompressor == null) {
      buffer.write(encoded, encoded.length);
      return encoded;
    }
    try (decompressor) {
      decompressor.feed(encoded);
      decompressor.finish();
    }
    return buffer.bytes();
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
          throw IngestException.of(
              415, "unsupported_body", "Send a JsonObject, a JsonArray or a Buffer.");
    };
  }

  private Future<JsonObject> reply(IngestResult ingestResult, Map<String, String> headers) {
    boolean withReceipts = IngestResult.wantsReceipts(headers.get(RECEIPTS));
    Json.Fields result = ingestResult.toJson(withReceipts);
    return ingestResult.acceptedAny()
        ? context.onWorker(scope(headers).tenant(), () -> new JsonObject(result.encode()))
        : Future.failedFuture(IngestException.allRefused(result));
  }

  private static void fail(Message<Object> message, Throwable error, @Nullable String correlation) {
    ErrorBody body = IngestException.answer(error, correlation);
    message.fail(body.status(), body.encode(correlation));
  }
}
