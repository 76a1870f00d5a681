package dev.intentobserve.app.http;

import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.web.ErrorBody;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that can be read in two ways, before access is checked: a path with {@code ..},
 * several hosts, percent signs that encode nothing. Access is decided by the path, so proxies and
 * this server must understand it alike.
 */
public final class AmbiguousRequestFilter implements Handler<RoutingContext> {
  /** Some programs read a backslash as a slash, and cut a segment at a semicolon. */
  private static final Pattern SLASH = Pattern.compile("[/\\\\]|%5[Cc]");

  private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  @Override
  public void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    String path = request.path() == null ? "/" : request.path();
    if (!isPercentEncoded(path)) {
      // Not ctx.fail: while it looks for a failure handler, the router would decode the path.
      FailureHandler.send(ErrorBody.of(400), ctx.response(), RequestIdHandler.of(ctx));
    } else if (!isStraight(path)) {
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
    return query == null || isPercentEncoded(query);
  }

  private static boolean namesOneHost(HttpServerRequest request) {
    int hosts = request.headers().getAll(HttpHeaders.HOST).size();
    return hosts == 1 || (hosts == 0 && request.version() == HttpVersion.HTTP_1_0);
  }

  private static void refuse(RoutingContext ctx, String code, String message) {
    ctx.fail(Fault.refused(code, message));
  }

  /** Whether every {@code %} begins two hex digits. */
  public static boolean isPercentEncoded(String text) {
    return !STRAY_PERCENT.matcher(text).find();
  }

  /**
   * Whether it has no segment {@code .} or {@code ..} and no control character. An encoded slash is
   * part of a segment, as for the router: ids of entities may be paths.
   *
   * @param path percent-encoded
   */
  public static boolean isStraight(String path) {
    return Arrays.stream(SLASH.split(path, -1))
        .map(AmbiguousRequestFilter::decoded)
        .noneMatch(name -> isDots(name) || name.chars().anyMatch(Character::isISOControl));
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static boolean isDots(String segment) {
    int semicolon = segment.indexOf(';');
    String name = semicolon < 0 ? segment : segment.substring(0, semicolon);
    return name.equals(".") || name.equals("..");
  }
}
