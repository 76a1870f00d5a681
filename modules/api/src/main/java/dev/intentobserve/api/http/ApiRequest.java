package dev.intentobserve.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.Scope;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/** A request as the routes see it. */
public record ApiRequest(RoutingContext ctx) {

  /** Whose record may be seen. Fails closed where nobody said. */
  public Scope scope() {
    Scope scope = ctx.get(RoutingContextKeys.SCOPE);
    if (scope == null) {
      throw Fault.denied("no_scope", "The request carries no credential that names a scope.");
    }
    return scope;
  }

  /** Who asks: the name of the key, or {@code http} where a credential names nobody. */
  public String actor() {
    String actor = ctx.get(RoutingContextKeys.ACTOR);
    return actor == null ? "http" : actor;
  }

  public QueryParams params(String... known) {
    return QueryParams.strict(query(), known);
  }

  public QueryParams lenientParams() {
    return QueryParams.lenient(query());
  }

  /** What stands behind {@code prefix} in the path, decoded; slashes belong to it. */
  public String rest(String prefix) {
    String path = ctx.request().path();
    try {
      String rest = path.substring(Math.min(prefix.length(), path.length()));
      return URLDecoder.decode(rest.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw Fault.refused("invalid_path", "The path is not percent-encoded as it should be.");
    }
  }

  /** Whether the caller wants one item a line. */
  public boolean wantsLines() {
    String accept = header(HttpHeaders.ACCEPT.toString());
    return accept != null && accept.contains("ndjson");
  }

  public @Nullable String header(String name) {
    return ctx.request().getHeader(name);
  }

  private MultiMap query() {
    try {
      return ctx.queryParams();
    } catch (HttpException e) {
      throw QueryParams.invalid("the query is not percent-encoded as it should be");
    }
  }
}
