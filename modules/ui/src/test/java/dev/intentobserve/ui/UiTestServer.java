package dev.intentobserve.ui;

import dev.intentobserve.model.Scope;
import dev.intentobserve.ports.web.RoutingContextKeys;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The pages on a real server, beside an API with prepared answers. */
public final class UiTestServer implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  /** A request to the API. */
  public record RecordedRequest(String method, String uri, String authorization, String body) {}

  final Vertx vertx = Vertx.vertx();

  /** Whether the viewer's key is read-only. */
  public volatile boolean readOnlyKey;

  static final String TENANT = "test-tenant";

  /** Requests with this Authorization header get no answer from the API. */
  volatile String unanswered = "";

  public final List<RecordedRequest> requested = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private final Map<String, Promise<Void>> held = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public UiTestServer() {
    this(UiConfig.DEFAULT);
  }

  public UiTestServer(UiConfig config) {
    Router router = Router.router(vertx);
    router.route().handler(this::authenticate);
    router.route("/api/*").handler(BodyHandler.create(false)).handler(this::answer);
    router.route("/health/*").handler(BodyHandler.create(false)).handler(this::answer);
    Ui.mount(router, vertx, config, InstantSource.fixed(NOON));
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(60, TimeUnit.SECONDS)
            .join();
  }

  private void authenticate(RoutingContext ctx) {
    ctx.put(RoutingContextKeys.READ_ONLY, readOnlyKey);
    String tenant = ctx.request().getHeader(TENANT);
    if (tenant != null) {
      ctx.put(RoutingContextKeys.SCOPE, new Scope(tenant, "p"));
    }
    ctx.next();
  }

  private void answer(RoutingContext ctx) {
    String authorization = ctx.request().getHeader("Authorization");
    requested.add(
        new RecordedRequest(
            ctx.request().method().name(),
            ctx.request().uri(),
            authorization == null ? "" : authorization,
            ctx.body().asString() == null ? "" : ctx.body().asString()));
    if (authorization != null && authorization.equals(unanswered)) {
      return;
    }
    Promise<Void> release = held.get(ctx.request().path());
    if (release == null) {
      send(ctx);
    } else {
      release.future().onComplete(released -> send(ctx));
    }
  }

  private void send(RoutingContext ctx) {
    String path = ctx.request().path();
    String body = answers.getOrDefault(path, "{\"items\":[],\"next_cursor\":null,\"totals\":{}}");
    ctx.response().setStatusCode(statuses.getOrDefault(path, 200)).end(body);
  }

  public int port() {
    return server.actualPort();
  }

  /** The answer of {@code path} from now on, whatever its parameters. */
  public void api(String path, String json) {
    answers.put(path, json);
  }

  /** {@code path} answers only when the promise is complete. */
  public Promise<Void> holds(String path) {
    Promise<Void> release = Promise.promise();
    held.put(path, release);
    return release;
  }

  public void fails(String path, int status, String code, String message) {
    statuses.put(path, status);
    api(path, "{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}");
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** The lines of a page as they arrive. */
  public Iterator<String> lines(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofLines()).body().iterator();
  }

  CompletableFuture<HttpResponse<String>> later(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  public HttpResponse<String> get(String path) throws Exception {
    return send(request(path).header("Accept", "text/html"));
  }

  public HttpResponse<String> form(String path, String fields) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(fields)));
  }

  public String page(String path) throws Exception {
    return get(path).body();
  }

  @Override
  public void close() throws Exception {
    client.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
