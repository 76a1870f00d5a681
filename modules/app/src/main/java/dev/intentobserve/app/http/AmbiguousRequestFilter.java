package dev.intentobserve.app.http;

import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.web.ErrorBody;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that can be read in two ways, before access is checked: a path with {@code ..},
 * several hosts, percent signs that encode nothing.
 */
final class AmbiguousRequestFilter implements Handler<RoutingContext> {
  @Override
  public void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    String path = request.path() == null ? "/" : request.path();
    if (!PathCheck.isPercentEncoded(path)) {
      // Not ctx.fail: while it looks for a failure handler, the router would decode the path.
      FailureHandler.send(ErrorBody.of(400), ctx.response(), RequestIdHandler.of(ctx));
    } else if (!PathCheck.isStraight(path)) {
      refuse(ctx, "invalid_path", "The path contains '.', '..' or a control character.");
    } else if (!isReadable(request.query())) {
      refuse(ctx, "invalid_query", "A '%' in the query encodes nothing; write it as %25.");
    } else if (!namesOneHost(request)) {
      refuse(ctx, "invalid_host", "Send the Host header once.");
    } else {
      ctx.next();
    }
  }

  private static boolean isReadable(@Nullable String query) {
    return query == null || PathCheck.isPercentEncoded(query);
  }

  private static boolean namesOneHost(HttpServerRequest request) {
    int hosts = request.headers().getAll(HttpHeaders.HOST).size();
    return hosts == 1 || (hosts == 0 && request.version() == HttpVersion.HTTP_1_0);
  }

  private static void refuse(RoutingContext ctx, String code, String message) {
    ctx.fail(Fault.refused(code, message));
  }
}
