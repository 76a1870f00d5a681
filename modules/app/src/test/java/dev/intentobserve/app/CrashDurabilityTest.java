package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.JsonText;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise P1 on real processes: acknowledged means committed, whoever is killed whenever. */
final class CrashDurabilityTest {
  private static final int BATCH = 50;

  @TempDir Path directory;

  /** Sends batch after batch, each until it is acknowledged, as a patient client does. */
  private static final class Sender {
    private final ServiceProcess running;
    private final CountDownLatch firstAcks;
    private final Set<String> acknowledged = new HashSet<>();

    Sender(ServiceProcess running, int acksToWaitFor) {
      this.running = running;
      this.firstAcks = new CountDownLatch(acksToWaitFor);
    }

    /** Ends at the first connection that breaks, or after {@code batches}. */
    int send(int from, int batches) {
      for (int batch = from; batch < batches; batch++) {
        try {
          List<String> ids = ids(batch);
          HttpResponse<String> answer =
              running.post("/api/v1/events?receipts=none", "application/x-ndjson", lines(ids));
          if (answer.statusCode() == 503) {
            pause(answer);
            batch--;
            continue;
          }
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
          acknowledged.addAll(ids);
          firstAcks.countDown();
        } catch (IOException e) {
          return batch;
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return batches;
    }

    private static void pause(HttpResponse<String> answer) {
      long seconds = Long.parseLong(answer.headers().firstValue("retry-after").orElseThrow());
      CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS))
          .join();
    }

    private static List<String> ids(int batch) {
      return IntStream.range(0, BATCH).mapToObj(i -> "event-" + batch + "-" + i).toList();
    }

    private static String lines(List<String> ids) {
      return ids.stream()
          .map(
              id ->
                  "{\"event_id\":\"%s\",\"event\":\"signal.created\",\"timestamp\":\"2026-03-01T00:00:00Z\",\"span_id\":\"SIG-%s\",\"source\":\"cli\",\"data\":{}}"
                      .formatted(id, id))
          .collect(Collectors.joining("\n"));
    }
  }

  @Test
  void killNineOfTheProcessDuringAnImport_losesAndDoublesNothingAcknowledged() throws Exception {
    Random random = new Random(9);
    int batches = 120;
    try (ServiceProcess running = ServiceProcess.in(directory)) {
      Set<String> acknowledged = new HashSet<>();
      int next = 0;
      for (int round = 0; round < 3; round++) {
        running.start();
        Sender sender = new Sender(running, 5 + random.nextInt(20));
        int from = next;
        CompletableFuture<Integer> sending =
            CompletableFuture.supplyAsync(() -> sender.send(from, batches));
        sender.firstAcks.await();
        running.kill();
        next = sending.join();
        acknowledged.addAll(sender.acknowledged);
      }
      running.start();
      Sender last = new Sender(running, 1);
      assertThat(last.send(next, batches)).isEqualTo(batches);
      acknowledged.addAll(last.acknowledged);

      assertThat(acknowledged).hasSize(batches * BATCH);
      assertExactly(running, acknowledged);
    }
  }

  @Test
  void killNineOfPostgresDuringAnImport_healsByItselfAndLosesNothing() throws Exception {
    int batches = 120;
    try (ServiceProcess running = ServiceProcess.in(directory)) {
      running.start();
      Sender sender = new Sender(running, 10);
      CompletableFuture<Integer> sending =
          CompletableFuture.supplyAsync(() -> sender.send(0, batches));
      sender.firstAcks.await();
      running.killDatabase();

      assertThat(sending.join()).isEqualTo(batches);
      assertExactly(running, sender.acknowledged);
    }
  }

  @Test
  void killNineWhileAFileIsFollowed_goesOnWhereItWas() throws Exception {
    int lines = 5_000;
    Path log = directory.resolve("events.jsonl");
    Files.writeString(
        log,
        IntStream.range(0, lines)
            .mapToObj(
                i ->
                    "{\"version\":\"0.1.0\",\"event\":\"signal.created\",\"timestamp\":\"2026-03-01T00:00:00Z\",\"trace_id\":null,\"span_id\":\"SIG-%d\",\"parent_id\":null,\"source\":\"github-action\",\"data\":{}}"
                        .formatted(i))
            .collect(Collectors.joining("\n", "", "\n")));
    try (ServiceProcess running =
        ServiceProcess.in(directory).with("INTENT_OBSERVE_TAIL_FILES", log.toString())) {
      for (int seen : List.of(1, 2_000)) {
        running.start();
        assertThat(running.stream(seen)).hasSize(seen);
        running.kill();
      }
      running.start();

      assertThat(new HashSet<>(running.stream(lines))).hasSize(lines);
      Json.Fields source = source(running, "file:" + log);
      assertThat(source.text("stored")).contains("5000");
      assertThat(source.text("duplicates")).contains("0");
      assertThat(running.stop()).isZero();
    }
  }

  private static void assertExactly(ServiceProcess running, Set<String> expected) throws Exception {
    List<String> recorded = new ArrayList<>();
    String cursor = "";
    do {
      Json.Fields page =
          JsonText.parseObject(running.get("/api/v1/events?limit=1000" + cursor).body());
      for (Json item : ((Json.Items) page.values().get("items")).values()) {
        recorded.add(((Json.Fields) item).text("event_id").orElseThrow());
      }
      cursor = page.text("next_cursor").map(next -> "&cursor=" + next).orElse("");
    } while (!cursor.isEmpty());

    assertThat(recorded).doesNotHaveDuplicates();
    assertThat(new HashSet<>(recorded)).isEqualTo(expected);
    assertThat(source(running, "http").text("balanced")).contains("true");
    assertThat(source(running, "http").text("stored")).contains(Integer.toString(expected.size()));
  }

  private static Json.Fields source(ServiceProcess running, String receiver) throws Exception {
    Json.Fields sources = JsonText.parseObject(running.get("/api/v1/sources").body());
    return ((Json.Items) sources.values().get("items"))
        .values().stream()
            .map(item -> (Json.Fields) item)
            .filter(item -> item.text("receiver").orElseThrow().equals(receiver))
            .findFirst()
            .orElseThrow();
  }
}
