package dev.intentobserve.window;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.WebKeys;
import dev.intentobserve.event.Scope;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Mounts routes. Each is named by its path in {@code openapi.yaml}, so that a test can hold one
 * against the other.
 */
record Paths(Router router, Reads reads) {

  /** Answers a request, or fails with a {@link Fault} or a {@link Chosen} one. */
  interface Route {
    Future<Answer> answer(Asked asked);
  }

  /** A fault whose status says more than its kind does. */
  static final class Chosen extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    private Chosen(int status, Fault fault) {
      super(fault);
      this.status = status;
    }

    /** The request contradicts what is there. */
    static Chosen conflict(Fault fault) {
      return new Chosen(409, fault);
    }

    static Chosen tooLarge(Fault fault) {
      return new Chosen(413, fault);
    }
  }

  void get(String path, String documented, Route route) {
    router
        .route(path)
        .setName(documented)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(ctx -> handle(ctx, asked -> inTurn(asked, route)));
  }

  /** What is open to everybody asks nobody, and waits for nobody. */
  private Future<Answer> inTurn(Asked asked, Route route) {
    return asked.ctx().get(WebKeys.SCOPE) instanceof Scope scope
        ? reads.inTurn(scope, () -> unlessGone(asked, route))
        : route.answer(asked);
  }

  private static Future<Answer> unlessGone(Asked asked, Route route) {
    return asked.ctx().response().closed()
        ? Future.failedFuture(Fault.busy("client_gone", "Nobody waits for the answer any more."))
        : route.answer(asked);
  }

  void get(String path, Route route) {
    get(path, path, route);
  }

  void post(String path, Route route) {
    router.post(path).setName(path).handler(ctx -> handle(ctx, route));
  }

  void delete(String path, String documented, Route route) {
    router.delete(path).setName(documented).handler(ctx -> handle(ctx, route));
  }

  /** For answers that do not end: no HEAD. */
  void stream(String path, Handler<RoutingContext> handler) {
    router.get(path).setName(path).handler(handler);
  }

  private static void handle(RoutingContext ctx, Route route) {
    Future.succeededFuture(new Asked(ctx))
        .compose(route::answer)
        .onSuccess(answer -> send(ctx, answer))
        .onFailure(error -> fail(ctx, error));
  }

  /** Whoever asked may have left meanwhile. */
  private static void send(RoutingContext ctx, Answer answer) {
    HttpServerResponse response = ctx.response();
    if (!response.ended() && !response.closed()) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
      answer.headers().forEach(response::putHeader);
      if (ctx.request().method().equals(HttpMethod.HEAD)) {
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length()));
        response.end();
      } else {
        response.end(answer.body());
      }
    }
  }

  static void fail(RoutingContext ctx, Throwable error) {
    if (error instanceof Chosen chosen) {
      ctx.fail(chosen.status, chosen.getCause());
    } else {
      ctx.fail(Fault.from(error));
    }
  }
}
