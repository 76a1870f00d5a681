package dev.intentobserve.app.http;

import dev.intentobserve.app.access.AccessPolicy;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Measures every request under its route template; never under its path, which holds ids.
 *
 * <p>Requests that take long by nature are measured differently, so that objectives over requests
 * need no exceptions. An event stream is measured until its headers are sent. Sockets below {@link
 * AccessPolicy#EVENT_BUS} are not measured. Pages have a metric of their own, because each reads
 * several lists.
 */
final class HttpRequestMetrics implements Handler<RoutingContext> {
  private static final String ROUTE = "intent-observe.route";
  private static final String UNMATCHED = "unmatched";
  private static final String STREAM = "text/event-stream";

  private final Meters meters;

  HttpRequestMetrics(Meters meters) {
    this.meters = meters;
  }

  @Override
  public void handle(RoutingContext ctx) {
    if (!isSocket(ctx.request().path())) {
      Stopwatch watch = new Stopwatch(ctx, System.nanoTime());
      ctx.addHeadersEndHandler(head -> watch.begun());
      ctx.addEndHandler(ended -> watch.stop());
    }
    ctx.next();
  }

  private static boolean isSocket(String path) {
    return path.equals(AccessPolicy.EVENT_BUS) || path.startsWith(AccessPolicy.EVENT_BUS + "/");
  }

  /** Of one request; used on its event loop only. */
  private final class Stopwatch {
    private final RoutingContext ctx;
    private final long start;
    private boolean stopped;

    private Stopwatch(RoutingContext ctx, long start) {
      this.ctx = ctx;
      this.start = start;
    }

    private void begun() {
      String type = ctx.response().headers().get(HttpHeaders.CONTENT_TYPE);
      if (type != null && type.startsWith(STREAM)) {
        stop();
      }
    }

    private void stop() {
      if (!stopped) {
        stopped = true;
        record(ctx, Duration.ofNanos(System.nanoTime() - start));
      }
    }
  }

  private void record(RoutingContext ctx, Duration took) {
    Route route = answering(ctx);
    boolean page =
        route != null
            && route.metadata() != null
            && route.metadata().containsKey(RoutingContextKeys.PAGE);
    meters.time(
        page ? TelemetryNames.METRIC_PAGE_REQUEST : TelemetryNames.METRIC_HTTP_REQUEST,
        took,
        TelemetryNames.LABEL_OPERATION,
        operationOf(ctx),
        TelemetryNames.LABEL_ROUTE,
        templateOf(route),
        TelemetryNames.LABEL_STATUS_CLASS,
        ctx.response().getStatusCode() / 100 + "xx");
  }

  /** A failing request continues on the route of the failure handler: keep the first. */
  static void rememberRoute(Route route) {
    if (!templateOf(route).equals(UNMATCHED)) {
      route.failureHandler(
          ctx -> {
            if (ctx.get(ROUTE) == null) {
              ctx.put(ROUTE, route);
            }
            ctx.next();
          });
    }
  }

  static String routeOf(RoutingContext ctx) {
    return templateOf(answering(ctx));
  }

  private static @Nullable Route answering(RoutingContext ctx) {
    Route failed = ctx.get(ROUTE);
    return failed != null ? failed : ctx.currentRoute();
  }

  /** Its name, which is its path unless it was given one. */
  private static String templateOf(@Nullable Route route) {
    String name = route == null ? null : route.getName();
    return name == null || name.isEmpty() ? UNMATCHED : name;
  }

  /** Callers may send any method name: only known ones become a label. */
  private static String operationOf(RoutingContext ctx) {
    return switch (ctx.request().method().name()) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" ->
          ctx.request().method().name();
      default -> "other";
    };
  }
}
