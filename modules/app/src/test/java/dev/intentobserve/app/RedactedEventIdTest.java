package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Digests;
import dev.intentobserve.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same record sent again is the same event, whoever was killed and whichever process asks. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RedactedEventIdTest {
  private static final String SECRET =
      "{\"event\":\"a.b\",\"ref\":\"X\",\"data\":{\"password\":\"%s\"}}";
  private static final String LETTER = "{\"password\":\"%s\"}";
  private static final String OPEN = "{\"event\":\"a.b\",\"ref\":\"X\",\"data\":{\"x\":1}}";

  @TempDir Path directory;

  @Test
  void killedAndStartedAnew_knowsARedactedEventAgain_andGivesItsSecretToNobody() throws Exception {
    try (ServiceProcess running = ServiceProcess.in(directory)) {
      running.start();
      assertThat(send(running, SECRET.formatted("4711"))).contains("\"stored\":1");
      assertThat(send(running, OPEN)).contains(hash(OPEN));
      assertThat(send(running, LETTER.formatted("4711"))).contains("\"refused\":1");
      assertThat(everySeen(running)).doesNotContainAnyElementsOf(wrongKeys());
      running.kill();

      running.start();
      assertThat(send(running, SECRET.formatted("4711"))).contains("\"duplicate");
      assertThat(send(running, SECRET.formatted("4711"))).contains("\"duplicates\":1");
      assertThat(send(running, SECRET.formatted("4712"))).contains("\"stored\":1");
      send(running, LETTER.formatted("4711"));
      assertThat(running.get("/api/v1/dead-letters").body())
          .containsOnlyOnce("\"unknown_dialect\"")
          .contains("\"times\":2");
      assertThat(running.stop()).isZero();
    }
  }

  @Test
  void twoProcesses_giveARedactedEventOneIdentity() throws Exception {
    TestPostgres.Database database = TestPostgres.shared().create();
    try (ServiceProcess first = on(database, "first");
        ServiceProcess second = on(database, "second")) {
      first.start();
      second.start();
      assertThat(send(first, SECRET.formatted("4711"))).contains("\"stored\":1");
      assertThat(send(second, SECRET.formatted("4711"))).contains("\"duplicates\":1");
    }
  }

  private ServiceProcess on(TestPostgres.Database database, String name) throws IOException {
    return ServiceProcess.in(Files.createDirectory(directory.resolve(name)))
        .with("INTENT_OBSERVE_DATABASE_HOST", database.host())
        .with("INTENT_OBSERVE_DATABASE_PORT", Integer.toString(database.port()))
        .with("INTENT_OBSERVE_DATABASE_NAME", database.name())
        .with("INTENT_OBSERVE_DATABASE_USER", database.user())
        .with("INTENT_OBSERVE_DATABASE_PASSWORD", database.password());
  }

  private static String send(ServiceProcess running, String line) throws Exception {
    return running.post("/api/v1/events", "application/x-ndjson", line).body();
  }

  /** All that looks like a hash in what a reader is shown. */
  private static Set<String> everySeen(ServiceProcess running) throws Exception {
    String shown =
        running.get("/api/v1/events").body() + running.get("/api/v1/dead-letters").body();
    Set<String> hashes = new HashSet<>();
    Pattern.compile("[0-9a-f]{64}")
        .matcher(shown)
        .results()
        .forEach(found -> hashes.add(found.group()));
    assertThat(hashes).hasSizeGreaterThan(1);
    return hashes;
  }

  private static Set<String> wrongKeys() {
    Set<String> wrongKeys = new HashSet<>();
    IntStream.range(1_000, 10_000)
        .mapToObj(Integer::toString)
        .forEach(
            guess -> {
              wrongKeys.add(hash(SECRET.formatted(guess)));
              wrongKeys.add(hash(LETTER.formatted(guess)));
            });
    return wrongKeys;
  }

  private static String hash(String text) {
    return Digests.sha256(text);
  }
}
