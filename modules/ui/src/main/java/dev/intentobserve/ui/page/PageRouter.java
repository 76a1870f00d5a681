package dev.intentobserve.ui.page;

import dev.intentobserve.ports.flow.Gate;
import dev.intentobserve.ports.web.ApiKeyCookie;
import dev.intentobserve.ports.web.CrossSiteRequests;
import dev.intentobserve.ports.web.RoutingContextKeys;
import dev.intentobserve.ui.UiConfig;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.http.ApiFault;
import dev.intentobserve.ui.http.FormData;
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

/** Mounts pages: each is drawn in the frame of all, and its failures become pages, too. */
public record PageRouter(
    Router router,
    LoopbackApiClient api,
    PageLayout layout,
    UiConfig config,
    InstantSource clock,
    Gate forms) {
  /** Scripts, styles and questions only from here and to here; nothing inline, no frames. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /** In seconds. */
  private static final String RETRY_AFTER = "1";

  /** A few words and a key to an alert. */
  private static final int MAX_FORM_BYTES = 64 << 10;

  /** Answers with a page. */
  interface Page {
    Future<PageView> show(PageRequest pageRequest);
  }

  /** Where to go on instead of a page. */
  static final class Redirect extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Href to;

    Redirect(Href to) {
      super(to.path(), null, false, false);
      this.to = to;
    }
  }

  void get(String path, Page page) {
    Route route = router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    named(route).handler(ctx -> handle(ctx, page)).failureHandler(this::failed);
  }

  void post(String path, Page page) {
    post(path, new FormReader(forms, MAX_FORM_BYTES), page);
  }

  /** For forms that hold more than a few words, or that are read before anybody is known. */
  void post(String path, FormReader reader, Page page) {
    named(router.post(path)).handler(ctx -> handle(ctx, reader, page)).failureHandler(this::failed);
  }

  /** By its template, as it is shown in figures; parameters as the API's document writes them. */
  private static Route named(Route route) {
    String path = route.isExactPath() ? route.getPath() : route.getPath() + "{id}";
    return route
        .setName(path.replaceAll(":([a-z]+)", "{$1}"))
        .putMetadata(RoutingContextKeys.PAGE, true);
  }

  private void handle(RoutingContext ctx, Page page) {
    answer(ctx, show(ctx, page, FormData.NONE));
  }

  /** Another site could make a browser send what its owner never filled in. */
  private void handle(RoutingContext ctx, FormReader reader, Page page) {
    if (CrossSiteRequests.sent(ctx.request())) {
      answer(
          ctx, new ApiFault(403, "foreign_origin", "Only this server's own page may send this."));
    } else {
      answer(ctx, reader.withForm(ctx.request(), form -> show(ctx, page, form)));
    }
  }

  private Future<PageView> show(RoutingContext ctx, Page page, FormData form) {
    return Future.succeededFuture(new PageRequest(ctx, api, clock.instant(), form))
        .compose(
            pageRequest -> {
              pageRequest.requireReadable();
              return page.show(pageRequest);
            });
  }

  private void answer(RoutingContext ctx, Future<PageView> view) {
    view.onSuccess(shown -> send(ctx, shown)).onFailure(error -> answer(ctx, error));
  }

  private void failed(RoutingContext ctx) {
    Throwable failure = ctx.failure();
    answer(ctx, failure == null ? ErrorPage.plain(ctx.statusCode()) : failure);
  }

  void answer(RoutingContext ctx, Throwable error) {
    if (ctx.response().headWritten()) {
      ctx.request().connection().close();
    } else if (error instanceof Redirect redirect) {
      headers(ctx.response());
      ctx.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, redirect.to.path()).end();
    } else {
      ApiFault fault = ErrorPage.faultOf(error);
      Href login = config.keys() ? LoginPage.href(seen(ctx.request())) : null;
      if (fault.status() == 401 && login != null) {
        answer(ctx, new Redirect(login));
      } else {
        ErrorPage.report(ctx, error, fault);
        send(ctx, ErrorPage.of(fault, login));
      }
    }
  }

  /** The page that was looked at when this was asked: a form's own address shows nothing. */
  private static String seen(HttpServerRequest request) {
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
    boolean known = config.keys() && ApiKeyCookie.authorization(ctx.request()).isPresent();
    String begin = layout.begin(view, PageRequest.query(ctx, "q"));
    response
        .setStatusCode(view.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8");
    if (ctx.request().method().equals(HttpMethod.HEAD)) {
      response.end();
    } else if (view.rest().succeeded()) {
      response.end(begin + layout.end(view.rest().result(), known));
    } else {
      response.setChunked(true).write(begin);
      view.rest()
          .otherwise(error -> late(ctx, error))
          .onSuccess(rest -> response.end(layout.end(rest, known)));
    }
  }

  /** The status is sent, so what went wrong can only be said in the place of what is missing. */
  private static Html late(RoutingContext ctx, Throwable error) {
    ApiFault fault = ErrorPage.faultOf(error);
    ErrorPage.report(ctx, error, fault);
    return Html.of(
        "<p class=\"bad\" role=\"alert\">The rest of this page is not to be had now: {}</p>",
        Html.truncated(fault.message()));
  }

  /** Forms sent without a referrer have no origin either, and would look foreign to us. */
  private static void headers(HttpServerResponse response) {
    MultiMap headers = response.headers();
    headers.set("Content-Security-Policy", POLICY);
    headers.set("Referrer-Policy", "same-origin");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Cache-Control", "no-store");
  }
}
