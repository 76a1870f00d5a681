package dev.intentobserve.ui.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.Scope;
import dev.intentobserve.ports.web.ApiKeyCookie;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody looks at a page: what they ask for, when, and the API as they may see it. */
public record PageRequest(RoutingContext ctx, LoopbackApiClient api, Instant now, FormData form) {
  private static final Buffer EMPTY_BODY = Buffer.buffer();

  /** A parameter of the address; null where it is missing or empty. */
  public @Nullable String param(String name) {
    String value = ctx.queryParams().get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /**
   * Looks whether the address can be read at all.
   *
   * @throws ApiFault 400 where a percent sign in it encodes nothing
   */
  public void requireReadable() {
    try {
      ctx.queryParams();
    } catch (HttpException | IllegalArgumentException e) {
      throw new ApiFault(400, "invalid_query", "A '%' in the address encodes nothing; write %25.");
    }
  }

  /** A parameter of an address that may be unreadable; null where it is. */
  public static @Nullable String query(RoutingContext ctx, String name) {
    try {
      return ctx.queryParams().get(name);
    } catch (HttpException | IllegalArgumentException e) {
      return null;
    }
  }

  public String param(String name, String fallback) {
    String value = param(name);
    return value == null ? fallback : value;
  }

  /** An address with those of this visit's parameters that are named. */
  public Href withParams(Href href, List<String> names) {
    Href result = href;
    for (String name : names) {
      result = result.with(name, param(name));
    }
    return result;
  }

  /** A whole number from a parameter; 0 where there is none. */
  public int number(String name) {
    String value = param(name);
    return value != null && value.matches("\\d{1,8}") ? Integer.parseInt(value) : 0;
  }

  /** What stands behind {@code prefix} in the path, decoded; slashes belong to it. */
  public String rest(String prefix) {
    String path = ctx.request().path();
    try {
      String rest = path.substring(Math.min(prefix.length(), path.length()));
      return URLDecoder.decode(rest.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ApiFault(400, "invalid_path", "The address is not written as it should be.");
    }
  }

  public Future<ApiReply> get(Href uri) {
    return call(HttpMethod.GET, uri, EMPTY_BODY);
  }

  public Future<ApiReply> call(HttpMethod method, Href uri, Buffer body) {
    return call(method, uri, body, authorization());
  }

  /** As somebody else than whoever looks: whoever enters a key. */
  public Future<ApiReply> call(HttpMethod method, Href uri, Buffer body, String authorization) {
    SocketAddress current = ctx.request().localAddress();
    String id = ctx.get(RoutingContextKeys.CORRELATION_ID);
    return api.call(
        new LoopbackApiClient.ApiCall(
            current, tenant(), authorization, id == null ? "" : id, method, uri.path(), body));
  }

  private String tenant() {
    return ctx.get(RoutingContextKeys.SCOPE) instanceof Scope scope ? scope.tenant() : "";
  }

  /** Where the viewer's browser reaches this server. */
  public String origin() {
    HostAndPort authority = ctx.request().authority();
    String host = authority == null ? "localhost" : authority.toString();
    return ctx.request().scheme() + "://" + host;
  }

  /** Whether actions may be offered: a key that may only look would be refused. */
  public boolean canWrite() {
    return !Boolean.TRUE.equals(ctx.get(RoutingContextKeys.READ_ONLY));
  }

  /** The viewer's own; empty where none is presented. */
  public String authorization() {
    return ApiKeyCookie.authorization(ctx.request()).orElse("");
  }
}
