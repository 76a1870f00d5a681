package dev.intentobserve.ui.page;

import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.web.ErrorBody;
import dev.intentobserve.ports.web.RoutingContextKeys;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.http.ApiFault;
import dev.intentobserve.ui.http.Href;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong, and what the viewer can do about it. */
final class ErrorPage {
  private static final Logger log = LoggerFactory.getLogger(ErrorPage.class);

  /** Paths of programs; a receiver with a new prefix belongs here, too. */
  private static final List<String> API_PREFIXES =
      List.of(
          "/api", "/zipkin", "/otlp", "/webhooks", "/eventbus", "/metrics", "/health", "/admin");

  private ErrorPage() {}

  static ApiFault faultOf(Throwable error) {
    if (error instanceof ApiFault fault) {
      return fault;
    }
    if (error instanceof Fault fault) {
      ErrorBody body = ErrorBody.of(fault);
      return new ApiFault(body.status(), body.code(), body.message());
    }
    return new ApiFault(
        500, "page_broken", "This page could not be rendered; see the log for the reason.");
  }

  /** Logs errors of the page itself; the API logs its own. */
  static void report(RoutingContext ctx, Throwable error, ApiFault fault) {
    if (fault.status() == 500) {
      String id = ctx.get(RoutingContextKeys.CORRELATION_ID);
      log.atError().addKeyValue("correlation_id", id).setCause(error).log("page failed");
    }
  }

  /** {@code login} is where another key is entered; null where keys are not configured. */
  static PageView of(ApiFault fault, @Nullable Href login) {
    String heading = heading(fault.status());
    Html main =
        Html.of((out, none) -> JteErrorPageGenerated.render(out, none, fault, heading, login));
    return new PageView(fault.status(), heading, "", main);
  }

  private static String heading(int status) {
    return switch (status) {
      case 400, 415 -> "Invalid request";
      case 401 -> "Key required";
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 409 -> "Changed by someone else";
      case 413 -> "Too large";
      case 429, 503 -> "Temporarily unavailable";
      default -> "Internal error";
    };
  }

  /** Stands for the second part of a page whose first part, with its status, is already sent. */
  static Html rest(RoutingContext ctx, Throwable error) {
    ApiFault fault = faultOf(error);
    report(ctx, error, fault);
    return Html.of((out, none) -> JtePageRestGenerated.render(out, none, fault));
  }

  /** Answers browsers at an address without a page; programs get the API's own answer. */
  static void mount(PageRouter routes) {
    routes
        .router()
        .get()
        .handler(ctx -> notFound(ctx, routes))
        .failureHandler(ctx -> afterFailure(ctx, routes));
  }

  /** An earlier handler may already have answered with 404. */
  private static void afterFailure(RoutingContext ctx, PageRouter routes) {
    if (ctx.statusCode() == 404 && ctx.failure() == null) {
      notFound(ctx, routes);
    } else {
      ctx.next();
    }
  }

  private static void notFound(RoutingContext ctx, PageRouter routes) {
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
