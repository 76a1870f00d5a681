package dev.intentobserve.api.http;

import dev.intentobserve.model.Scope;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;

/**
 * Mounts routes with the query parameters each accepts. A route is named by its path in {@code
 * openapi.yaml} and carries its parameters as metadata, so that a test can compare both with the
 * document.
 *
 * @param strict whether a parameter that a route does not list is refused
 */
public record ApiRouter(Router router, ReadScheduler readScheduler, boolean strict) {
  /** Under which a route carries the names of its parameters. */
  public static final String PARAMETERS = "parameters";

  public ApiRouter(Router router, ReadScheduler readScheduler) {
    this(router, readScheduler, true);
  }

  /** Answers a request, or fails with a {@link Fault} or an {@link HttpStatusFault}. */
  public interface Endpoint {
    Future<ApiResponse> answer(ApiRequest apiRequest);
  }

  /** Answers a request by itself, piece by piece. */
  public interface StreamEndpoint {
    Future<Void> answer(ApiRequest apiRequest);
  }

  /** A fault that is answered with another status than the one of its kind. */
  public static final class HttpStatusFault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    private HttpStatusFault(int status, Fault fault) {
      super(fault);
      this.status = status;
    }

    /** The request contradicts the present state. */
    public static HttpStatusFault conflict(Fault fault) {
      return new HttpStatusFault(409, fault);
    }

    static HttpStatusFault tooLarge(Fault fault) {
      return new HttpStatusFault(413, fault);
    }
  }

  /** The same router for protocols whose clients send more parameters than we use. */
  public ApiRouter lenient() {
    return new ApiRouter(router, readScheduler, false);
  }

  public void get(String path, Endpoint endpoint, String... parameters) {
    getAs(documented(path), path, endpoint, parameters);
  }

  /** A list that is read page by page. */
  public void list(String path, Endpoint endpoint, String... filters) {
    String[] parameters = Arrays.copyOf(filters, filters.length + 2);
    parameters[filters.length] = "limit";
    parameters[filters.length + 1] = "cursor";
    get(path, endpoint, parameters);
  }

  /**
   * For a path that ends in {@code *}, because ids may hold slashes.
   *
   * @param documented the path in {@code openapi.yaml}
   */
  public void getAs(String documented, String path, Endpoint endpoint, String... parameters) {
    Route route = router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    mount(route, documented, apiRequest -> schedule(apiRequest, endpoint), parameters);
  }

  public void post(String path, Endpoint endpoint, String... parameters) {
    mount(router.post(path), documented(path), endpoint, parameters);
  }

  public void delete(String path, Endpoint endpoint, String... parameters) {
    mount(router.delete(path), documented(path), endpoint, parameters);
  }

  private void mount(Route route, String documented, Endpoint endpoint, String... parameters) {
    mount(
        route,
        documented,
        apiRequest ->
            endpoint
                .answer(apiRequest)
                .onSuccess(answer -> send(apiRequest.ctx(), answer))
                .mapEmpty(),
        List.of(parameters));
  }

  /** For answers that do not end: no HEAD. */
  public void stream(String path, StreamEndpoint endpoint, List<String> parameters) {
    mount(router.get(path), path, endpoint, parameters);
  }

  private void mount(
      Route route, String documented, StreamEndpoint endpoint, List<String> parameters) {
    route
        .setName(documented)
        .putMetadata(PARAMETERS, parameters)
        .handler(
            ctx ->
                Future.succeededFuture(ctx)
                    .map(at -> new ApiRequest(at, QueryParams.of(at, parameters, strict)))
                    .compose(endpoint::answer)
                    .onFailure(error -> fail(ctx, error)));
  }

  private static String documented(String path) {
    return path.replaceAll(":(\\w+)", "{$1}");
  }

  /** A request without a scope reads nothing that tenants would have to share. */
  private Future<ApiResponse> schedule(ApiRequest apiRequest, Endpoint endpoint) {
    return apiRequest.ctx().get(RoutingContextKeys.SCOPE) instanceof Scope scope
        ? readScheduler.schedule(scope, () -> unlessClientGone(apiRequest, endpoint))
        : endpoint.answer(apiRequest);
  }

  private static Future<ApiResponse> unlessClientGone(ApiRequest apiRequest, Endpoint endpoint) {
    return apiRequest.ctx().response().closed()
        ? Future.failedFuture(Fault.busy("client_gone", "The client has closed the connection."))
        : endpoint.answer(apiRequest);
  }

  /** Unless the client has closed the connection meanwhile. */
  private static void send(RoutingContext ctx, ApiResponse answer) {
    HttpServerResponse response = ctx.response();
    if (!response.ended() && !response.closed()) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
      answer.headers().forEach(response::putHeader);
      if (ctx.request().method().equals(HttpMethod.HEAD)) {
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length()));
        response.end();
      } else {
        response.end(answer.body());
      }
    }
  }

  private static void fail(RoutingContext ctx, Throwable error) {
    if (error instanceof HttpStatusFault withStatus) {
      ctx.fail(withStatus.status, withStatus.getCause());
    } else {
      ctx.fail(Fault.from(error));
    }
  }
}
