package dev.intentobserve.ingest.http;

import dev.intentobserve.ingest.error.ErrorLog;
import dev.intentobserve.ingest.error.IngestException;
import dev.intentobserve.ingest.pipeline.IngestContext;
import dev.intentobserve.ingest.pipeline.IngestResult;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.web.RequestDrainer;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Writes what came of a request. */
final class IngestResponse {
  /** In seconds. */
  private static final String RETRY_AFTER = "1";

  /** Beyond this many receipts writing the answer takes an event loop too long. */
  private static final int MANY_RECEIPTS = 200;

  private final IngestContext context;
  private final RoutingContext ctx;

  IngestResponse(IngestContext context, RoutingContext ctx) {
    this.context = context;
    this.ctx = ctx;
  }

  /**
   * Whose request it is, as the credential said.
   *
   * @throws IngestException 401 when nobody said
   */
  Scope scope() {
    if (ctx.get(RoutingContextKeys.SCOPE) instanceof Scope scope) {
      return scope;
    }
    throw IngestException.unauthenticated();
  }

  /** 200 when anything was taken in, else 400 with the result as details. */
  Future<Void> result(IngestResult ingestResult) {
    boolean withReceipts = !"none".equals(ctx.request().getParam("receipts"));
    if (!withReceipts || ingestResult.received() <= MANY_RECEIPTS) {
      return send(
          ingestResult.acceptedAny() ? 200 : 400, body(ingestResult, withReceipts).encode());
    }
    return context
        .onWorker(scope().tenant(), () -> body(ingestResult, true).encode())
        .compose(text -> send(ingestResult.acceptedAny() ? 200 : 400, text));
  }

  private Json body(IngestResult ingestResult, boolean withReceipts) {
    Json.Fields result = ingestResult.toJson(withReceipts);
    return ingestResult.acceptedAny()
        ? result
        : IngestException.allRefused(result).toJson(correlationId());
  }

  void failed(Throwable error) {
    IngestException problem = IngestException.from(error);
    if (problem.isServerError()) {
      ErrorLog.report("a request broke", correlationId(), error);
    }
    if (problem.retryable()) {
      ctx.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
    }
    send(problem.status(), problem.toJson(correlationId()).encode());
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
    return response.end(json).onComplete(sent -> leave(early));
  }

  /** After an answer that came before the end of the body. */
  private void leave(boolean early) {
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
