package dev.intentobserve.ports.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises requests that a browser sent on behalf of another site's page. Other clients send
 * neither {@code Origin} nor {@code Sec-Fetch-Site} and are accepted: no foreign page controls
 * them.
 */
public final class CrossSiteRequests {
  private static final Set<String> OURS = Set.of("same-origin", "none");

  private CrossSiteRequests() {}

  /** If both headers are present, both must name this server. */
  public static boolean sent(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    String site = request.getHeader("Sec-Fetch-Site");
    return (origin != null && !isOwn(origin, request.getHeader(HttpHeaders.HOST)))
        || (site != null && !OURS.contains(site.toLowerCase(Locale.ROOT)));
  }

  /** Whether an origin is the server that was asked, under the name it was asked by. */
  public static boolean isOwn(String origin, @Nullable String host) {
    return host != null
        && (origin.equalsIgnoreCase("http://" + host)
            || origin.equalsIgnoreCase("https://" + host));
  }
}
