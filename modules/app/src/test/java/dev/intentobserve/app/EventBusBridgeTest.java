package dev.intentobserve.app;

import static dev.intentobserve.testkit.Bus.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.BusKeys;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.event.Ids;
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
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real WebSocket client against the bridge, and a bus behind it that echoes what it is told. */
class EventBusBridgeTest {
  private Vertx vertx;
  private HttpVerticle door;

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

    JsonObject hear() throws InterruptedException {
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
            BusKeys.INGEST,
            message ->
                message.reply(
                    new JsonObject()
                        .put("tenant", message.headers().get(BusKeys.TENANT))
                        .put("project", message.headers().get(BusKeys.PROJECT))
                        .put("body", message.body())));
    String keys =
        "http: {port: 0, metrics_port: 0, drain_timeout: 200ms}\nauth: {keys: [%s, %s]}"
            .formatted(key("sender", "ingest"), key("reader", "read"));
    AppConfig config = ConfigTest.fromYaml(keys);
    OpsRoutes ops =
        new OpsRoutes(
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            new Readiness(InstantSource.system()),
            () -> true);
    door =
        new HttpVerticle(
            new HttpShell(config, InstantSource.system(), Meters.NONE, ops, (router, vertx) -> {}),
            new ConnectionLimits(
                config.http().maxConnections(), config.http().maxConnectionsPerClient()));
    await(vertx.deployVerticle(door));
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void sender_speaksForTheScopeOfItsKeyWhateverItSays() throws Exception {
    Client client = connect("sender");
    client.say(
        frame("send", BusKeys.INGEST)
            .put("replyAddress", "reply-1")
            .put("headers", new JsonObject().put("Tenant", "somebody-else"))
            .put("body", new JsonObject().put("event", "signal.created")));

    JsonObject reply = client.hear();
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
    client.say(frame("register", BusKeys.LIVE));
    client.say(frame("send", "nowhere").put("body", new JsonObject()));
    assertThat(client.hear().getString("type"))
        .as("so the registration is through")
        .isEqualTo("err");
    publish("other", "web", 1);
    publish("acme", "web", 2);

    assertThat(client.hear().getJsonObject("body").getInteger("n")).isEqualTo(2);
  }

  @Test
  void reader_mayNotSendAndSenderMayNotListen() throws Exception {
    Client reader = connect("reader");
    reader.say(
        frame("send", BusKeys.INGEST).put("replyAddress", "r").put("body", new JsonObject()));
    assertThat(reader.hear().getString("type")).isEqualTo("err");

    Client sender = connect("sender");
    sender.say(frame("register", BusKeys.LIVE));
    assertThat(sender.hear().getString("type")).isEqualTo("err");
  }

  @Test
  void addressesOfRooms_areOutOfReach() throws Exception {
    Client client = connect("sender");
    client.say(
        frame("send", "intent-observe.store.append")
            .put("replyAddress", "r")
            .put("body", new JsonObject()));

    assertThat(client.hear().getString("type")).isEqualTo("err");
  }

  @Test
  void withoutKey_thereIsNoSocket() {
    CompletableFuture<WebSocket> socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri(), new Client());

    assertThat(socket.handle((open, refusal) -> refusal).join()).isNotNull();
  }

  private void publish(String tenant, String project, int n) {
    DeliveryOptions whose =
        new DeliveryOptions().addHeader(BusKeys.TENANT, tenant).addHeader(BusKeys.PROJECT, project);
    vertx.eventBus().publish(BusKeys.LIVE, new JsonObject().put("n", n), whose);
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
    return URI.create("ws://127.0.0.1:" + door.port() + "/eventbus/websocket");
  }

  private static JsonObject frame(String type, String address) {
    return new JsonObject().put("type", type).put("address", address);
  }

  private static String key(String name, String role) {
    return "{name: %s, key_sha256: '%s', role: %s, tenant: acme, project: web}"
        .formatted(name, Ids.sha256(name.getBytes(StandardCharsets.UTF_8)), role);
  }
}
