package dev.intentobserve.app.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says what time it is here, as HTTP asks of servers, so that callers can compare clocks. */
final class DateHeader implements Handler<RoutingContext> {
  /** Two digits for the day, which the JDK's own format of this RFC does not write. */
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
