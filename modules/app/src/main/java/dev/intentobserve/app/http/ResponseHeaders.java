package dev.intentobserve.app.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The headers of every answer. Browsers must not guess types, show frames, cache answers or load
 * anything from other sites. {@code Date}, which HTTP requires of servers, lets clients compare
 * clocks.
 */
final class ResponseHeaders implements Handler<RoutingContext> {
  /** Two digits for the day, unlike the JDK's own RFC 1123 format. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final InstantSource clock;

  ResponseHeaders(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void handle(RoutingContext ctx) {
    MultiMap headers = ctx.response().headers();
    headers.set(HttpHeaders.DATE, DATE.format(clock.instant()));
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
    headers.set("Cache-Control", "no-store");
    ctx.next();
  }
}
