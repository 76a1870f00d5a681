package dev.intentobserve.ports.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Base64;
import java.util.Optional;

/**
 * The cookie with which a browser sends its API key. No script can read it, and another site's page
 * can make a browser send it only by navigating here, as a link does.
 */
public final class ApiKeyCookie {
  public static final String NAME = "intent_observe_key";

  private ApiKeyCookie() {}

  /** For the length of the browser's session. */
  public static Cookie of(String key, boolean secure) {
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
    return Cookie.cookie(NAME, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(CookieSameSite.LAX);
  }

  /** Whether a header can carry it: Latin-1 without control characters. */
  public static boolean fits(String key) {
    return key.chars().allMatch(c -> c <= 0xFF && !Character.isISOControl(c));
  }

  /** Makes a browser forget its key. */
  public static Cookie none() {
    return of("", false).setMaxAge(0);
  }

  /** What a request presents, as an {@code Authorization}: its own header, else the cookie's. */
  public static Optional<String> authorization(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header == null ? key(request).map(key -> "Bearer " + key) : Optional.of(header);
  }

  private static Optional<String> key(HttpServerRequest request) {
    Cookie cookie = request.getCookie(NAME);
    if (cookie == null || cookie.getValue().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(cookie.getValue()), UTF_8))
          .filter(ApiKeyCookie::fits);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
