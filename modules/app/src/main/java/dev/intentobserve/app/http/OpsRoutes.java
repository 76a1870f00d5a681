package dev.intentobserve.app.http;

import dev.intentobserve.app.access.Authentication;
import dev.intentobserve.app.telemetry.ExpositionFormat;
import dev.intentobserve.app.telemetry.MetricsScrape;
import dev.intentobserve.app.telemetry.Readiness;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Routes for operators: metrics and health. */
public final class OpsRoutes {
  private final MetricsScrape scrape;
  private final Readiness readiness;

  public OpsRoutes(MetricsScrape scrape, Readiness readiness) {
    this.scrape = scrape;
    this.readiness = readiness;
  }

  void mount(Router router) {
    router.get("/metrics").handler(this::metrics);
    router.get("/health/live").handler(OpsRoutes::live);
    router.get("/health/ready").handler(this::ready);
  }

  private void metrics(RoutingContext ctx) {
    ExpositionFormat exposition = ExpositionFormat.wanted(ctx.parsedHeaders().accept());
    write(ctx, exposition)
        .onSuccess(
            text ->
                ctx.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, exposition.contentType())
                    .end(text))
        .onFailure(ctx::fail);
  }

  /** A request without a scope is refused, even if it was let through by mistake. */
  private Future<Buffer> write(RoutingContext ctx, ExpositionFormat exposition) {
    @Nullable Scope scope = ctx.get(RoutingContextKeys.SCOPE);
    if (Boolean.TRUE.equals(ctx.get(Authentication.INSTALLATION))) {
      return scrape.write(ctx.vertx(), exposition, null);
    }
    return scope != null
        ? scrape.write(ctx.vertx(), exposition, scope)
        : Future.failedFuture(
            Fault.denied("token_missing", "Send a key: Authorization: Bearer KEY."));
  }

  /** Answers while the event loop runs. */
  private static void live(RoutingContext ctx) {
    send(ctx, 200, Json.object().put("status", "up").build());
  }

  private void ready(RoutingContext ctx) {
    readiness
        .check(ctx.vertx())
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
