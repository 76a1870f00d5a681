package dev.intentobserve.ingest.bus;

import static dev.intentobserve.ingest.IngestTestServer.event;
import static dev.intentobserve.testkit.TestFutures.await;
import static dev.intentobserve.testkit.TestFutures.awaitFailure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ingest.FakeIngestStore.StoreState;
import dev.intentobserve.ingest.IngestTestServer;
import dev.intentobserve.ingest.body.DecompressorTest;
import dev.intentobserve.ports.StorePorts.Append;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventBusReceiverTest {
  private IngestTestServer service;

  @BeforeEach
  void open() {
    service = new IngestTestServer(IngestTestServer.deadline(Duration.ofSeconds(60)));
  }

  @AfterEach
  void close() {
    service.close();
  }

  static Stream<Object> twoEvents() {
    JsonArray array =
        new JsonArray(List.of(new JsonObject(event("a")), new JsonObject(event("b"))));
    return Stream.of(
        array,
        Buffer.buffer(event("a") + "\n" + event("b") + "\n"),
        array.toBuffer(),
        event("a") + "\n" + event("b"),
        (event("a") + "\n" + event("b")).getBytes(UTF_8));
  }

  @ParameterizedTest
  @MethodSource("twoEvents")
  void everyBodyType_isAccepted(Object body) {
    JsonObject reply = send(body, new DeliveryOptions());

    assertThat(reply.getInteger("stored")).isEqualTo(2);
    assertThat(reply.getJsonArray("receipts").getJsonObject(1).getString("event_id"))
        .isEqualTo("b");
    Append append = service.store.next();
    assertThat(append.receiver()).isEqualTo("bus");
    assertThat(append.scope()).isEqualTo(IngestTestServer.SCOPE);
  }

  @Test
  void jsonObject_isOneRecordKeptAsItIsWritten() {
    JsonObject reply = send(new JsonObject(event("a")), new DeliveryOptions());

    assertThat(reply.encode())
        .isEqualTo(
            """
            {"received":1,"stored":1,"duplicates":0,"refused":0,"receipts":[\
            {"index":0,"status":"stored","event_id":"a","seq":1}]}""");
    assertThat(service.store.bodies()).containsExactly(event("a"));
  }

  @Test
  void headers_meanTheSameAsOverHttp() throws IOException {
    DeliveryOptions binary =
        new DeliveryOptions()
            .addHeader("ce-specversion", "1.0")
            .addHeader("ce-id", "x")
            .addHeader("ce-source", "/ci")
            .addHeader("ce-type", "signal.created");
    send(new JsonObject().put("id", "SIG-1"), binary);
    assertThat(service.store.events().getFirst().eventId()).isEqualTo("/ci#x");

    DeliveryOptions packed =
        new DeliveryOptions().addHeader("Content-Encoding", "gzip").addHeader("receipts", "none");
    Buffer gzip = Buffer.buffer(DecompressorTest.gzip(event("a").getBytes(UTF_8)));
    assertThat(send(gzip, packed).encode())
        .isEqualTo("{\"received\":1,\"stored\":1,\"duplicates\":0,\"refused\":0}");
  }

  @Test
  void allRefused_failsWithTheErrorBodyOfHttp() {
    ReplyException error =
        refused(
            new JsonArray().add(1), new DeliveryOptions().addHeader("X-Correlation-ID", "corr-7"));

    assertThat(error.failureCode()).isEqualTo(400);
    JsonObject body = new JsonObject(error.getMessage());
    assertThat(body.getString("code")).isEqualTo("all_refused");
    assertThat(body.getString("correlation_id")).isEqualTo("corr-7");
    assertThat(body.getJsonObject("details").getInteger("refused")).isEqualTo(1);
  }

  @Test
  void invalidMessage_isAnsweredWithItsStatus() {
    assertThat(refused(null, new DeliveryOptions()).failureCode()).isEqualTo(400);
    assertThat(refused(17L, new DeliveryOptions()).failureCode()).isEqualTo(415);
    JsonObject unencodable = new JsonObject().put("a", new StringBuilder("no JSON"));
    assertThat(refused(Buffer.buffer("x"), header("content-encoding", "br")).failureCode())
        .isEqualTo(415);
    assertThat(refused(unencodable, new DeliveryOptions()).failureCode()).isPositive();
  }

  @Test
  void store_thatThrowsOrIsBusy_isAnswered() {
    service.store.switchTo(StoreState.THROWING);
    assertThat(refused(Buffer.buffer(event("a")), new DeliveryOptions()).failureCode())
        .isEqualTo(500);
    service.store.switchTo(StoreState.BUSY);
    assertThat(refused(Buffer.buffer(event("a")), new DeliveryOptions()).failureCode())
        .isEqualTo(503);
  }

  @Test
  void silentStore_isAnsweredAtTheDeadline() {
    restartWithShortDeadline();
    service.store.switchTo(StoreState.SILENT);
    ReplyException late = refused(Buffer.buffer(event("a")), new DeliveryOptions());
    assertThat(late.failureCode()).isEqualTo(503);
    assertThat(new JsonObject(late.getMessage()).getString("code")).isEqualTo("deadline_exceeded");
  }

  @Test
  void closing_waitsForWhatIsInFlight() {
    restartWithShortDeadline();
    service.store.switchTo(StoreState.SILENT);
    var reply = service.vertx.eventBus().request("intent.events.ingest", Buffer.buffer(event("a")));
    service.store.next();

    await(service.vertx.undeploy(service.vertx.deploymentIDs().iterator().next()));

    assertThat(((ReplyException) awaitFailure(reply)).failureCode()).isEqualTo(503);
    assertThat(refused(Buffer.buffer(event("a")), new DeliveryOptions()).failureType())
        .isEqualTo(ReplyFailure.NO_HANDLERS);
  }

  private void restartWithShortDeadline() {
    service.close();
    service = new IngestTestServer(IngestTestServer.deadline(Duration.ofMillis(50)));
  }

  private static DeliveryOptions header(String name, String value) {
    return new DeliveryOptions().addHeader(name, value);
  }

  private JsonObject send(Object body, DeliveryOptions options) {
    return await(
            service.vertx.eventBus().<JsonObject>request("intent.events.ingest", body, options))
        .body();
  }

  private ReplyException refused(Object body, DeliveryOptions options) {
    return (ReplyException)
        awaitFailure(service.vertx.eventBus().request("intent.events.ingest", body, options));
  }
}
