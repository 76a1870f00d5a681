package dev.intentobserve.app;

import dev.intentobserve.event.Json;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** What operators and their machines ask: figures and health. */
final class OpsRoutes {
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;
  private final Readiness readiness;

  OpsRoutes(PrometheusMeterRegistry registry, Readiness readiness) {
    this.registry = registry;
    this.readiness = readiness;
  }

  void mount(Router router) {
    router.get("/metrics").handler(this::figures);
    router.get("/health/live").handler(OpsRoutes::live);
    router.get("/health/ready").handler(this::ready);
  }

  private void figures(RoutingContext ctx) {
    String type = contentType(ctx.request().getHeader(HttpHeaders.ACCEPT));
    ctx.vertx()
        .executeBlocking(() -> registry.scrape(type), false)
        .onSuccess(text -> ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, type).end(text))
        .onFailure(ctx::fail);
  }

  static String contentType(@Nullable String accept) {
    return accept != null && accept.contains("application/openmetrics-text")
        ? OPEN_METRICS
        : PROMETHEUS;
  }

  /** Answers as long as the event loop turns. */
  private static void live(RoutingContext ctx) {
    send(ctx, 200, Json.object().put("status", "up").build());
  }

  private void ready(RoutingContext ctx) {
    readiness
        .look(ctx.vertx())
        .onSuccess(state -> send(ctx, state.ready() ? 200 : 503, state.json()))
        .onFailure(ctx::fail);
  }

  private static void send(RoutingContext ctx, int status, Json body) {
    ctx.response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(body.encode() + "\n");
  }
}
