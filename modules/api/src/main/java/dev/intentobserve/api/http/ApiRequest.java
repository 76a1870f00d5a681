package dev.intentobserve.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.Scope;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/** A request whose query has been checked against what its route accepts. */
public record ApiRequest(RoutingContext ctx, QueryParams params) {
  public static final int MAX_BODY_BYTES = 64 << 10;

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

  /**
   * The object in the body, an empty one when there is no body. To be called before the request is
   * read; refuses a body beyond the limit.
   */
  public Future<JsonObject> jsonBody() {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    ctx.request()
        .exceptionHandler(
            lost ->
                whole.tryFail(Fault.refused("body_lost", "The body did not arrive completely.")))
        .handler(
            chunk -> {
              if (body.length() + chunk.length() <= MAX_BODY_BYTES) {
                body.appendBuffer(chunk);
              } else {
                whole.tryFail(tooLarge());
              }
            })
        .endHandler(end -> whole.tryComplete(body));
    return whole.future().map(ApiRequest::parse);
  }

  private static Throwable tooLarge() {
    return ApiRouter.HttpStatusFault.tooLarge(
        Fault.refused("body_too_large", "The body may have " + MAX_BODY_BYTES + " bytes at most."));
  }

  private static JsonObject parse(Buffer body) {
    if (body.toString().isBlank()) {
      return new JsonObject();
    }
    try {
      return new JsonObject(body);
    } catch (DecodeException | ClassCastException e) {
      throw Fault.refused("malformed_json", "The body must be one JSON object.");
    }
  }
}
