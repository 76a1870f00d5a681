package dev.intentobserve.ingest.file;

import static dev.intentobserve.ingest.IngestTestServer.event;
import static dev.intentobserve.testkit.TestFutures.await;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ingest.FakeIngestStore;
import dev.intentobserve.ingest.FakeIngestStore.StoreState;
import dev.intentobserve.ingest.Ingest;
import dev.intentobserve.ingest.IngestConfig;
import dev.intentobserve.ingest.IngestConfig.TailFile;
import dev.intentobserve.ingest.IngestTestMeters;
import dev.intentobserve.ingest.IngestTestServer;
import dev.intentobserve.ingest.pipeline.ReceiverConfig;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Entry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReceiverTest {
  private static final Scope SCOPE = new Scope("acme", "files");

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final IngestTestMeters meters = new IngestTestMeters();
  private FakeIngestStore store;
  private Path file;
  private String running;

  @BeforeEach
  void open() {
    store = FakeIngestStore.open(vertx);
    file = folder.resolve("events.jsonl");
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void growingFile_isReadLineByLineWithItsMark() throws IOException {
    write(event("a") + "\n\n" + event("b") + "\n");
    start();

    Append first = store.next();
    assertThat(first.receiver()).isEqualTo("file:" + file);
    assertThat(first.scope()).isEqualTo(SCOPE);
    assertThat(origins(first)).containsExactly("line 1", "line 3");
    assertThat(Objects.requireNonNull(first.mark()).offset()).isEqualTo(Files.size(file));

    write(event("c") + "\r\n");
    Append second = store.next();
    assertThat(origins(second)).containsExactly("line 4");
    assertThat(store.bodies()).hasSize(3);
    assertThat(
            meters.of(
                TelemetryNames.METRIC_TAIL_REWRITTEN,
                TelemetryNames.LABEL_RECEIVER,
                "file:" + file))
        .isZero();
  }

  @Test
  void missingFile_isWaitedFor() throws IOException {
    start();
    write(event("a") + "\n");

    assertThat(store.next().entries()).hasSize(1);
  }

  @Test
  void incompleteLine_waitsForItsEnd() throws IOException {
    String half = event("b").substring(0, 20);
    write(event("a") + "\n" + half);
    start();
    assertThat(store.next().entries()).hasSize(1);

    write(event("b").substring(20) + "\n");

    assertThat(store.next().entries()).hasSize(1);
    assertThat(store.bodies()).containsExactly(event("a"), event("b"));
  }

  @Test
  void restart_continuesAfterTheCommittedMark() throws IOException {
    write(event("a") + "\n");
    start();
    store.next();
    await(vertx.undeploy(running));
    write(event("b") + "\n");

    start();

    Append append = store.next();
    assertThat(append.entries()).hasSize(1);
    assertThat(store.bodies()).containsExactly(event("a"), event("b"));
    assertThat(store.asked).isEmpty();
  }

  @Test
  void slowStore_getsFewerRowsAtOnceUntilItCanKeepUp() throws IOException {
    store.acceptAtMost(3);
    for (int i = 0; i < 12; i++) {
      write(event("e" + i) + "\n");
    }
    start(3);

    assertThat(store.next().entries()).hasSize(12);
    assertThat(store.next().entries()).hasSize(6);
    Append append = store.next();
    while (append.mark() == null) {
      append = store.next();
    }
    assertThat(append.entries()).hasSize(3);
    assertThat(store.bodies()).hasSize(12);
  }

  @Test
  void busyStore_pausesTheFile() throws IOException {
    store.switchTo(StoreState.BUSY);
    write(event("a") + "\n");
    start();
    Append refused = store.next();
    store.switchTo(StoreState.HEALTHY);

    Append again = store.next();
    while (store.bodies().isEmpty()) {
      again = store.next();
    }

    assertThat(again.entries()).isEqualTo(refused.entries());
    assertThat(store.bodies()).containsExactly(event("a"));
  }

  @Test
  void badLine_isRefusedAndTheRestIsRead() throws IOException {
    write("<<<<<<< HEAD\n" + event("a") + "\n");
    start();

    Append append = store.next();

    assertThat(append.entries().getFirst()).isInstanceOf(Entry.Refused.class);
    assertThat(append.entries().getLast()).isInstanceOf(Entry.Accepted.class);
  }

  @Test
  void rotatedFile_isFinishedBeforeTheNextIsRead() throws IOException {
    write(event("a") + "\n");
    start();
    store.next();
    await(vertx.undeploy(running));
    write(event("b") + "\n");
    Files.move(file, folder.resolve("events.jsonl.1"));
    write(event("c") + "\n");

    start();
    store.next();
    store.next();

    assertThat(store.bodies()).containsExactly(event("a"), event("b"), event("c"));
    assertThat(
            meters.of(
                TelemetryNames.METRIC_TAIL_REWRITTEN,
                TelemetryNames.LABEL_RECEIVER,
                "file:" + file))
        .isZero();
  }

  @Test
  void restartAfterRotation_takesTheMarkOfTheNewFile() throws IOException {
    rotatedFile_isFinishedBeforeTheNextIsRead();
    await(vertx.undeploy(running));
    assertThat(store.marks()).hasSize(2);
    write(event("d") + "\n");

    start();

    assertThat(store.next().entries()).hasSize(1);
    assertThat(store.bodies()).endsWith(event("c"), event("d"));
    assertThat(store.asked).isEmpty();
  }

  @Test
  void rewrittenFile_isReadAgainWithoutDuplicates() throws IOException {
    write(event("a") + "\n" + event("b") + "\n");
    start();
    store.next();

    Files.writeString(file, event("b") + "\n" + event("x") + "\n" + event("a") + "\n");

    assertThat(store.next().entries()).hasSize(3);
    assertThat(store.bodies()).containsExactly(event("a"), event("b"), event("x"));
    await(vertx.undeploy(running));
    assertThat(
            meters.of(
                TelemetryNames.METRIC_TAIL_REWRITTEN,
                TelemetryNames.LABEL_RECEIVER,
                "file:" + file))
        .isEqualTo(1);
  }

  @Test
  void manyTinyLines_areCommittedInPartsAndTheMarkWithTheLast() throws IOException {
    write("1\n".repeat(25));
    start(2);

    assertThat(store.next().mark()).isNull();
    Append last = store.next();
    assertThat(last.entries()).hasSize(5);
    assertThat(Objects.requireNonNull(last.mark()).offset()).isEqualTo(50);
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text, CREATE, APPEND);
  }

  private void start() {
    start(1000);
  }

  private void start(int rows) {
    ReceiverConfig defaults = ReceiverConfig.DEFAULT;
    ReceiverConfig receivers =
        new ReceiverConfig(
            defaults.limits(),
            defaults.deadline(),
            defaults.bodyTimeout(),
            defaults.inFlightBytes(),
            rows,
            1000,
            defaults.identity(),
            Set.of());
    List<TailFile> files = List.of(new TailFile(file.toString(), SCOPE));
    IngestConfig config = new IngestConfig(receivers, Scope.DEFAULT, files, Duration.ofMillis(20));
    running =
        await(vertx.deployVerticle(Ingest.deployable(config, IngestTestServer.CLOCK, meters)));
  }

  private static List<String> origins(Append append) {
    return append.entries().stream()
        .map(
            entry ->
                switch (entry) {
                  case Entry.Accepted accepted -> accepted.origin();
                  case Entry.Refused refused -> refused.origin();
                })
        .toList();
  }
}
