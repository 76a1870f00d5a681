package dev.intentobserve.app.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sets {@code Date}, as HTTP requires of servers; clients can compare clocks. */
final class DateHeader implements Handler<RoutingContext> {
  /** Two digits for the day, unlike the JDK's own RFC 1123 format. */
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final InstantSource clock;

  DateHeader(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void handle(RoutingContext ctx) {
    ctx.response().headers().set(HttpHeaders.DATE, FORMAT.format(clock.instant()));
    ctx.next();
  }
}
