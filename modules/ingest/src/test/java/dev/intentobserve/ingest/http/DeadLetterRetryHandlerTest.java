package dev.intentobserve.ingest.http;

import static dev.intentobserve.ingest.IngestTestServer.event;
import static dev.intentobserve.ingest.IngestTestServer.json;
import static dev.intentobserve.testkit.TestFutures.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ingest.IngestTestServer;
import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.event.DeadLetter;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.ports.StorePorts.Append;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterRetryHandlerTest {
  @AutoClose private final IngestTestServer service = new IngestTestServer();

  @Test
  void deadLetterAsItIs_isIngestedAgain() {
    deadLetter(7, Refusal.UNKNOWN_DIALECT, event("a"), event("a").length(), "open");

    HttpResponse<Buffer> response = retry("7", "");

    assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
    assertThat(json(response).getInteger("stored")).isEqualTo(1);
    Append append = service.store.next();
    assertThat(append.receiver()).isEqualTo("retry");
    assertThat(append.retryOf()).isEqualTo(7);
    assertThat(append.scope()).isEqualTo(IngestTestServer.SCOPE);
    assertThat(service.store.bodies()).containsExactly(event("a"));
  }

  @Test
  void correctedRecord_replacesTheDeadLetter() {
    deadLetter(7, Refusal.MALFORMED_JSON, "{\"torn", 6, "open");

    HttpResponse<Buffer> response = retry("7", event("b"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(service.store.bodies()).containsExactly(event("b"));
  }

  @Test
  void refusedAgain_saysWhy() {
    deadLetter(7, Refusal.MALFORMED_JSON, "{\"torn", 6, "open");

    HttpResponse<Buffer> response = retry("7", "");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getString("code")).isEqualTo("all_refused");
    assertThat(
            json(response)
                .getJsonObject("details")
                .getJsonArray("receipts")
                .getJsonObject(0)
                .getJsonObject("error")
                .getString("code"))
        .isEqualTo("malformed_json");
  }

  @Test
  void conflict_staysAConflict() {
    service.send("application/json", event("a"));
    String other = event("a").replace("SIG-1", "SIG-2");
    deadLetter(7, Refusal.ID_CONFLICT, other, other.length(), "open");

    assertThat(retry("7", "").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"replayed", "discarded"})
  void closedDeadLetter_isNotRetried(String status) {
    deadLetter(7, Refusal.MALFORMED_JSON, event("a"), event("a").length(), status);

    HttpResponse<Buffer> response = retry("7", "");

    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(json(response).getString("code")).isEqualTo("dead_letter_closed");
    assertThat(service.store.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "x", "99999999999999999999"})
  void unknownDeadLetter_isNotFound(String id) {
    deadLetter(7, Refusal.MALFORMED_JSON, event("a"), event("a").length(), "open");

    assertThat(retry(id, "").statusCode()).isEqualTo(404);
  }

  @Test
  void truncatedDeadLetter_needsTheWholeRecord() {
    deadLetter(7, Refusal.RECORD_TOO_LARGE, "{\"a\":", 2 << 20, "open");

    HttpResponse<Buffer> response = retry("7", " \n");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(json(response).getString("code")).isEqualTo("body_incomplete");
    assertThat(retry("7", event("a")).statusCode()).isEqualTo(200);
  }

  @Test
  void deadLetterShortenedByRedaction_isComplete() {
    deadLetter(7, Refusal.UNKNOWN_DIALECT, event("a"), 5000, "open");

    assertThat(retry("7", "").statusCode()).isEqualTo(200);
  }

  private HttpResponse<Buffer> retry(String id, String body) {
    return await(
        service.post("/api/v1/dead-letters/" + id + "/retry").sendBuffer(Buffer.buffer(body)));
  }

  private void deadLetter(long id, Refusal reason, String body, long size, String status) {
    DeadLetter deadLetter =
        new DeadLetter(
            id,
            IngestTestServer.SCOPE,
            "http",
            "test",
            "line 1",
            reason,
            "detail",
            Bytes.utf8(body),
            "digest",
            size,
            IngestTestServer.CLOCK.instant(),
            1,
            status,
            null);
    service.store.deadLetters.put(id, deadLetter);
  }
}
