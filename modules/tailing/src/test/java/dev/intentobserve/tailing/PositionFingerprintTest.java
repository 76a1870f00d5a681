package dev.intentobserve.tailing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Digests;
import dev.intentobserve.model.event.IdentityKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stored position must not reveal which of 9,000 passwords a line contains. */
class PositionFingerprintTest {
  private static final IdentityKey KEY = IdentityKey.of("a key for this test, long enough for one");

  @TempDir Path directory;

  @Test
  void position_revealsNoGuessedSecret() throws IOException {
    String template = "{\"event\":\"a.b\",\"ref\":\"X\",\"data\":{\"password\":\"%s\"}}\n";
    Path file = Files.writeString(directory.resolve("e.jsonl"), template.formatted("4711"));
    FileFollower.FilePosition position = new FileFollower(file, 1024, 512, KEY).read(null).next();
    assertThat(IntStream.range(1_000, 10_000).mapToObj(i -> Digests.sha256(template.formatted(i))))
        .doesNotContain(position.fingerprint());
  }

  @Test
  void positionWithAPlainHash_isStillAccepted() throws IOException {
    Path file = Files.writeString(directory.resolve("e.jsonl"), "one\n");
    FileFollower.FilePosition plain = new FileFollower(file, 1024, 512).read(null).next();
    Files.writeString(file, "one\ntwo\n");
    FileFollower.Chunk chunk = new FileFollower(file, 1024, 512, KEY).read(plain);
    assertThat(chunk.transition()).isEqualTo(FileFollower.FileTransition.CONTINUED);
    assertThat(chunk.bytes().text()).isEqualTo("two\n");
    assertThat(
            new FileFollower(file, 1024, 512, IdentityKey.passing())
                .read(chunk.next())
                .transition())
        .isEqualTo(FileFollower.FileTransition.REWRITTEN);
  }
}
