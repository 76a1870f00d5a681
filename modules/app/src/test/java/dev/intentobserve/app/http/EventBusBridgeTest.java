package dev.intentobserve.app.http;

import static dev.intentobserve.testkit.TestFutures.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.app.config.ConfigParserTest;
import dev.intentobserve.app.telemetry.MetricsScrape;
import dev.intentobserve.app.telemetry.Readiness;
import dev.intentobserve.model.Digests;
import dev.intentobserve.ports.EventBusApi;
import dev.intentobserve.ports.Meters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real WebSocket client against the bridge, and a bus behind it that echoes what it is told. */
class EventBusBridgeTest {
  private Vertx vertx;
  private HttpVerticle receiver;

  /** Collects the frames of one socket. */
  private static final class Client implements WebSocket.Listener {
    private final BlockingQueue<JsonObject> frames = new LinkedBlockingQueue<>();
    private Buffer partial = Buffer.buffer();
    private WebSocket socket;

    /** The bridge answers in binary frames. */
    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      partial.appendBytes(bytes);
      if (last) {
        frames.add(new JsonObject(partial));
        partial = Buffer.buffer();
      }
      socket.request(1);
      return null;
    }

    void say(JsonObject frame) {
      socket.sendText(frame.encode(), true).join();
    }

    JsonObject subscribe() throws InterruptedException {
      JsonObject frame = frames.poll(60, TimeUnit.SECONDS);
      assertThat(frame).as("a frame from the bridge").isNotNull();
      return frame;
    }
  }

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    vertx
        .eventBus()
        .<JsonObject>consumer(
            EventBusApi.INGEST,
            message ->
                message.reply(
                    new JsonObject()
                        .put("tenant", message.headers().get(EventBusApi.TENANT))
                        .put("project", message.headers().get(EventBusApi.PROJECT))
                        .put("body", message.body())));
    String keys =
        "http: {port: 0, metrics_port: 0, drain_timeout: 200ms}\nauth: {keys: [%s, %s]}"
            .formatted(key("sender", "ingest"), key("reader", "read"));
    AppConfig config = ConfigParserTest.fromYaml(keys);
    OpsRoutes ops =
        new OpsRoutes(
            new MetricsScrape(
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> true, Set.of()),
            new Readiness(InstantSource.system(), false));
    receiver =
        HttpVerticle.api(
            new HttpHandlerChain(
                config, InstantSource.system(), Meters.NONE, ops, (router, vertx) -> {}));
    await(vertx.deployVerticle(receiver));
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void sender_speaksForTheScopeOfItsKeyWhateverItSays() throws Exception {
    Client client = connect("sender");
    client.say(
        frame("send", EventBusApi.INGEST)
            .put("replyAddress", "reply-1")
            .put("headers", new JsonObject().put("Tenant", "somebody-else"))
            .put("body", new JsonObject().put("event", "signal.created")));

    JsonObject reply = client.subscribe();
    assertThat(reply.getString("address")).isEqualTo("reply-1");
    assertThat(reply.getJsonObject("body"))
        .isEqualTo(
            new JsonObject()
                .put("tenant", "acme")
                .put("project", "web")
                .put("body", new JsonObject().put("event", "signal.created")));
  }

  @Test
  void reader_hearsItsOwnScopeOnly() throws Exception {
    Client client = connect("reader");
    client.say(frame("register", EventBusApi.LIVE));
    client.say(frame("send", "nowhere").put("body", new JsonObject()));
    assertThat(client.subscribe().getString("type"))
        .as("so the registration is through")
        .isEqualTo("err");
    publish(EventBusApi.LIVE, "other", "web", 1);
    publish(EventBusApi.LIVE, "acme", "web", 2);

    assertThat(client.subscribe().getJsonObject("body").getInteger("n")).isEqualTo(2);
  }

  /** Alerts go the same way as events; what does not say whose it is goes to nobody. */
  @ParameterizedTest
  @ValueSource(strings = {EventBusApi.LIVE, EventBusApi.ALERTS})
  void reader_hearsNothingThatIsAnothersOrNobodys(String address) throws Exception {
    Client client = connect("reader");
    client.say(frame("register", address));
    client.say(frame("send", "nowhere").put("body", new JsonObject()));
    assertThat(client.subscribe().getString("type")).isEqualTo("err");
    publish(address, "other", "web", 1);
    publish(address, "acme", "other", 2);
    vertx.eventBus().publish(address, new JsonObject().put("n", 3));
    publish(address, "acme", "web", 4);

    assertThat(client.subscribe().getJsonObject("body").getInteger("n")).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "1",
        "{",
        "{}",
        "{\"type\":5}",
        "{\"type\":\"send\"}",
        "{\"type\":\"dance\",\"address\":\"x\"}",
        "{\"type\":\"send\",\"address\":{}}",
        "{\"type\":\"register\",\"address\":[]}",
        "{\"type\":\"send\",\"address\":\"intent.events.ingest\",\"headers\":[]}",
        "{\"type\":\"send\",\"address\":\"intent.events.ingest\",\"headers\":\"x\"}",
        "{\"type\":\"send\",\"address\":\"intent.events.ingest\",\"headers\":{\"a\":null}}",
        "{\"type\":\"send\",\"address\":\"intent.events.ingest\",\"headers\":{\"a\":{}}}",
        "{\"type\":\"publish\",\"address\":\"intent.events.ingest\",\"headers\":7}",
      })
  void frameThatMakesNoSense_isAnsweredWithAnError_andTheSocketGoesOn(String frame)
      throws Exception {
    Client client = connect("sender");
    client.socket.sendText(frame, true).join();
    assertThat(client.subscribe().getString("type")).isEqualTo("err");
    client.say(
        frame("send", EventBusApi.INGEST).put("replyAddress", "r").put("body", new JsonObject()));
    assertThat(client.subscribe().getString("address")).isEqualTo("r");
  }

  @Test
  void headersThatAreNull_areNone() throws Exception {
    Client client = connect("sender");
    client.say(
        frame("send", EventBusApi.INGEST)
            .put("replyAddress", "r")
            .putNull("headers")
            .put("body", 1));
    assertThat(client.subscribe().getJsonObject("body").getString("tenant")).isEqualTo("acme");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin,         http://evil.example,      403",
    "Origin,         null,                     403",
    "Origin,         http://127.0.0.1:1,       403",
    "Sec-Fetch-Site, cross-site,               403",
    "Origin,         http://localhost,         101",
    "X-Nothing,      1,                        101",
  })
  void socketOfAnotherSitesPage_isRefused(String header, String value, int status)
      throws Exception {
    try (RawHttpClient http = new RawHttpClient(receiver.port())) {
      RawHttpClient.Head head =
          http.ask(
              "GET",
              "/eventbus/websocket",
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "Authorization: Bearer reader",
              header + ": " + value);
      assertThat(head.status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,     /eventbus/info,          http://evil.example, 403",
    "OPTIONS, /eventbus/info,          http://evil.example, 403",
    "POST,    /eventbus/chunking_test, http://evil.example, 403",
    "GET,     /eventbus/info,          http://localhost,    200",
  })
  void bridge_grantsOtherOriginsNothing(String method, String path, String origin, int status)
      throws Exception {
    try (RawHttpClient http = new RawHttpClient(receiver.port())) {
      RawHttpClient.Head head =
          http.ask(method, path, "Authorization: Bearer reader", "Origin: " + origin);
      assertThat(head.status()).isEqualTo(status);
      assertThat(head.headers())
          .doesNotContainKeys("access-control-allow-origin", "access-control-allow-credentials");
    }
  }

  @Test
  void reader_mayNotSendAndSenderMayNotListen() throws Exception {
    Client reader = connect("reader");
    reader.say(
        frame("send", EventBusApi.INGEST).put("replyAddress", "r").put("body", new JsonObject()));
    assertThat(reader.subscribe().getString("type")).isEqualTo("err");

    Client sender = connect("sender");
    sender.say(frame("register", EventBusApi.LIVE));
    assertThat(sender.subscribe().getString("type")).isEqualTo("err");
  }

  @Test
  void addressesOfModules_areOutOfReach() throws Exception {
    Client client = connect("sender");
    client.say(
        frame("send", "intent-observe.store.append")
            .put("replyAddress", "r")
            .put("body", new JsonObject()));

    assertThat(client.subscribe().getString("type")).isEqualTo("err");
  }

  @Test
  void withoutKey_thereIsNoSocket() {
    CompletableFuture<WebSocket> socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri(), new Client());

    assertThat(socket.handle((open, refusal) -> refusal).join()).isNotNull();
  }

  private void publish(String address, String tenant, String project, int n) {
    DeliveryOptions whose =
        new DeliveryOptions()
            .addHeader(EventBusApi.TENANT, tenant)
            .addHeader(EventBusApi.PROJECT, project);
    vertx.eventBus().publish(address, new JsonObject().put("n", n), whose);
  }

  private Client connect(String key) {
    Client client = new Client();
    client.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Authorization", "Bearer " + key)
            .buildAsync(uri(), client)
            .join();
    return client;
  }

  private URI uri() {
    return URI.create("ws://127.0.0.1:" + receiver.port() + "/eventbus/websocket");
  }

  private static JsonObject frame(String type, String address) {
    return new JsonObject().put("type", type).put("address", address);
  }

  private static String key(String name, String role) {
    return "{name: %s, key_sha256: '%s', role: %s, tenant: acme, project: web}"
        .formatted(name, Digests.sha256(name), role);
  }
}
