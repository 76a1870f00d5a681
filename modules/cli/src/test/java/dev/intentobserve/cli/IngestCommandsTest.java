package dev.intentobserve.cli;

import static dev.intentobserve.cli.GoldenFiles.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.cli.FakeApiServer.Asked;
import dev.intentobserve.cli.TestTerminal.CommandResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

public class IngestCommandsTest {
  private static final String POST = "POST /api/v1/events";
  private static final String LINES = POST + " application/x-ndjson";
  private static final String STORED =
      "{\"received\":1,\"stored\":1,\"duplicates\":0,\"refused\":0,\"receipts\":"
          + "[{\"index\":0,\"status\":\"stored\",\"event_id\":\"e1\",\"seq\":41}]}";
  private static final String MIXED =
      "{\"received\":3,\"stored\":1,\"duplicates\":1,\"refused\":1,\"receipts\":["
          + "{\"index\":0,\"status\":\"stored\",\"event_id\":\"e1\",\"seq\":41},"
          + "{\"index\":1,\"status\":\"refused\",\"event_id\":null,\"seq\":null,"
          + "\"error\":{\"code\":\"malformed_json\",\"message\":\"column 3\"}},"
          + "{\"index\":2,\"status\":\"duplicate\",\"event_id\":\"e2\",\"seq\":7}]}";
  private static final String ALL_REFUSED =
      "{\"code\":\"all_refused\",\"message\":\"All records were rejected; see details.\","
          + "\"correlation_id\":\"c-1\",\"retryable\":false,\"details\":"
          + "{\"received\":1,\"stored\":0,\"duplicates\":0,\"refused\":1,\"receipts\":["
          + "{\"index\":0,\"status\":\"refused\",\"event_id\":null,\"seq\":null,"
          + "\"error\":{\"code\":\"malformed_json\",\"message\":\"column 3\"}}]}}";

  @TempDir Path dir;
  @RegisterExtension private final FakeApiServer service = new FakeApiServer();

  private final TestTerminal terminal = new TestTerminal().env("INTENT_OBSERVE_URL", service.url());

  @Test
  void emit_sendsOneEventAndPrintsItsReceipt() throws IOException {
    service.tell(POST, 200, STORED);
    CommandResult ran =
        terminal
            .env("INTENT_OBSERVE_KEY", "secret-1")
            .run(
                "emit",
                "signal.created",
                "--id",
                "SIG-1",
                "--title",
                "It flaps",
                "--data",
                "owner=mira",
                "confidence:=0.70",
                "--actor",
                "@mira");
    assertGolden("emit.json", ran.out());
    assertThat(ran.exit()).isZero();
    assertThat(service.asked())
        .containsExactly(
            new Asked(
                POST + " application/json",
                "{\"version\":\"0.1.0\",\"event\":\"signal.created\","
                    + "\"timestamp\":\"2026-03-10T12:00:00Z\",\"trace_id\":null,"
                    + "\"span_id\":\"SIG-1\",\"parent_id\":null,\"source\":\"cli\","
                    + "\"actor\":\"@mira\",\"data\":{\"title\":\"It flaps\","
                    + "\"owner\":\"mira\",\"confidence\":0.70}}"));
    assertThat(service.keys()).containsExactly("Bearer secret-1");
  }

  @Test
  void emit_sendsStandardInputUnchanged() {
    service.tell(POST, 200, STORED);
    terminal.input("{\"event\": \"a\"}\n").run("emit", "-");
    terminal.input("{\"event\": \"a\"}\n{\"event\": \"b\"}\n").run("emit", "-");
    assertThat(service.asked())
        .containsExactly(
            new Asked(POST + " application/json", "{\"event\": \"a\"}\n"),
            new Asked(LINES, "{\"event\": \"a\"}\n{\"event\": \"b\"}\n"));
  }

  @Test
  void emit_ofARefusedEvent_isExitTwo() {
    service.tell(POST, 400, ALL_REFUSED);
    assertThat(terminal.input("{]").run("emit", "-", "--format", "text"))
        .isEqualTo(new CommandResult(2, "refused  malformed_json  column 3\n", ""));
  }

