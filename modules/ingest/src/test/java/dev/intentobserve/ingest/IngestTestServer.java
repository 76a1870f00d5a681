package dev.intentobserve.ingest;

import static dev.intentobserve.testkit.TestFutures.await;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.ingest.pipeline.ReceiverConfig;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.ports.web.RoutingContextKeys;
import dev.intentobserve.testkit.MutableClock;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The receivers on a real HTTP server, with a fake store. */
public final class IngestTestServer implements AutoCloseable {
  public static final Scope SCOPE = new Scope("acme", "rockets");
  static final String TENANT = "test-tenant";
  public static final MutableClock CLOCK = MutableClock.at("2026-03-01T12:00:00Z");

  public final Vertx vertx = Vertx.vertx();
  public final FakeIngestStore store = FakeIngestStore.open(vertx);
  public final IngestTestMeters meters = new IngestTestMeters();
  public final HttpServer server;
  final WebClient client = WebClient.create(vertx);

  public IngestTestServer(IngestConfig config) {
    Router router = Router.router(vertx);
    router
        .route()
        .handler(
            ctx -> {
              ctx.put(RoutingContextKeys.CORRELATION_ID, "corr-1");
              if (ctx.request().getHeader("anonymous") == null) {
                String tenant = ctx.request().getHeader(TENANT);
                ctx.put(
                    RoutingContextKeys.SCOPE,
                    tenant == null ? SCOPE : new Scope(tenant, SCOPE.project()));
              }
              ctx.next();
            });
    Ingest.mount(router, vertx, config, CLOCK, meters);
    server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    await(vertx.deployVerticle(Ingest.deployable(config, CLOCK, meters)));
  }

  public IngestTestServer() {
    this(IngestConfig.DEFAULT);
  }

  public static IngestConfig config(
      InputLimits limits, Duration deadline, Duration bodyTimeout, int rows) {
    return config(limits, deadline, bodyTimeout, rows, Set.of());
  }

  static IngestConfig config(
      InputLimits limits, Duration deadline, Duration bodyTimeout, int rows, Set<String> tenants) {
    ReceiverConfig receivers =
        new ReceiverConfig(
            limits,
            deadline,
            bodyTimeout,
            Math.max(limits.body(), limits.inflated()),
            rows,
            1000,
            ReceiverConfig.DEFAULT.identity(),
            tenants);
    return new IngestConfig(receivers, SCOPE, List.of(), Duration.ofMillis(20));
  }

  public static IngestConfig deadline(Duration deadline) {
    return config(InputLimits.DEFAULT, deadline, Duration.ofSeconds(30), 1000);
  }

  public HttpRequest<Buffer> post(String path) {
    return client.post(server.actualPort(), "127.0.0.1", path);
  }

  public HttpResponse<Buffer> send(String contentType, String body) {
    HttpRequest<Buffer> request = post("/api/v1/events");
    if (!contentType.isEmpty()) {
      request.putHeader("Content-Type", contentType);
    }
    return await(request.sendBuffer(Buffer.buffer(body)));
  }

  public HttpResponse<Buffer> send(String contentType, String encoding, byte[] body) {
    return await(
        post("/api/v1/events")
            .putHeader("Content-Type", contentType)
            .putHeader("Content-Encoding", encoding)
            .sendBuffer(Buffer.buffer(body)));
  }

  /** An event as an emitter writes it; the same id gives the same bytes. */
  public static String event(String id) {
    return "{\"version\":\"0.1\",\"event_id\":\""
        + id
        + "\",\"event\":\"signal.created\","
        + "\"timestamp\":\"2026-03-01T10:00:00Z\",\"ref\":\"SIG-1\",\"source\":\"test\",\"data\":{}}";
  }

  /** Sends the bytes unchanged and returns everything up to the end of the connection. */
  public String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  public static JsonObject json(HttpResponse<Buffer> response) {
    return response.bodyAsJsonObject();
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
