package dev.intentobserve.ui.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.Scope;
import dev.intentobserve.ports.web.ApiKeyCookie;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request for a page: its parameters and form, its time, and the API with the viewer's key. */
public record PageRequest(
    RoutingContext ctx, LoopbackApiClient api, Instant now, Map<String, String> form) {
  private static final Buffer EMPTY_BODY = Buffer.buffer();

  /** A query parameter; null where it is missing or blank. */
  public @Nullable String param(String name) {
    String value = ctx.queryParams().get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /**
   * Decodes the query once, so that later reads cannot fail.
   *
   * @throws ApiFault 400 where a percent sign is not followed by two hexadecimal digits
   */
  public void requireReadable() {
    try {
      ctx.queryParams();
    } catch (HttpException | IllegalArgumentException e) {
      throw new ApiFault(
          400, "invalid_query", "Invalid '%' in the address; write %25 for a percent sign.");
    }
  }

  /** As {@link #param(String)}, but null also where the query cannot be decoded. */
  public static @Nullable String query(RoutingContext ctx, String name) {
    try {
      return ctx.queryParams().get(name);
    } catch (HttpException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Copies the named parameters of this request to {@code href}. */
  public Href withParams(Href href, List<String> names) {
    Href result = href;
    for (String name : names) {
      result = result.with(name, param(name));
    }
    return result;
  }

  /** A whole number of up to eight digits; 0 where the parameter is anything else. */
  public int number(String name) {
    String value = param(name);
    return value != null && value.matches("\\d{1,8}") ? Integer.parseInt(value) : 0;
  }

  /** The path after {@code prefix}, decoded; an id may contain slashes. */
  public String pathAfter(String prefix) {
    String path = ctx.request().path();
    try {
      String id = path.substring(Math.min(prefix.length(), path.length()));
      return URLDecoder.decode(id.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ApiFault(400, "invalid_path", "The address is not percent-encoded correctly.");
    }
  }

  /** The list of the API that {@code page} shows, from this request's cursor on. */
  public Future<ApiReply> getPage(Href page, int limit) {
    return get(page.inApi().with("limit", limit).with("cursor", param("cursor")));
  }

  public Future<ApiReply> get(Href uri) {
    return call(HttpMethod.GET, uri);
  }

  public Future<ApiReply> call(HttpMethod method, Href uri) {
    return call(method, uri, EMPTY_BODY);
  }

  public Future<ApiReply> call(HttpMethod method, Href uri, Buffer body) {
    return call(method, uri, body, authorization());
  }

  /** With a key other than the viewer's own: one that is being entered. */
  public Future<ApiReply> call(HttpMethod method, Href uri, Buffer body, String authorization) {
    SocketAddress server = ctx.request().localAddress();
    RequestOptions options =
        new RequestOptions()
            .setServer(server)
            .setHost("localhost")
            .setPort(server.port())
            .setMethod(method)
            .setURI(uri.path());
    if (!authorization.isEmpty()) {
      options.putHeader(HttpHeaders.AUTHORIZATION, authorization);
    }
    String id = ctx.get(RoutingContextKeys.CORRELATION_ID);
    if (id != null) {
      options.putHeader("X-Correlation-ID", id);
    }
    String tenant = ctx.get(RoutingContextKeys.SCOPE) instanceof Scope scope ? scope.tenant() : "";
    return api.call(tenant, options, body);
  }

  /** Scheme, host and port under which the viewer's browser reaches this server. */
  public String origin() {
    HostAndPort authority = ctx.request().authority();
    String host = authority == null ? "localhost" : authority.toString();
    return ctx.request().scheme() + "://" + host;
  }

  /** Whether actions may be offered: with a read-only key the API would reject them. */
  public boolean canWrite() {
    return !Boolean.TRUE.equals(ctx.get(RoutingContextKeys.READ_ONLY));
  }

  /** The viewer's own header; empty without a key. */
  public String authorization() {
    return ApiKeyCookie.authorization(ctx.request()).orElse("");
  }
}
