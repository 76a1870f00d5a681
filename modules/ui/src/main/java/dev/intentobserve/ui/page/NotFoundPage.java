package dev.intentobserve.ui.page;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** For people at an address without a page. Programs get the API's own answer. */
public record NotFoundPage() {
  private static final List<String> API_PREFIXES =
      List.of(
          "/api", "/zipkin", "/otlp", "/webhooks", "/eventbus", "/metrics", "/health", "/admin");

  public void mount(PageRouter routes) {
    routes
        .router()
        .get()
        .handler(ctx -> handle(ctx, routes))
        .failureHandler(ctx -> failed(ctx, routes));
  }

  /** Whoever stands in front may have found already that there is nothing. */
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
    boolean localPath = API_PREFIXES.stream().noneMatch(ctx.normalizedPath()::startsWith);
    if (acceptsHtml && localPath) {
      routes.answer(ctx, ErrorPage.plain(404));
    } else {
      ctx.next();
    }
  }
}
