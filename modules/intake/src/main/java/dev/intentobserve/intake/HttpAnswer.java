package dev.intentobserve.intake;

import dev.intentobserve.contract.Drain;
import dev.intentobserve.contract.WebKeys;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Scope;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Writes what came of a request. */
final class HttpAnswer {
  /** In seconds. */
  private static final String RETRY_AFTER = "1";

  /** Beyond this many receipts writing the answer takes an event loop too long. */
  private static final int MANY_RECEIPTS = 200;

  private final Hall hall;
  private final RoutingContext ctx;

  HttpAnswer(Hall hall, RoutingContext ctx) {
    this.hall = hall;
    this.ctx = ctx;
  }

  /**
   * Whose request it is, as the credential said.
   *
   * @throws Problem 401 when nobody said
   */
  Scope scope() {
    if (ctx.get(WebKeys.SCOPE) instanceof Scope scope) {
      return scope;
    }
    throw Problem.unauthenticated();
  }

  /** 200 when anything was taken in, else 400 with the result as details. */
  Future<Void> result(Tally tally) {
    boolean withReceipts = !"none".equals(ctx.request().getParam("receipts"));
    if (!withReceipts || tally.received() <= MANY_RECEIPTS) {
      return send(tally.tookAnything() ? 200 : 400, body(tally, withReceipts).encode());
    }
    return hall.onWorker(scope().tenant(), () -> body(tally, true).encode())
        .compose(text -> send(tally.tookAnything() ? 200 : 400, text));
  }

  private Json body(Tally tally, boolean withReceipts) {
    Json.Fields result = tally.toJson(withReceipts);
    return tally.tookAnything() ? result : Problem.allRefused(result).toJson(correlationId());
  }

  void failed(Throwable error) {
    Problem problem = Problem.from(error);
    if (problem.broken()) {
      Breakage.say("a request broke", correlationId(), error);
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
    Drain.rest(hall.vertx(), request, Drain.MOST_BYTES, hall.config().bodyTimeout());
  }

  private @Nullable String correlationId() {
    return ctx.get(WebKeys.CORRELATION_ID);
  }
}
