package dev.intentobserve.intake;

import static dev.intentobserve.intake.House.event;
import static dev.intentobserve.intake.House.json;
import static dev.intentobserve.testkit.Bus.await;
import static dev.intentobserve.testkit.Bus.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.event.Limits;
import dev.intentobserve.event.Names;
import dev.intentobserve.intake.FakeStore.Mood;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OverloadTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void busyStore_isTriedAgainLater() {
    try (House house = new House()) {
      house.store.becomes(Mood.BUSY);

      HttpResponse<Buffer> response = house.send("application/json", event("a"));

      assertBusy(response, 503, "database_slow");
      String[] labels = {Names.LABEL_DOOR, "http", Names.LABEL_REASON, "database_slow"};
      assertThat(house.meters.of(Names.METRIC_BUSY, labels)).isEqualTo(1);
    }
  }

  @Test
  void silentStore_isNotWaitedForBeyondTheDeadline() {
    try (House house = new House(House.deadline(Duration.ofSeconds(2)))) {
      house.store.becomes(Mood.SILENT);

      assertBusy(house.send("application/json", event("a")), 503, "deadline_exceeded");

      house.store.becomes(Mood.WELL);
      assertThat(house.send("application/json", event("a")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void brokenStore_isOurs() {
    try (House house = new House()) {
      house.store.becomes(Mood.THROWING);

      HttpResponse<Buffer> response = house.send("application/json", event("a"));

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(json(response).getString("code")).isEqualTo("internal_error");
      assertThat(response.bodyAsString()).doesNotContain("planted");
    }
  }

  @Test
  void storeThatTiresInTheMiddle_failsAllAndTheRepetitionSucceeds() {
    try (House house = new House(House.config(Limits.DEFAULT, LONG, LONG, 1))) {
      house.store.tiresAfter(1);
      String body = event("a") + "\n" + event("b");

      assertBusy(house.send("text/plain", body), 503, "database_slow");

      house.store.tiresAfter(Integer.MAX_VALUE);
      house.store.becomes(Mood.WELL);
      HttpResponse<Buffer> again = house.send("text/plain", body);
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(json(again).getInteger("duplicates")).isEqualTo(1);
      assertThat(json(again).getInteger("stored")).isEqualTo(1);
    }
  }

  @Test
  void fullHouse_turnsAwayAtOnceAndRecovers() {
    Limits small = new Limits(1000, 1000, 1000, 64, 256);
    String heavy = event("a") + " ".repeat(400);
    try (House house = new House(House.config(small, LONG, LONG, 100))) {
      house.store.becomes(Mood.SILENT);
      var first = house.post("/api/v1/events").sendBuffer(Buffer.buffer(heavy));
      house.store.next();

      assertBusy(house.send("text/plain", heavy), 429, "too_many_requests");
      Throwable bus =
          awaitFailure(
              house.vertx.eventBus().request("intent.events.ingest", Buffer.buffer(heavy)));
      assertThat(((ReplyException) bus).failureCode()).as("one gate for all doors").isEqualTo(429);

      house.store.becomes(Mood.WELL);
      assertThat(await(first).statusCode()).isEqualTo(200);
      assertThat(house.send("text/plain", heavy).statusCode()).isEqualTo(200);
      assertThat(house.meters.of(Names.METRIC_IN_FLIGHT_BYTES)).isZero();
    }
  }

  private static void assertBusy(HttpResponse<Buffer> response, int status, String code) {
    assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(status);
    assertThat(response.getHeader("Retry-After")).isEqualTo("1");
    assertThat(json(response).getString("code")).isEqualTo(code);
    assertThat(json(response).getBoolean("retryable")).isTrue();
  }
}
