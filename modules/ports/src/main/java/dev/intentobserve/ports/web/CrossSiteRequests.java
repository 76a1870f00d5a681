package dev.intentobserve.ports.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a browser sent a request for a page of another site. What is no browser sends neither
 * {@code Origin} nor {@code Sec-Fetch-Site}, and is believed: it does nothing its owner did not
 * tell it to.
 */
public final class CrossSiteRequests {
  private static final Set<String> OURS = Set.of("same-origin", "none");

  private CrossSiteRequests() {}

  /** Where both headers are there, both have to be ours. */
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
