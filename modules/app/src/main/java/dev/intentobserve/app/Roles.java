package dev.intentobserve.app;

import io.vertx.core.http.HttpMethod;
import java.util.Set;

/** Which role a request needs; pure. */
final class Roles {
  private static final Set<HttpMethod> LOOKING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Set<String> OPEN =
      Set.of("/health/live", "/health/ready", "/version", "/openapi.yaml", "/login", "/logout");
  private static final String ASSETS = "/assets/";

  private Roles() {}

  /** Whether a path answers anybody, because it tells nothing about events. */
  static boolean isOpen(String path) {
    return OPEN.contains(path) || path.startsWith(ASSETS);
  }

  static boolean isLooking(HttpMethod method) {
    return LOOKING.contains(method);
  }

  /** The bridge lets every key in and judges each message by itself. */
  static boolean allows(AuthKey.Role role, HttpMethod method, String path) {
    return role == AuthKey.Role.ADMIN
        || role == needed(method, path)
        || path.startsWith(EventBusBridge.PATH);
  }

  /** The least role that may do this. */
  static AuthKey.Role needed(HttpMethod method, String path) {
    if (path.equals("/admin") || path.startsWith("/admin/")) {
      return AuthKey.Role.ADMIN;
    }
    if (isLooking(method)) {
      return AuthKey.Role.READ;
    }
    boolean sending =
        path.equals("/api/v1/events") || path.startsWith("/otlp/") || path.startsWith("/webhooks/");
    return sending && method.equals(HttpMethod.POST) ? AuthKey.Role.INGEST : AuthKey.Role.ADMIN;
  }
}
