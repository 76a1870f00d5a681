package dev.intentobserve.ui.page;

import dev.intentobserve.ui.http.ApiFault;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Answers browsers at an address without a page; programs get the API's own answer. */
final class NotFoundPage {
  /** Paths of programs; a receiver with a new prefix belongs here, too. */
  private static final List<String> API_PREFIXES =
      List.of(
          "/api", "/zipkin", "/otlp", "/webhooks", "/eventbus", "/metrics", "/health", "/admin");

  private NotFoundPage() {}

  static void mount(PageRouter routes) {
    routes
        .router()
        .get()
        .handler(ctx -> handle(ctx, routes))
        .failureHandler(ctx -> failed(ctx, routes));
  }

  /** An earlier handler may already have answered with 404. */
  private static void failed(RoutingContext ctx, PageRouter routes) {
    if (ctx.statusCode() == 404 && ctx.failure() == null) {
      handle(ctx, routes);
    } else {
      ctx.next();
    }
  }

  private static void handle(RoutingContext ctx, PageRouter routes) {
    String accept = ctx.request().getHeader(HttpHeaders.ACCEPT);
    boolean acceptsHtml = accept != null && accept.contains("text/html");
    boolean isPage = API_PREFIXES.stream().noneMatch(ctx.normalizedPath()::startsWith);
    if (acceptsHtml && isPage) {
      routes.answer(ctx, ApiFault.plain(404));
    } else {
      ctx.next();
    }
  }
}
