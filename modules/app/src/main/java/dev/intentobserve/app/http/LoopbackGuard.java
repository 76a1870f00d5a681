package dev.intentobserve.app.http;

import dev.intentobserve.ports.Fault;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Without keys, loopback is the only protection, and web pages can make a browser on this machine
 * bypass it: by DNS rebinding to 127.0.0.1, or by posting across sites. Refuses both.
 */
final class LoopbackGuard implements Handler<RoutingContext> {
  private static final String LOCAL = "(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?";
  private static final Pattern LOCAL_HOST = Pattern.compile(LOCAL, Pattern.CASE_INSENSITIVE);
  private static final Pattern LOCAL_ORIGIN =
      Pattern.compile("https?://" + LOCAL, Pattern.CASE_INSENSITIVE);

  @Override
  public void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    boolean foreign =
        !isLocalHost(request.getHeader(HttpHeaders.HOST))
            || !isLocalOrigin(request.getHeader(HttpHeaders.ORIGIN))
            || isCrossSite(request);
    if (foreign) {
      ctx.fail(
          Fault.denied(
              "foreign_origin",
              "Without auth.keys only requests from this machine to localhost or 127.0.0.1 are served,"
                  + " and none from pages of other sites."));
    } else {
      ctx.next();
    }
  }

  static boolean isLocalHost(@Nullable String host) {
    return host != null && LOCAL_HOST.matcher(host).matches();
  }

  /** Without an origin it is no browser, or a request from the same site. */
  static boolean isLocalOrigin(@Nullable String origin) {
    return origin == null || LOCAL_ORIGIN.matcher(origin).matches();
  }

  /**
   * Following a link from another site is allowed: it changes nothing, and that site cannot read
   * the answer.
   */
  private static boolean isCrossSite(HttpServerRequest request) {
    boolean link =
        request.method().equals(HttpMethod.GET)
            && "navigate".equals(request.getHeader("Sec-Fetch-Mode"));
    return "cross-site".equals(request.getHeader("Sec-Fetch-Site")) && !link;
  }
}
