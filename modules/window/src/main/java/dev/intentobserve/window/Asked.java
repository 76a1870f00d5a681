package dev.intentobserve.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.WebKeys;
import dev.intentobserve.event.Scope;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/** A request as the routes see it. */
record Asked(RoutingContext ctx) {

  /** Whose record may be seen. Fails closed where nobody said. */
  Scope scope() {
    Scope scope = ctx.get(WebKeys.SCOPE);
    if (scope == null) {
      throw Fault.denied("no_scope", "The request carries no credential that names a scope.");
    }
    return scope;
  }

  /** Who asks: the name of the key, or {@code http} where a credential names nobody. */
  String actor() {
    String actor = ctx.get(WebKeys.ACTOR);
    return actor == null ? "http" : actor;
  }

  Params params(String... known) {
    return Params.strict(query(), known);
  }

  Params lenientParams() {
    return Params.lenient(query());
  }

  /** What stands behind {@code prefix} in the path, decoded; slashes belong to it. */
  String rest(String prefix) {
    String path = ctx.request().path();
    try {
      String rest = path.substring(Math.min(prefix.length(), path.length()));
      return URLDecoder.decode(rest.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw Fault.refused("invalid_path", "The path is not percent-encoded as it should be.");
    }
  }

  /** Whether the caller wants one item a line. */
  boolean wantsLines() {
    String accept = header(HttpHeaders.ACCEPT.toString());
    return accept != null && accept.contains("ndjson");
  }

  @Nullable String header(String name) {
    return ctx.request().getHeader(name);
  }

  private MultiMap query() {
    try {
      return ctx.queryParams();
    } catch (HttpException e) {
      throw Params.invalid("the query is not percent-encoded as it should be");
    }
  }
}
