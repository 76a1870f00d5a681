package dev.intentobserve.tests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intentobserve.tests.bench.HttpConnection.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Posts events to the service, and counts what it answers. */
final class EventSender implements LoadGenerator.Target {
  private static final String PATH = "/api/v1/events?receipts=none";
  private static final Duration BUSY_PAUSE = Duration.ofMillis(20);
  private static final Duration BUSY_DEADLINE = Duration.ofMinutes(2);

  private final ServiceProcess service;
  private final Progress progress;
  private final AtomicLong stored = new AtomicLong();
  private final AtomicLong duplicates = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong busy = new AtomicLong();

  EventSender(ServiceProcess service, Progress progress) {
    this.service = service;
    this.progress = progress;
  }

  @Override
  public LoadGenerator.Sender connect() throws IOException {
    HttpConnection connection = service.connect();
    return new LoadGenerator.Sender() {
      @Override
      public void send(byte[] body) throws Exception {
        EventSender.this.send(connection, body);
      }

      @Override
      public void close() throws IOException {
        connection.close();
      }
    };
  }

  /** Sends a body again while the service is busy, as a sender has to. */
  private void send(HttpConnection connection, byte[] body) throws Exception {
    Answer[] answer = new Answer[1];
    Polling.until(
        "an answer other than busy",
        BUSY_DEADLINE,
        BUSY_PAUSE,
        () -> {
          answer[0] = connection.post(PATH, "application/x-ndjson", body);
          boolean later = answer[0].status() == 429 || answer[0].status() == 503;
          busy.addAndGet(later ? 1 : 0);
          return !later;
        });
    JsonNode counts = answer[0].json();
    stored.addAndGet(counts.path("stored").asLong());
    duplicates.addAndGet(counts.path("duplicates").asLong());
    refused.addAndGet(counts.path("refused").asLong());
    progress.sometimes(() -> "%,d events stored".formatted(stored.get()));
  }

  /**
   * Fails unless the answers add up to what was sent. A body that was stored but answered too late
   * is a duplicate the second time, so with busy answers in between only the sum is known.
   */
  void requireCounts(long expectedStored, long expectedDuplicates) {
    requireSum(expectedStored + expectedDuplicates);
    if (busy.get() == 0) {
      CheckFailedException.require("stored according to answers", expectedStored, stored.get());
    }
  }

  /** Requests that were answered "busy" and sent again. */
  long busy() {
    return busy.get();
  }

  /** Fails unless so many events were accepted, and none refused. */
  void requireSum(long expected) {
    CheckFailedException.require("refused according to answers", 0, refused.get());
    CheckFailedException.require(
        "stored and duplicates according to answers", expected, stored.get() + duplicates.get());
  }
}