  @Test
  void emit_waitsForABusyService() {
    service.tell(POST, 503, "{}", "Retry-After", "2").tell(POST, 429, "{}").tell(POST, 200, STORED);
    CommandResult ran = terminal.run("emit", "signal.created", "--format", "ndjson");
    assertThat(ran)
        .isEqualTo(
            new CommandResult(
                0, "{\"index\":0,\"status\":\"stored\",\"event_id\":\"e1\",\"seq\":41}\n", ""));
    assertThat(terminal.slept()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(1));
    assertThat(service.asked().stream().distinct()).hasSize(1);
  }

  @Test
  void importCommand_printsCountsForEachFile() throws IOException {
    service.tell(POST, 200, MIXED).tell(POST, 200, STORED);
    Path first = Files.writeString(dir.resolve("a.jsonl"), "{\"n\":1}\n\n{]\n{\"n\":3}");
    Path second = zipped(dir.resolve("b.jsonl.gz"), "{\"n\":4}\r\n");
    CommandResult ran =
        terminal.run("import", first.toString(), second.toString(), "--format", "text");
    assertThat(ran.exit()).isEqualTo(2);
    assertGolden("import.txt", withoutPaths(ran.out() + ran.err()));
    assertThat(service.asked())
        .containsExactly(
            new Asked(LINES, "{\"n\":1}\n{]\n{\"n\":3}\n"), new Asked(LINES, "{\"n\":4}\r\n"));
  }

  @Test
  void importCommand_splitsLongInputIntoBatches() {
    service.tell(POST, 200, STORED);
    CommandResult ran =
        terminal.input("{\"event\":\"a\"}\n".repeat(2500)).run("import", "-", "--format=ndjson");
    assertThat(service.asked().stream().map(asked -> asked.body().lines().count()))
        .containsExactly(1000L, 1000L, 500L);
    assertThat(ran)
        .isEqualTo(
            new CommandResult(
                0,
                "{\"file\":\"-\",\"received\":3,\"stored\":3,\"duplicates\":0,\"refused\":0}\n",
                "standard input: 3 received: 3 stored, 0 duplicates, 0 refused\n"));
  }

  @Test
  void importCommand_sendsAnArrayWhole() {
    service.tell(POST, 200, STORED);
    terminal.input("\uFEFF\n [{\"event\":\n\"a\"}]").run("import", "-");
    assertThat(service.asked())
        .containsExactly(new Asked(POST + " application/json", "\uFEFF\n [{\"event\":\n\"a\"}]"));
  }

  @Test
  void importCommand_ofAMissingFile_isExitTen() {
    assertThat(terminal.run("import", dir.resolve("none").toString()))
        .isEqualTo(
            new CommandResult(
                10, "", "intent-observe: " + dir.resolve("none") + ": no such file\n"));
  }

  @Test
  void importCommand_saysThatItCanBeRepeated() throws IOException {
    String freeUrl = "http://127.0.0.1:" + freePort();
    assertThat(terminal.input("{}").run("import", "-", "--url", freeUrl))
        .isEqualTo(
            new CommandResult(
                1,
                "",
                "intent-observe: no service at "
                    + freeUrl
                    + ": is it running? Try: make run\n"
                    + "standard input: stopped after 0 received: 0 stored, 0 duplicates, 0 refused."
                    + " Import it again: nothing is stored twice.\n"));
  }

  @Test
  void importCommand_stopsBetweenTwoBatches() {
    assertThat(terminal.sleeper(duration -> false).input("{}\n{}\n").run("import", "-"))
        .isEqualTo(
            new CommandResult(
                1,
                "",
                "intent-observe: standard input: stopped after 0 received: 0 stored, 0 duplicates,"
                    + " 0 refused. Import it again: nothing is stored twice.\n"));
    assertThat(service.asked()).isEmpty();
  }

  @Test
  void tailOnce_continuesAtTheSavedPosition() throws IOException {
    service.tell(POST, 200, STORED);
    Path file = Files.writeString(dir.resolve("events.jsonl"), "{\"n\":1}\n{\"n\":2");
    CommandResult first = tail(file);
    Files.writeString(file, "{\"n\":1}\n{\"n\":2}\n");
    CommandResult second = tail(file);
    CommandResult third = tail(file);
    assertThat(service.asked())
        .containsExactly(new Asked(LINES, "{\"n\":1}\n"), new Asked(LINES, "{\"n\":2}\n"));
    assertThat(List.of(first, second, third))
        .containsExactly(
            new CommandResult(0, "1 received: 1 stored, 0 duplicates, 0 refused\n", ""),
            new CommandResult(0, "1 received: 1 stored, 0 duplicates, 0 refused\n", ""),
            new CommandResult(0, "0 received: 0 stored, 0 duplicates, 0 refused\n", ""));
  }

