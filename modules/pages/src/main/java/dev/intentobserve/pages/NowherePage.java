package dev.intentobserve.pages;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** For people at an address without a page. Programs get the API's own answer. */
record NowherePage() {
  private static final List<String> NOT_OURS =
      List.of(
          "/api", "/zipkin", "/otlp", "/webhooks", "/eventbus", "/metrics", "/health", "/admin");

  void mount(PageRoutes routes) {
    routes
        .router()
        .get()
        .handler(ctx -> look(ctx, routes))
        .failureHandler(ctx -> failed(ctx, routes));
  }

  /** Whoever stands in front may have found already that there is nothing. */
  private static void failed(RoutingContext ctx, PageRoutes routes) {
    if (ctx.statusCode() == 404 && ctx.failure() == null) {
      look(ctx, routes);
    } else {
      ctx.next();
    }
  }

  private static void look(RoutingContext ctx, PageRoutes routes) {
    String accept = ctx.request().getHeader(HttpHeaders.ACCEPT);
    boolean person = accept != null && accept.contains("text/html");
    boolean ours = NOT_OURS.stream().noneMatch(ctx.normalizedPath()::startsWith);
    if (person && ours) {
      routes.answer(ctx, ErrorPage.plain(404));
    } else {
      ctx.next();
    }
  }
}
