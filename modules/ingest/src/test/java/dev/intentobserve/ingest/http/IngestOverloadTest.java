package dev.intentobserve.ingest.http;

import static dev.intentobserve.ingest.IngestTestServer.event;
import static dev.intentobserve.ingest.IngestTestServer.json;
import static dev.intentobserve.testkit.TestFutures.await;
import static dev.intentobserve.testkit.TestFutures.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ingest.FakeIngestStore.StoreState;
import dev.intentobserve.ingest.IngestTestServer;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.metric.TelemetryNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IngestOverloadTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void busyStore_isTriedAgainLater() {
    try (IngestTestServer service = new IngestTestServer()) {
      service.store.switchTo(StoreState.BUSY);

      HttpResponse<Buffer> response = service.send("application/json", event("a"));

      assertBusy(response, 503, "database_slow");
      String[] labels = {
        TelemetryNames.LABEL_RECEIVER, "http", TelemetryNames.LABEL_REASON, "database_slow"
      };
      assertThat(service.meters.of(TelemetryNames.METRIC_BUSY, labels)).isEqualTo(1);
    }
  }

  @Test
  void silentStore_isNotWaitedForAfterTheDeadline() {
    try (IngestTestServer service =
        new IngestTestServer(IngestTestServer.deadline(Duration.ofSeconds(2)))) {
      service.store.switchTo(StoreState.SILENT);

      assertBusy(service.send("application/json", event("a")), 503, "deadline_exceeded");

      service.store.switchTo(StoreState.HEALTHY);
      assertThat(service.send("application/json", event("a")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void brokenStore_isAnInternalError() {
    try (IngestTestServer service = new IngestTestServer()) {
      service.store.switchTo(StoreState.THROWING);

      HttpResponse<Buffer> response = service.send("application/json", event("a"));

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(json(response).getString("code")).isEqualTo("internal_error");
      assertThat(response.bodyAsString()).doesNotContain("test failure");
    }
  }

  @Test
  void storeBusyInTheMiddle_failsAllAndTheRetrySucceeds() {
    try (IngestTestServer service =
        new IngestTestServer(IngestTestServer.config(InputLimits.DEFAULT, LONG, LONG, 1))) {
      service.store.busyAfter(1);
      String body = event("a") + "\n" + event("b");

      assertBusy(service.send("text/plain", body), 503, "database_slow");

      service.store.busyAfter(Integer.MAX_VALUE);
      service.store.switchTo(StoreState.HEALTHY);
      HttpResponse<Buffer> again = service.send("text/plain", body);
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(json(again).getInteger("duplicates")).isEqualTo(1);
      assertThat(json(again).getInteger("stored")).isEqualTo(1);
    }
  }

  @Test
  void fullMemory_rejectsAtOnceAndRecovers() {
    InputLimits small = new InputLimits(1000, 1000, 1000, 64, 256);
    String heavy = event("a") + " ".repeat(400);
    try (IngestTestServer service =
        new IngestTestServer(IngestTestServer.config(small, LONG, LONG, 100))) {
      service.store.switchTo(StoreState.SILENT);
      var first = service.post("/api/v1/events").sendBuffer(Buffer.buffer(heavy));
      service.store.next();

      assertBusy(service.send("text/plain", heavy), 429, "too_many_requests");
      Throwable bus =
          awaitFailure(
              service.vertx.eventBus().request("intent.events.ingest", Buffer.buffer(heavy)));
      assertThat(((ReplyException) bus).failureCode())
          .as("one gate for all receivers")
          .isEqualTo(429);

      service.store.switchTo(StoreState.HEALTHY);
      assertThat(await(first).statusCode()).isEqualTo(200);
      assertThat(service.send("text/plain", heavy).statusCode()).isEqualTo(200);
      assertThat(service.meters.of(TelemetryNames.METRIC_IN_FLIGHT_BYTES)).isZero();
    }
  }

  private static void assertBusy(HttpResponse<Buffer> response, int status, String code) {
    assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(status);
    assertThat(response.getHeader("Retry-After")).isEqualTo("1");
    assertThat(json(response).getString("code")).isEqualTo(code);
    assertThat(json(response).getBoolean("retryable")).isTrue();
  }
}
