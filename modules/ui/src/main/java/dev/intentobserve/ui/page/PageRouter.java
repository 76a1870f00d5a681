package dev.intentobserve.ui.page;

import dev.intentobserve.ports.flow.Gate;
import dev.intentobserve.ports.web.ApiKeyCookie;
import dev.intentobserve.ports.web.CrossSiteRequests;
import dev.intentobserve.ports.web.RoutingContextKeys;
import dev.intentobserve.ui.http.ApiFault;
import dev.intentobserve.ui.http.FormReader;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.LoopbackApiClient;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Map;

/**
 * Mounts pages: renders each in the layout of all, with its security headers, and turns failures
 * into pages.
 *
 * @param keys whether the API needs a key
 * @param forms bytes of forms in memory
 */
record PageRouter(
    Router router,
    LoopbackApiClient api,
    PageLayout layout,
    boolean keys,
    InstantSource clock,
    Gate forms) {
  /** Scripts, styles and requests only from and to this server; nothing inline, no frames. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /** In seconds. */
  private static final String RETRY_AFTER = "1";

  /** The fields of a short form. */
  private static final int MAX_FORM_BYTES = 64 << 10;

  interface Page {
    Future<PageView> show(PageRequest request);
  }

  /** The failure of a page that sends the browser to another one (status 303). */
  private static final class Redirect extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Href to;

    private Redirect(Href to) {
      super(to.path(), null, false, false);
      this.to = to;
    }
  }

  static Future<PageView> redirect(Href to) {
    return Future.failedFuture(new Redirect(to));
  }

  void get(String path, Page page) {
    Route route = router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    named(route).handler(ctx -> handle(ctx, page)).failureHandler(this::failed);
  }

  void post(String path, Page page) {
    post(path, new FormReader(forms, MAX_FORM_BYTES), page);
  }

  /** For forms with a limit of their own. */
  void post(String path, FormReader reader, Page page) {
    named(router.post(path)).handler(ctx -> handle(ctx, reader, page)).failureHandler(this::failed);
  }

  /** Metrics name a route by its template, with parameters as in openapi.yaml. */
  private static Route named(Route route) {
    String path = route.isExactPath() ? route.getPath() : route.getPath() + "{id}";
    return route
        .setName(path.replaceAll(":([a-z]+)", "{$1}"))
        .putMetadata(RoutingContextKeys.PAGE, true);
  }

  private void handle(RoutingContext ctx, Page page) {
    answer(ctx, show(ctx, page, Map.of()));
  }

  /** Rejects cross-site requests: another site could make a browser send a form. */
  private void handle(RoutingContext ctx, FormReader reader, Page page) {
    if (CrossSiteRequests.sent(ctx.request())) {
      answer(
          ctx,
          new ApiFault(403, "foreign_origin", "Only a page of this server may send this form."));
    } else {
      answer(ctx, reader.withForm(ctx.request(), form -> show(ctx, page, form)));
    }
  }

  private Future<PageView> show(RoutingContext ctx, Page page, Map<String, String> form) {
    return Future.succeededFuture(new PageRequest(ctx, api, clock.instant(), form))
        .compose(
            request -> {
              request.requireReadable();
              return page.show(request);
            });
  }

  private void answer(RoutingContext ctx, Future<PageView> view) {
    view.onSuccess(shown -> send(ctx, shown)).onFailure(error -> answer(ctx, error));
  }

  private void failed(RoutingContext ctx) {
    Throwable failure = ctx.failure();
    answer(ctx, failure == null ? ApiFault.plain(ctx.statusCode()) : failure);
  }

  void answer(RoutingContext ctx, Throwable error) {
    if (ctx.response().headWritten()) {
      ctx.request().connection().close();
    } else if (error instanceof Redirect redirect) {
      headers(ctx.response());
      ctx.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, redirect.to.path()).end();
    } else {
      ApiFault fault = ErrorPage.faultOf(error);
      Href login = keys ? LoginPage.href(currentPage(ctx.request())) : null;
      if (fault.status() == 401 && login != null) {
        answer(ctx, new Redirect(login));
      } else {
        ErrorPage.report(ctx, error, fault);
        send(ctx, ErrorPage.of(fault, login));
      }
    }
  }

  /** The page to return to after login; for a form the page that contained it. */
  private static String currentPage(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.POST)) {
      return request.uri();
    }
    String referer = request.getHeader(HttpHeaders.REFERER);
    return referer == null ? "/" : referer.replaceFirst("^https?://[^/]*", "");
  }

  private void send(RoutingContext ctx, PageView view) {
    HttpServerResponse response = ctx.response();
    if (response.ended() || response.closed()) {
      return;
    }
    headers(response);
    if (view.status() == 429 || view.status() == 503) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
    }
    boolean loggedIn = keys && ApiKeyCookie.authorization(ctx.request()).isPresent();
    PageLayout.Frame frame = layout.render(view, PageRequest.query(ctx, "q"), loggedIn);
    response
        .setStatusCode(view.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8");
    if (ctx.request().method().equals(HttpMethod.HEAD)) {
      response.end();
    } else if (view.rest().succeeded()) {
      response.end(frame.begin() + view.rest().result() + frame.end());
    } else {
      response.setChunked(true).write(frame.begin());
      view.rest()
          .otherwise(error -> ErrorPage.rest(ctx, error))
          .onSuccess(rest -> response.end(rest + frame.end()));
    }
  }

  /** The referrer policy keeps the origin of our own forms, which the cross-site check needs. */
  private static void headers(HttpServerResponse response) {
    MultiMap headers = response.headers();
    headers.set("Content-Security-Policy", POLICY);
    headers.set("Referrer-Policy", "same-origin");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Cache-Control", "no-store");
  }
}
