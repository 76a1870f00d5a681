package dev.intentobserve.ingest.http;

import static dev.intentobserve.ingest.IngestTestServer.event;
import static dev.intentobserve.ingest.IngestTestServer.json;
import static dev.intentobserve.testkit.TestFutures.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ingest.IngestTestServer;
import dev.intentobserve.ingest.pipeline.ReceiverConfig;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.StorePorts.Append;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpReceiverTest {
  private static final String STRUCTURED =
      """
      {"specversion":"1.0","id":"%s","source":"/ci","type":"signal.created",\
      "time":"2026-03-01T10:00:00Z","data":{"id":"SIG-1"}}""";

  @AutoClose private final IngestTestServer service = new IngestTestServer();

  @Test
  void oneObject_isStoredAndItsReceiptIsComplete() {
    HttpResponse<Buffer> response = service.send("application/json", event("e1"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.getHeader("Content-Type")).isEqualTo("application/json");
    assertThat(response.bodyAsString())
        .isEqualTo(
            """
            {"received":1,"stored":1,"duplicates":0,"refused":0,"receipts":[\
            {"index":0,"status":"stored","event_id":"e1","seq":1}]}""");
  }

  @Test
  void append_carriesScopeReceiverAndTime() {
    service.send("application/json", event("e1"));

    Append append = service.store.next();
    assertThat(append.scope()).isEqualTo(IngestTestServer.SCOPE);
    assertThat(append.receiver()).isEqualTo("http");
    assertThat(append.receivedTime()).isEqualTo(IngestTestServer.CLOCK.instant());
    assertThat(append.mark()).isNull();
    assertThat(append.retryOf()).isNull();
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "application/json; charset=utf-8, array",
        "application/x-ndjson, lines",
        "application/jsonl, lines",
        "text/plain, lines",
        "application/cloudevents-batch+json, batch",
        "application/x-www-form-urlencoded, lines",
        "application/octet-stream, array",
        "``, lines",
        "``, array",
      })
  void severalRecords_areStoredInTheirOrder(String contentType, String form) {
    String body =
        switch (form) {
          case "array" -> "[" + event("a") + ",\n" + event("b") + "]";
          case "batch" -> "[" + STRUCTURED.formatted("a") + "," + STRUCTURED.formatted("b") + "]";
          default -> event("a") + "\r\n\n" + event("b") + "\n";
        };

    HttpResponse<Buffer> response = service.send(contentType, body);

    assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
    assertThat(json(response).getInteger("stored")).isEqualTo(2);
    assertThat(service.store.events())
        .extracting(WorkEvent::eventId)
        .satisfiesExactly(
            first -> assertThat(first).endsWith("a"), second -> assertThat(second).endsWith("b"));
  }

  @Test
  void structuredCloudEvent_isOneRecord() {
    HttpResponse<Buffer> response =
        service.send("application/cloudevents+json; charset=UTF-8", STRUCTURED.formatted("x"));

    assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
    assertThat(service.store.events().getFirst().eventId()).isEqualTo("/ci#x");
  }

  @ParameterizedTest
  @CsvSource({"application/json", "text/plain", "image/png"})
  void binaryCloudEvent_isOneRecordWhateverItsData(String contentType) {
    HttpResponse<Buffer> response =
        await(
            service
                .post("/api/v1/events")
                .putHeader("Content-Type", contentType)
                .putHeader("ce-specversion", "1.0")
                .putHeader("CE-Id", "x")
                .putHeader("ce-source", "/ci")
                .putHeader("ce-type", "signal.created")
                .sendBuffer(Buffer.buffer("{\"id\":\"SIG-1\"}")));

    assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
    assertThat(service.store.events().getFirst().eventId()).isEqualTo("/ci#x");
    assertThat(service.store.events().getFirst().dialect()).isEqualTo("cloudevents");
  }

  @Test
  void badRecords_doNotFailTheOthers() {
    String body = event("a") + "\n{\"torn\":\n" + event("a") + "\n17\n" + event("b") + "\n";

    HttpResponse<Buffer> response = service.send("application/x-ndjson", body);

    assertThat(response.statusCode()).isEqualTo(200);
    JsonObject result = json(response);
    assertThat(result.getInteger("received")).isEqualTo(5);
    assertThat(result.getInteger("stored")).isEqualTo(2);
    assertThat(result.getInteger("duplicates")).isEqualTo(1);
    assertThat(result.getInteger("refused")).isEqualTo(2);
    JsonObject torn = result.getJsonArray("receipts").getJsonObject(1);
    assertThat(torn.getInteger("index")).isEqualTo(1);
    assertThat(torn.getString("status")).isEqualTo("refused");
    assertThat(torn.getJsonObject("error").getString("code")).isEqualTo("malformed_json");
    assertThat(torn.getJsonObject("error").getString("message")).isNotBlank();
    assertThat(codes(result)).containsExactly("malformed_json", "not_an_object");
  }

  @Test
  void sameIdWithAnotherBody_isRefusedAndTheFirstIsKept() {
    service.send("application/json", event("a"));

    HttpResponse<Buffer> response =
        service.send("application/json", event("a").replace("SIG-1", "SIG-2"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(codes(json(response).getJsonObject("details"))).containsExactly("id_conflict");
    assertThat(service.store.bodies()).containsExactly(event("a"));
  }

  @Test
  void duplicate_isASuccess() {
    service.send("application/json", event("a"));

    HttpResponse<Buffer> response = service.send("application/json", event("a"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).getInteger("duplicates")).isEqualTo(1);
    assertThat(json(response).getJsonArray("receipts").getJsonObject(0).getLong("seq"))
        .isEqualTo(1);
  }

  @Test
  void allRefused_isAnErrorWithTheResultAsDetails() {
    HttpResponse<Buffer> response = service.send("application/json", "[1, \"two\"]");

    assertThat(response.statusCode()).isEqualTo(400);
    JsonObject error = json(response);
    assertThat(error.fieldNames())
        .containsExactly("code", "message", "correlation_id", "retryable", "details");
    assertThat(error.getString("code")).isEqualTo("all_refused");
    assertThat(error.getString("correlation_id")).isEqualTo("corr-1");
    assertThat(error.getBoolean("retryable")).isFalse();
    assertThat(error.getJsonObject("details").getInteger("refused")).isEqualTo(2);
    assertThat(error.getJsonObject("details").getJsonArray("receipts")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"application/json,``", "application/json,[ ]", "application/x-ndjson,` \n\r\n `"})
  void emptyBody_isRejected(String contentType, String body) {
    HttpResponse<Buffer> response = service.send(contentType, body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getString("code")).isEqualTo("empty_body");
    assertThat(service.store.asked).isEmpty();
  }

  @Test
  void receiptsNone_leavesTheListOut() {
    HttpResponse<Buffer> response =
        await(
            service
                .post("/api/v1/events?receipts=none")
                .sendBuffer(Buffer.buffer(event("a") + "\n" + event("b"))));

    assertThat(response.bodyAsString())
        .isEqualTo("{\"received\":2,\"stored\":2,\"duplicates\":0,\"refused\":0}");
  }

  @Test
  void requestWithoutScope_isRejected() {
    HttpResponse<Buffer> response =
        await(
            service
                .post("/api/v1/events")
                .putHeader("anonymous", "yes")
                .sendBuffer(Buffer.buffer(event("a"))));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(service.store.asked).isEmpty();
  }

  @Test
  void uploads_areRejected() {
    HttpResponse<Buffer> response = service.send("multipart/form-data; boundary=x", "--x--");

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(json(response).getString("code")).isEqualTo("unsupported_media_type");
  }

  @Test
  void largeBatch_becomesSeveralAppendsAndOneAnswer() {
    String body =
        IntStream.range(0, 995).mapToObj(i -> event("e" + i)).collect(Collectors.joining("\n"));
    try (IngestTestServer small =
        new IngestTestServer(
            IngestTestServer.config(
                ReceiverConfig.DEFAULT.limits(),
                ReceiverConfig.DEFAULT.deadline(),
                ReceiverConfig.DEFAULT.bodyTimeout(),
                100))) {
      HttpResponse<Buffer> response = small.send("application/x-ndjson", body);

      assertThat(small.store.asked).hasSize(10);
      JsonArray receipts = json(response).getJsonArray("receipts");
      assertThat(receipts).hasSize(995);
      assertThat(receipts.getJsonObject(994).getString("event_id")).isEqualTo("e994");
      assertThat(receipts.getJsonObject(994).getInteger("index")).isEqualTo(994);
      assertThat(receipts.getJsonObject(994).getLong("seq")).isEqualTo(995);
    }
  }

  @Test
  void counts_addUp() {
    service.send("application/x-ndjson", event("a") + "\n" + event("a") + "\nnonsense");

    assertThat(
            service.meters.of(
                TelemetryNames.METRIC_RECEIVED, TelemetryNames.LABEL_RECEIVER, "http"))
        .isEqualTo(3);
    assertThat(outcome("stored", "none")).isEqualTo(1);
    assertThat(outcome("duplicate", "none")).isEqualTo(1);
    assertThat(outcome("refused", "malformed_json")).isEqualTo(1);
    assertThat(service.meters.of(TelemetryNames.METRIC_IN_FLIGHT_BYTES)).isZero();
  }

  private double outcome(String outcome, String reason) {
    return service.meters.of(
        TelemetryNames.METRIC_OUTCOME,
        TelemetryNames.LABEL_RECEIVER,
        "http",
        TelemetryNames.LABEL_OUTCOME,
        outcome,
        TelemetryNames.LABEL_REASON,
        reason);
  }

  private static List<String> codes(JsonObject result) {
    return result.getJsonArray("receipts").stream()
        .map(JsonObject.class::cast)
        .filter(receipt -> receipt.containsKey("error"))
        .map(receipt -> receipt.getJsonObject("error").getString("code"))
        .toList();
  }
}
