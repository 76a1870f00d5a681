package dev.intentobserve.ingest.http;

import dev.intentobserve.ingest.error.IngestException;
import dev.intentobserve.ingest.pipeline.IngestContext;
import dev.intentobserve.ingest.pipeline.IngestResult;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.web.ErrorBody;
import dev.intentobserve.ports.web.RequestDrainer;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the answer to one request. */
record IngestResponse(IngestContext context, RoutingContext ctx) {
  /** Encoding more receipts would block the event loop for too long. */
  private static final int MANY_RECEIPTS = 200;

  private Scope scope() {
    if (ctx.get(RoutingContextKeys.SCOPE) instanceof Scope scope) {
      return scope;
    }
    throw IngestException.of(401, "unauthenticated", "Authentication required.");
  }

  /** Answers with what {@code work} gives to the caller's scope. */
  void answer(Function<Scope, Future<IngestResult>> work) {
    Futures.attempt(() -> work.apply(scope())).compose(this::result).onFailure(this::failed);
  }

  /** 200 if at least one record was accepted, else 400 with the result as details. */
  private Future<Void> result(IngestResult result) {
    boolean withReceipts = IngestResult.wantsReceipts(ctx.request().getParam("receipts"));
    Future<String> body =
        withReceipts && result.received() > MANY_RECEIPTS
            ? context.onWorker(scope().tenant(), () -> encode(result, true))
            : Future.succeededFuture(encode(result, withReceipts));
    return body.compose(text -> send(result.acceptedAny() ? 200 : 400, text));
  }

  private String encode(IngestResult result, boolean withReceipts) {
    Json.Fields json = result.toJson(withReceipts);
    return result.acceptedAny()
        ? json.encode()
        : IngestException.allRefused(json).body().encode(correlationId());
  }

  private void failed(Throwable error) {
    ErrorBody body = IngestException.answer(error, correlationId());
    body.putRetryAfter(ctx.response());
    send(body.status(), body.encode(correlationId()));
  }

  private Future<Void> send(int status, String json) {
    HttpServerResponse response = ctx.response();
    if (response.ended() || response.closed()) {
      return Future.succeededFuture();
    }
    boolean early = !ctx.request().isEnded();
    if (early && ctx.request().version() != HttpVersion.HTTP_2) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    return response.end(json).onComplete(sent -> discardRestOfBody(early));
  }

  /** After an answer that was sent before the end of the request's body. */
  private void discardRestOfBody(boolean early) {
    HttpServerRequest request = ctx.request();
    if (!early) {
      return;
    }
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset();
      return;
    }
    RequestDrainer.rest(
        context.vertx(), request, RequestDrainer.MOST_BYTES, context.config().bodyTimeout());
  }

  private @Nullable String correlationId() {
    return ctx.get(RoutingContextKeys.CORRELATION_ID);
  }
}
