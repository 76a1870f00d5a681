package dev.intentobserve.api.http;

import dev.intentobserve.model.Scope;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.web.RoutingContextKeys;
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
public record ApiRouter(Router router, ReadScheduler readScheduler) {

  /** Answers a request, or fails with a {@link Fault} or a {@link Chosen} one. */
  public interface Route {
    Future<ApiResponse> answer(ApiRequest apiRequest);
  }

  /** A fault whose status says more than its kind does. */
  public static final class HttpStatusFault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    private HttpStatusFault(int status, Fault fault) {
      super(fault);
      this.status = status;
    }

    /** The request contradicts what is there. */
    public static HttpStatusFault conflict(Fault fault) {
      return new HttpStatusFault(409, fault);
    }

    static HttpStatusFault tooLarge(Fault fault) {
      return new HttpStatusFault(413, fault);
    }
  }

  public void get(String path, String documented, Route route) {
    router
        .route(path)
        .setName(documented)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(ctx -> handle(ctx, apiRequest -> schedule(apiRequest, route)));
  }

  /** What is open to everybody asks nobody, and waits for nobody. */
  private Future<ApiResponse> schedule(ApiRequest apiRequest, Route route) {
    return apiRequest.ctx().get(RoutingContextKeys.SCOPE) instanceof Scope scope
        ? readScheduler.schedule(scope, () -> unlessClientGone(apiRequest, route))
        : route.answer(apiRequest);
  }

  private static Future<ApiResponse> unlessClientGone(ApiRequest apiRequest, Route route) {
    return apiRequest.ctx().response().closed()
        ? Future.failedFuture(Fault.busy("client_gone", "Nobody waits for the answer any more."))
        : route.answer(apiRequest);
  }

  public void get(String path, Route route) {
    get(path, path, route);
  }

  public void post(String path, Route route) {
    router.post(path).setName(path).handler(ctx -> handle(ctx, route));
  }

  public void delete(String path, String documented, Route route) {
    router.delete(path).setName(documented).handler(ctx -> handle(ctx, route));
  }

  /** For answers that do not end: no HEAD. */
  public void stream(String path, Handler<RoutingContext> handler) {
    router.get(path).setName(path).handler(handler);
  }

  private static void handle(RoutingContext ctx, Route route) {
    Future.succeededFuture(new ApiRequest(ctx))
        .compose(route::answer)
        .onSuccess(answer -> send(ctx, answer))
        .onFailure(error -> fail(ctx, error));
  }

  /** Whoever asked may have left meanwhile. */
  private static void send(RoutingContext ctx, ApiResponse answer) {
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

  public static void fail(RoutingContext ctx, Throwable error) {
    if (error instanceof HttpStatusFault chosen) {
      ctx.fail(chosen.status, chosen.getCause());
    } else {
      ctx.fail(Fault.from(error));
    }
  }
}
