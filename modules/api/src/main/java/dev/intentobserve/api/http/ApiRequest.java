package dev.intentobserve.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.Scope;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/** A request whose query has been checked against what its route accepts. */
public record ApiRequest(RoutingContext ctx, QueryParams params) {

  /** The tenant and project that may be read. Refuses a request that no credential gave one. */
  public Scope scope() {
    Scope scope = ctx.get(RoutingContextKeys.SCOPE);
    if (scope == null) {
      throw Fault.denied("no_scope", "The request carries no credential that names a scope.");
    }
    return scope;
  }

  /** The name of the caller's key, or {@code http} without keys. */
  public String actor() {
    String actor = ctx.get(RoutingContextKeys.ACTOR);
    return actor == null ? "http" : actor;
  }

  /** The rest of the path after {@code prefix}, decoded; may hold slashes. */
  public String rest(String prefix) {
    String path = ctx.request().path();
    try {
      String rest = path.substring(Math.min(prefix.length(), path.length()));
      return URLDecoder.decode(rest.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw Fault.refused("invalid_path", "The path is not percent-encoded as it should be.");
    }
  }

  /** The number in the path; fails as missing where it is none. */
  public long id(String code, String message) {
    try {
      return Long.parseLong(ctx.pathParam("id"));
    } catch (NumberFormatException e) {
      throw Fault.missing(code, message);
    }
  }

  /** Whether the caller asked for one JSON value a line. */
  public boolean wantsLines() {
    String accept = header(HttpHeaders.ACCEPT.toString());
    return accept != null && accept.contains("ndjson");
  }

  public @Nullable String header(String name) {
    return ctx.request().getHeader(name);
  }
}
