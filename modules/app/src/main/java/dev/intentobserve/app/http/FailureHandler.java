package dev.intentobserve.app.http;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.web.ErrorBody;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only place that turns a failure into an answer, and logs internal errors. */
final class FailureHandler implements Handler<RoutingContext> {
  private static final Logger log = LoggerFactory.getLogger(FailureHandler.class);
  private static final List<Integer> WITHOUT_ROUTE = List.of(400, 404, 405, 406, 415, 500);

  /** To be called last: failure handlers run in the order of routes. */
  void watch(Router router) {
    router.getRoutes().forEach(HttpRequestMetrics::rememberRoute);
    router.route().failureHandler(this);
    WITHOUT_ROUTE.forEach(status -> router.errorHandler(status, this));
  }

  @Override
  public void handle(RoutingContext ctx) {
    HttpServerResponse response = ctx.response();
    ErrorBody body = bodyOf(ctx);
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      ctx.request().connection().close();
      return;
    }
    send(body, response, RequestIdHandler.of(ctx));
  }

  private static ErrorBody bodyOf(RoutingContext ctx) {
    Throwable failure = ctx.failure();
    if (failure == null || failure instanceof HttpClosedException) {
      return ErrorBody.of(ctx.statusCode() < 0 ? statusOfUnrouted(ctx) : ctx.statusCode());
    }
    if (!(failure instanceof Fault) && ctx.statusCode() >= 400 && ctx.statusCode() < 500) {
      return ErrorBody.of(ctx.statusCode());
    }
    Fault fault = Fault.from(failure);
    if (fault.kind() == Fault.Kind.BROKEN) {
      report(ctx, fault);
    }
    boolean chosen = ctx.statusCode() >= 400 && ctx.statusCode() < 500;
    return chosen ? ErrorBody.of(fault).withStatus(ctx.statusCode()) : ErrorBody.of(fault);
  }

  /** For a path such as {@code /%zz} the router fails without a status. */
  private static int statusOfUnrouted(RoutingContext ctx) {
    try {
      URLDecoder.decode(ctx.request().path(), StandardCharsets.UTF_8);
      return 500;
    } catch (IllegalArgumentException e) {
      return 400;
    }
  }

  private static void report(RoutingContext ctx, Fault fault) {
    log.atError()
        .addKeyValue(TelemetryNames.CORRELATION_ID, RequestIdHandler.of(ctx))
        .addKeyValue(TelemetryNames.ERROR_CODE, fault.code())
        .addKeyValue("operation", ctx.request().method().name())
        .addKeyValue("route", HttpRequestMetrics.routeOf(ctx))
        .setCause(fault.getCause() == null ? fault : fault.getCause())
        .log("request failed");
  }

  static void send(ErrorBody body, HttpServerResponse response, String correlationId) {
    response.putHeader(RequestIdHandler.HEADER, correlationId);
    body.send(response, correlationId);
  }

  /** Answers what is not valid HTTP, and closes its connection. */
  static void answerInvalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    ErrorBody body =
        ErrorBody.of(
            switch (cause) {
              case TooLongHttpLineException line -> 414;
              case TooLongHttpHeaderException header -> 431;
              case null -> 400;
              default -> 400;
            });
    request.response().putHeader("Connection", "close");
    send(body, request.response(), RequestIdHandler.idFor(request));
    request.connection().close();
  }
}
