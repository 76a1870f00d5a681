package dev.intentobserve.app.http;

import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives every request an id: the caller's own if it is harmless, else a new one. */
final class RequestIdHandler implements Handler<RoutingContext> {
  static final String HEADER = "X-Correlation-ID";
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9-]{1,64}");

  @Override
  public void handle(RoutingContext ctx) {
    String id = idFor(ctx.request());
    ctx.put(RoutingContextKeys.CORRELATION_ID, id);
    ctx.response().putHeader(HEADER, id);
    ctx.next();
  }

  static String idFor(HttpServerRequest request) {
    return idFor(request.getHeader(HEADER));
  }

  static String idFor(@Nullable String offered) {
    return offered != null && HARMLESS.matcher(offered).matches()
        ? offered
        : UUID.randomUUID().toString();
  }

  /** The id of a request, a new one if it failed before it got one. */
  static String of(RoutingContext ctx) {
    String id = ctx.get(RoutingContextKeys.CORRELATION_ID);
    return id == null ? UUID.randomUUID().toString() : id;
  }
}