  @Test
  void tail_namesTheRefusedLine() throws IOException {
    service.tell(POST, 200, MIXED);
    Path file = Files.writeString(dir.resolve("events.jsonl"), "{}\n\n{]\n{}\n");
    assertThat(tail(file))
        .isEqualTo(
            new CommandResult(
                2,
                "3 received: 1 stored, 1 duplicate, 1 refused\n",
                file + ", line 3: refused: malformed_json: column 3\n"));
  }

  @Test
  void tail_retriesWhileTheServiceIsUnavailable() throws IOException {
    service
        .tell(POST, 503, "{\"code\":\"busy\",\"message\":\"Later.\"}")
        .tell(POST, 500, "{\"code\":\"broken\",\"message\":\"Ours.\"}")
        .tell(POST, 200, STORED);
    Path file = Files.writeString(dir.resolve("events.jsonl"), "{}\n");
    assertThat(tail(file))
        .isEqualTo(
            new CommandResult(
                0,
                "1 received: 1 stored, 0 duplicates, 0 refused\n",
                "busy: Later. (correlation id c-1); retrying\n"));
    assertThat(terminal.slept()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void stoppedTail_keepsThePositionAfterTheDeliveredLines() throws IOException {
    service.tell(POST, 503, "{}");
    Path file = Files.writeString(dir.resolve("events.jsonl"), "{}\n");
    terminal.sleeper(Duration::isZero);
    tail(file);
    service.tell(POST, 200, STORED).tell(POST, 200, STORED);
    terminal.sleeper(duration -> true);
    assertThat(tail(file).out()).isEqualTo("1 received: 1 stored, 0 duplicates, 0 refused\n");
  }

  @Test
  void tailDaemon_sendsLinesAddedWhileItWaits() throws IOException {
    service.tell(POST, 200, STORED);
    Path file = dir.resolve("events.jsonl");
    Duration poll = Duration.ofMillis(250);
    terminal.sleeper(
        duration -> {
          if (duration.equals(poll) && terminal.slept().size() == 1) {
            writeUnchecked(file, "{\"n\":1}\n");
          }
          return terminal.slept().size() < 3;
        });
    CommandResult ran =
        terminal.run(
            "tail", file.toString(), "--poll", "250ms", "--state-dir", state(), "--format=text");
    assertThat(ran)
        .isEqualTo(
            new CommandResult(
                0,
                "1 received: 1 stored, 0 duplicates, 0 refused\n",
                file + ": no such file; retrying\n"));
    assertThat(terminal.slept()).containsExactly(poll, poll, poll);
  }

  @Test
  void tailOnce_ofAMissingFile_isExitTen() {
    Path file = dir.resolve("none.jsonl");
    assertThat(tail(file).exit()).isEqualTo(10);
  }

  @Test
  void damagedPositions_causeOnlyDuplicates() throws IOException {
    service.tell(POST, 200, STORED);
    Files.createDirectories(dir.resolve("state"));
    Files.writeString(dir.resolve("state/tail.json"), "{\"marks\":");
    Path file = Files.writeString(dir.resolve("events.jsonl"), "{}\n");
    assertThat(tail(file))
        .isEqualTo(
            new CommandResult(
                0,
                "1 received: 1 stored, 0 duplicates, 0 refused\n",
                "the saved positions are damaged; reading from the start, which stores nothing"
                    + " twice\n"));
  }

  /** Columns are as wide as the paths of this run. */
  private String withoutPaths(String text) {
    return text.replace(dir.toString(), "DIR").replaceAll(" {2,}", "  ");
  }

  private CommandResult tail(Path file) {
    return terminal.run("tail", file.toString(), "--once", "--state-dir", state(), "--format=text");
  }

  private String state() {
    return dir.resolve("state").toString();
  }

  private static void writeUnchecked(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path zipped(Path path, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return Files.write(path, bytes.toByteArray());
  }

  /** A port without a listener. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
