package dev.intentobserve.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A source that is saved becomes a file that is written, with classes compiled just then. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SourceWatcherTest {
  /** Stands for the real one: it writes what a class beside it says. */
  private static final String MAIN =
      """
      package dev.intentobserve.dashboards;
      import java.io.PrintStream;
      import java.nio.file.*;
      import java.util.List;
      public final class Main {
        public static int run(List<String> args, PrintStream out, PrintStream err) throws Exception {
          Files.writeString(Path.of(args.get(1)).resolve("board.json"), deep.Board.text());
          out.println("board.json");
          return 0;
        }
      }
      """;

  @TempDir Path root;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final BlockingQueue<Boolean> rounds = new LinkedBlockingQueue<>();
  private SourceWatcher watch;
  private CompletableFuture<Void> running;

  @BeforeEach
  void start() throws IOException {
    save("dev/intentobserve/dashboards/Main.java", MAIN);
    saveBoard("return \"first\";");
    watch = new SourceWatcher(root, print(out), print(err));
    running =
        CompletableFuture.runAsync(
            () -> {
              try {
                watch.run(rounds::add);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  @AfterEach
  void end() throws Exception {
    watch.close();
    running.get(60, TimeUnit.SECONDS);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, UTF_8);
  }

  private void saveBoard(String body) throws IOException {
    save(
        "deep/Board.java",
        "package deep;\npublic class Board {\n  public static String text() {\n    "
            + body
            + "\n  }\n}\n");
  }

  /** In one step: what is noticed half written would be compiled half written. */
  private void save(String path, String text) throws IOException {
    Path file = root.resolve(SourceWatcher.SOURCES).resolve(path);
    Files.createDirectories(file.getParent());
    Path written = Files.writeString(root.resolve("written"), text);
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether the next round could generate everything. */
  private boolean round() throws InterruptedException {
    Boolean done = rounds.poll(60, TimeUnit.SECONDS);
    assertThat(done).as("a round").isNotNull();
    return done;
  }

  @Test
  void savedSource_isGeneratedFrom_againAndAgain() throws Exception {
    saveBoard("return \"second\";");
    assertThat(round()).as(err.toString(UTF_8)).isTrue();
    assertThat(root.resolve("board.json")).hasContent("second");
    saveBoard("return \"third\";");
    assertThat(round()).isTrue();
    assertThat(root.resolve("board.json")).hasContent("third");
    assertThat(out.toString(UTF_8).lines()).contains("board.json");
  }

  @Test
  void sourceThatDoesNotCompile_isToldWithFileAndLine_andItGoesOn() throws Exception {
    saveBoard("return 1;");
    assertThat(round()).isFalse();
    assertThat(err.toString(UTF_8))
        .contains(SourceWatcher.SOURCES + "/deep/Board.java:4: incompatible types");
    assertThat(root.resolve("board.json")).doesNotExist();
    saveBoard("return \"mended\";");
    assertThat(round()).isTrue();
    assertThat(root.resolve("board.json")).hasContent("mended");
  }

  @Test
  void dashboardThatLacksSomething_isTold_andItGoesOn() throws Exception {
    saveBoard("throw new IllegalStateException(\"board: Panel lacks its unit\");");
    assertThat(round()).isFalse();
    assertThat(err.toString(UTF_8)).contains("board: Panel lacks its unit");
    saveBoard("return \"whole\";");
    assertThat(round()).isTrue();
  }

  @Test
  void folderThatIsNew_isWatched() throws Exception {
    save("fresh/Word.java", "package fresh;\npublic class Word {}\n");
    assertThat(round()).isTrue();
    save(
        "fresh/Word.java",
        "package fresh;\npublic class Word { static final String IT = \"new\"; }\n");
    assertThat(round()).isTrue();
  }
}
