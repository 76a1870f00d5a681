package dev.intentobserve.tailing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.tailing.FileFollower.Chunk;
import dev.intentobserve.tailing.FileFollower.FilePosition;
import dev.intentobserve.tailing.FileFollower.FileTransition;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFollowerTest {
  @TempDir Path dir;
  private Path file;
  private FileFollower follower;

  /** The result of a step: a chunk without its position. */
  private record Seen(
      FileTransition transition, String text, long firstLine, boolean more, long partialTail) {}

  @BeforeEach
  void follow() {
    file = dir.resolve("events.jsonl");
    follower = new FileFollower(file, 64, 16);
  }

  @Test
  void missingFile_isReported() {
    assertThatThrownBy(() -> follower.read(null)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void emptyFile_givesNothing() throws IOException {
    write("");
    assertThat(seen(follower.read(null)))
        .isEqualTo(new Seen(FileTransition.FIRST, "", 1, false, 0));
  }

  @Test
  void directory_isRefused() throws IOException {
    Files.createDirectory(file);
    assertThatThrownBy(() -> follower.read(null))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("is not a regular file");
  }

  @Test
  void growth_isFollowed() throws IOException {
    write("one\ntwo\n");
    Chunk first = follower.read(null);
    append("three\n");
    Chunk second = follower.read(first.next());
    Chunk third = follower.read(second.next());
    assertThat(seen(first)).isEqualTo(new Seen(FileTransition.FIRST, "one\ntwo\n", 1, false, 0));
    assertThat(seen(second)).isEqualTo(new Seen(FileTransition.CONTINUED, "three\n", 3, false, 0));
    assertThat(seen(third)).isEqualTo(new Seen(FileTransition.CONTINUED, "", 4, false, 0));
    assertThat(third.next()).isEqualTo(second.next());
  }

  @Test
  void byteOrderMarkAndCarriageReturns_stayWithTheirLines() throws IOException {
    write("\uFEFFone\r\ntwo\r\n");
    assertThat(seen(follower.read(null)).text()).isEqualTo("\uFEFFone\r\ntwo\r\n");
  }

  @Test
  void chunk_endsAtAWholeLine() throws IOException {
    write("0123456789\n".repeat(12));
    Chunk first = follower.read(null);
    Chunk second = follower.read(first.next());
    assertThat(seen(first))
        .isEqualTo(new Seen(FileTransition.FIRST, "0123456789\n".repeat(5), 1, true, 0));
    assertThat(seen(second))
        .isEqualTo(new Seen(FileTransition.CONTINUED, "0123456789\n".repeat(5), 6, true, 0));
  }

  @Test
  void lineNumber_isFoundAgainByAnotherFollower() throws IOException {
    FilePosition position = afterReading("one\ntwo\n");
    append("three\n");
    assertThat(new FileFollower(file, 64, 16).read(position).firstLine()).isEqualTo(3);
  }

  @Test
  void partialLine_waitsForItsNewline() throws IOException {
    write("one\ntw");
    Chunk first = follower.read(null);
    Chunk waiting = follower.read(first.next());
    append("o\n");
    Chunk whole = follower.read(waiting.next());
    assertThat(seen(first)).isEqualTo(new Seen(FileTransition.FIRST, "one\n", 1, false, 2));
    assertThat(seen(waiting)).isEqualTo(new Seen(FileTransition.CONTINUED, "", 2, false, 2));
    assertThat(seen(whole)).isEqualTo(new Seen(FileTransition.CONTINUED, "two\n", 2, false, 0));
  }

  @Test
  void renamedFile_isFinishedBeforeTheNewOne() throws IOException {
    FilePosition position = afterReading("one\n");
    append("two\nthr");
    rotate();
    write("four\n");
    assertThat(drain(position))
        .containsExactly(
            new Seen(FileTransition.CONTINUED, "two\nthr", 2, true, 0),
            new Seen(FileTransition.ROTATED, "four\n", 1, false, 0));
  }

  @Test
  void renamedFileWithoutASuccessor_isStillRead() throws IOException {
    FilePosition position = afterReading("one\n");
    append("two\nthr");
    rotate();
    Chunk rest = follower.read(position);
    assertThat(seen(rest)).isEqualTo(new Seen(FileTransition.CONTINUED, "two\n", 2, false, 3));
    assertThatThrownBy(() -> new FileFollower(file, 64, 16).read(null))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void renamedFileThatIsExhausted_leavesTheNameMissing() throws IOException {
    FilePosition position = afterReading("one\n");
    rotate();
    assertThatThrownBy(() -> follower.read(position)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void writerThatStillHoldsARenamedFile_losesOnlyItsUnfinishedLine() throws IOException {
    FilePosition position = afterReading("one\ntw");
    rotate();
    write("four\n");
    Chunk torn = follower.read(position);
    append(dir.resolve("events.jsonl.1"), "o\nthree\n");
    assertThat(seen(torn)).isEqualTo(new Seen(FileTransition.CONTINUED, "tw", 2, true, 0));
    assertThat(drain(torn.next()))
        .containsExactly(
            new Seen(FileTransition.CONTINUED, "three\n", 3, true, 0),
            new Seen(FileTransition.ROTATED, "four\n", 1, false, 0));
  }

  @Test
  void severalRotations_areReadInTheirOrder() throws IOException {
    FilePosition position = afterReading("one\n");
    append("two\n");
    rotate();
    write("three\n");
    rotate();
    write("four\n");
    rotate();
    write("five\n");
    assertThat(drain(position))
        .containsExactly(
            new Seen(FileTransition.CONTINUED, "two\n", 2, true, 0),
            new Seen(FileTransition.ROTATED, "three\n", 1, true, 0),
            new Seen(FileTransition.ROTATED, "four\n", 1, true, 0),
            new Seen(FileTransition.ROTATED, "five\n", 1, false, 0));
  }

  @Test
  void deletedFile_isReplacedByTheNewOne() throws IOException {
    FilePosition position = afterReading("one\n");
    Path other = write(dir.resolve("other"), "two\nthree\n");
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(drain(position))
        .containsExactly(new Seen(FileTransition.ROTATED, "two\nthree\n", 1, false, 0));
  }

  @Test
  void reusedInode_isNoticedByContent() throws IOException {
    FilePosition position = afterReading("one\ntwo\n");
    write("new\nfile\n");
    assertThat(drain(position))
        .containsExactly(new Seen(FileTransition.REWRITTEN, "new\nfile\n", 1, false, 0));
  }

  @Test
  void rewriteOfEqualLength_isDetected() throws IOException {
    FilePosition position = afterReading("one\ntwo\n");
    write("one\nTWO\n");
    assertThat(drain(position))
        .containsExactly(new Seen(FileTransition.REWRITTEN, "one\nTWO\n", 1, false, 0));
  }

  @Test
  void rewriteWithEqualFirstBytes_isDetected() throws IOException {
    String head = "0123456789abcde\n".repeat(512);
    FileFollower wide = new FileFollower(file, 1 << 20, 1 << 10);
    write(head + "old\n");
    FilePosition position = wide.read(null).next();
    write(head + "new\nnewer\n");
    assertThat(seen(wide.read(position)))
        .isEqualTo(new Seen(FileTransition.REWRITTEN, head + "new\nnewer\n", 1, false, 0));
  }

  @Test
  void truncationToShorter_isDetected() throws IOException {
    FilePosition position = afterReading("one\ntwo\n");
    write("one\n");
    assertThat(drain(position))
        .containsExactly(new Seen(FileTransition.REWRITTEN, "one\n", 1, false, 0));
  }

  @Test
  void truncationAndRegrowthPastTheOffset_isDetected() throws IOException {
    FilePosition position = afterReading("one\n");
    write("another\nand another\n");
    assertThat(drain(position))
        .containsExactly(new Seen(FileTransition.REWRITTEN, "another\nand another\n", 1, false, 0));
  }

  @Test
  void copyTruncate_finishesTheCopy() throws IOException {
    FilePosition position = afterReading("one\n");
    append("two\n");
    Files.copy(file, dir.resolve("events.jsonl.1"));
    write("three\n");
    assertThat(drain(position))
        .containsExactly(
            new Seen(FileTransition.CONTINUED, "two\n", 2, true, 0),
            new Seen(FileTransition.ROTATED, "three\n", 1, false, 0));
  }

  @Test
  void backupUnderAnotherName_isNoRotation() throws IOException {
    FilePosition position = afterReading("one\n");
    append("two\n");
    Files.copy(file, dir.resolve("events.jsonl.orig"));
    write("ONE\n");
    assertThat(drain(position))
        .containsExactly(new Seen(FileTransition.REWRITTEN, "ONE\n", 1, false, 0));
  }

  @Test
  void symlinkSwap_finishesTheOldTarget() throws IOException {
    Path monday = write(dir.resolve("monday"), "one\n");
    Path tuesday = write(dir.resolve("tuesday"), "three\n");
    Files.createSymbolicLink(file, monday);
    FilePosition position = follower.read(null).next();
    append(monday, "two\n");
    Files.delete(file);
    Files.createSymbolicLink(file, tuesday);
    assertThat(drain(position))
        .containsExactly(
            new Seen(FileTransition.CONTINUED, "two\n", 2, true, 0),
            new Seen(FileTransition.ROTATED, "three\n", 1, false, 0));
  }

  @Test
  void overlongLine_isCutAndItsRestSkipped() throws IOException {
    write("one\n" + "x".repeat(200) + "\ntwo\n");
    assertThat(drain(null))
        .containsExactly(
            new Seen(FileTransition.FIRST, "one\n", 1, true, 0),
            new Seen(FileTransition.CONTINUED, "x".repeat(17), 2, true, 0),
            new Seen(FileTransition.CONTINUED, "two\n", 3, false, 0));
  }

  @Test
  void overlongLineThatGrows_isCutOnceAndSkippedToItsNewline() throws IOException {
    write("x".repeat(17));
    Chunk cut = follower.read(null);
    append("x".repeat(300));
    assertThat(seen(cut)).isEqualTo(new Seen(FileTransition.FIRST, "x".repeat(17), 1, false, 0));
    List<Seen> growing = new ArrayList<>();
    FilePosition position = drain(cut.next(), growing);
    append("xx\ntwo\n");
    assertThat(growing).isEmpty();
    assertThat(drain(position))
        .containsExactly(new Seen(FileTransition.CONTINUED, "two\n", 2, false, 0));
  }

  @Test
  void longestLine_isDeliveredWhole() throws IOException {
    write("x".repeat(16) + "\n" + "y".repeat(16));
    assertThat(drain(null))
        .containsExactly(new Seen(FileTransition.FIRST, "x".repeat(16) + "\n", 1, false, 16));
  }

  @Test
  void damagedPosition_startsAtTheBeginning() throws IOException {
    write("one\n");
    String key = follower.read(null).next().fileKey();
    for (FilePosition position :
        List.of(
            new FilePosition(key, 4, "", 0),
            new FilePosition(key, 2, "x", 9),
            new FilePosition(key, -1, "x", -1))) {
      assertThat(seen(follower.read(position)))
          .isEqualTo(new Seen(FileTransition.REWRITTEN, "one\n", 1, false, 0));
    }
  }

  /** Everything from a position on, without empty steps. */
  private List<Seen> drain(@Nullable FilePosition from) throws IOException {
    List<Seen> seen = new ArrayList<>();
    drain(from, seen);
    return seen;
  }

  private FilePosition drain(@Nullable FilePosition from, List<Seen> seen) throws IOException {
    Chunk chunk = follower.read(from);
    while (true) {
      if (chunk.bytes().length() > 0) {
        seen.add(seen(chunk));
      }
      if (!chunk.more()) {
        return chunk.next();
      }
      chunk = follower.read(chunk.next());
    }
  }

  private static Seen seen(Chunk chunk) {
    return new Seen(
        chunk.transition(),
        chunk.bytes().text(),
        chunk.firstLine(),
        chunk.more(),
        chunk.partialTail());
  }

  private void rotate() throws IOException {
    for (int n = 8; n > 0; n--) {
      Path older = dir.resolve("events.jsonl." + n);
      if (Files.exists(older)) {
        Files.move(older, dir.resolve("events.jsonl." + (n + 1)));
      }
    }
    Files.move(file, dir.resolve("events.jsonl.1"));
  }

  private FilePosition afterReading(String content) throws IOException {
    write(content);
    return follower.read(null).next();
  }

  private void write(String text) throws IOException {
    write(file, text);
  }

  private static Path write(Path path, String text) throws IOException {
    return Files.write(path, text.getBytes(UTF_8));
  }

  private void append(String text) throws IOException {
    append(file, text);
  }

  private static void append(Path path, String text) throws IOException {
    Files.write(path, text.getBytes(UTF_8), StandardOpenOption.APPEND);
  }
}
