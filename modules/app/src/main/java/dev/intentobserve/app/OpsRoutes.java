package dev.intentobserve.app;

import dev.intentobserve.event.Json;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;

/** What operators and their machines ask: figures and health. */
final class OpsRoutes {
  private final Scrape scrape;
  private final Readiness readiness;

  /**
   * @param leads whether the figures of the record are shown here
   */
  OpsRoutes(PrometheusMeterRegistry registry, Readiness readiness, BooleanSupplier leads) {
    this.scrape = new Scrape(registry, leads);
    this.readiness = readiness;
  }

  void mount(Router router) {
    router.get("/metrics").handler(this::figures);
    router.get("/health/live").handler(OpsRoutes::live);
    router.get("/health/ready").handler(this::ready);
  }

  private void figures(RoutingContext ctx) {
    Exposition exposition = Exposition.wanted(ctx.parsedHeaders().accept());
    scrape
        .write(ctx.vertx(), exposition)
        .onSuccess(
            text ->
                ctx.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, exposition.contentType())
                    .end(text))
        .onFailure(ctx::fail);
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
