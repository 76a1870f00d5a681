package dev.intentobserve.app;

import dev.intentobserve.contract.Meters;
import dev.intentobserve.event.Names;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Times every request under its route template; never under its path, which holds ids. */
final class HttpFigures implements Handler<RoutingContext> {
  private static final String ROUTE = "intent-observe.route";

  private final Meters meters;

  HttpFigures(Meters meters) {
    this.meters = meters;
  }

  @Override
  public void handle(RoutingContext ctx) {
    long start = System.nanoTime();
    ctx.addEndHandler(
        ended ->
            meters.time(
                Names.METRIC_HTTP_REQUEST,
                Duration.ofNanos(System.nanoTime() - start),
                Names.LABEL_OPERATION,
                operationOf(ctx),
                Names.LABEL_ROUTE,
                routeOf(ctx),
                Names.LABEL_STATUS_CLASS,
                ctx.response().getStatusCode() / 100 + "xx"));
    ctx.next();
  }

  /** A failing request leaves its route for that of the failure handler: keep the first. */
  static void rememberRoute(Route route) {
    String path = route.getPath();
    if (path != null && !path.isEmpty()) {
      route.failureHandler(
          ctx -> {
            if (ctx.get(ROUTE) == null) {
              ctx.put(ROUTE, path);
            }
            ctx.next();
          });
    }
  }

  static String routeOf(RoutingContext ctx) {
    String failed = ctx.get(ROUTE);
    if (failed != null) {
      return failed;
    }
    Route route = ctx.currentRoute();
    String path = route == null ? null : route.getPath();
    return path == null || path.isEmpty() ? "unmatched" : path;
  }

  /** Methods are the caller's words: only those we know become a label. */
  private static String operationOf(RoutingContext ctx) {
    return switch (ctx.request().method().name()) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" ->
          ctx.request().method().name();
      default -> "other";
    };
  }
}
