package dev.intentobserve.api;

import static dev.intentobserve.testkit.TestFutures.await;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** The API on a real server, behind handlers like those of {@code app}. */
public final class ApiTestServer implements AutoCloseable {
  static final String TENANT = "test-tenant";

  public final Vertx vertx = Vertx.vertx();
  public final FakeStorePorts storePorts = new FakeStorePorts(vertx);
  public final FakeMetricPorts metricPorts = new FakeMetricPorts(vertx);
  final Router router = Router.router(vertx);
  public final HttpServer server;

  /** Plain HTTP/1.1, as the product speaks it: the client's own h2c upgrade can lose an answer. */
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public ApiTestServer() {
    this(ApiConfig.DEFAULT);
  }

  public ApiTestServer(ApiConfig config) {
    router.route().handler(ApiTestServer::enter).failureHandler(ApiTestServer::fail);
    Api.mount(router, vertx, config, InstantSource.fixed(EventFixtures.NOON), Meters.NONE);
    server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
  }

  private static void enter(RoutingContext ctx) {
    String tenant = ctx.request().getHeader(TENANT);
    ctx.put(RoutingContextKeys.SCOPE, tenant == null ? Scope.DEFAULT : new Scope(tenant, "p"));
    ctx.next();
  }

  private static void fail(RoutingContext ctx) {
    Fault fault = Fault.from(ctx.failure());
    int status = ctx.statusCode() == 500 ? fault.kind().status() : ctx.statusCode();
    ctx.response()
        .setStatusCode(status)
        .end(
            Json.object()
                .put("code", fault.code())
                .put("message", fault.getMessage())
                .build()
                .encode());
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
  }

  public <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler)
      throws Exception {
    return client.send(request.build(), handler);
  }

  CompletableFuture<HttpResponse<String>> later(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  public HttpResponse<String> get(String path) throws Exception {
    return send(request(path), BodyHandlers.ofString());
  }

  public HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        BodyHandlers.ofString());
  }

  public HttpResponse<String> delete(String path) throws Exception {
    return send(request(path).DELETE(), BodyHandlers.ofString());
  }

  /** The answer to a request target that the JDK's client refuses to send. */
  public String raw(String uri) throws Exception {
    // Held until the end: Vert.x closes a client once it is garbage.
    var bare = vertx.createHttpClient();
    try {
      return await(
          bare.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", uri)
              .compose(HttpClientRequest::send)
              .compose(HttpClientResponse::body)
              .map(Buffer::toString));
    } finally {
      await(bare.close());
    }
  }

  public JsonObject object(String path) throws Exception {
    return new JsonObject(get(path).body());
  }

  public JsonArray array(String path) throws Exception {
    return new JsonArray(get(path).body());
  }

  @Override
  public void close() throws Exception {
    client.shutdownNow();
    await(vertx.close());
  }
}
