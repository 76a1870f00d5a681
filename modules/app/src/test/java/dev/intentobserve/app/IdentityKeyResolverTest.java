package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.app.config.ConfigException;
import dev.intentobserve.app.config.IdentityKeyFile;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.store.Store;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One record, one key: made once, found again, and never replaced in silence. */
class IdentityKeyResolverTest {
  private static final IdentityKey OURS = IdentityKey.of("ours".repeat(8));
  private static final IdentityKey THEIRS = IdentityKey.of("theirs".repeat(8));

  @TempDir Path directory;
  private TestPostgres.Database database;
  private StoreConfig record;

  @BeforeEach
  void migrate() {
    database = TestPostgres.shared().create();
    record =
        StoreConfig.DEFAULT.at(
            database.host(),
            database.port(),
            database.name(),
            database.user(),
            database.password());
    Store.migrate(record);
  }

  @Test
  void firstStart_makesAKeyForItsOwnerOnly_andLaterOnesFindIt() throws IOException {
    IdentityKey made = embedded();
    assertThat(embedded()).isEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file())).matches("[0-9a-f]{64}\n");
    assertThat(kept()).isNull();
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void keyOfAnotherInstallation_isRefused_andItsRecordStaysAsItIs() throws IOException {
    IdentityKey ours = embedded();
    String before = Files.readString(file());
    Files.writeString(file(), "theirs".repeat(8));
    refused(this::embedded, "installation.key: this record was written with another installation");
    assertThatThrownBy(() -> external(THEIRS))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("identity.key_file: this record was written with another")
        .hasMessageNotContaining("theirs");
    Files.writeString(file(), before);
    assertThat(embedded()).isEqualTo(ours);
  }

  @Test
  void lostKey_isMissed_andNotReplaced() throws IOException {
    embedded();
    Files.delete(file());
    refused(this::embedded, "installation.key: there is no installation key, but this record was");
    assertThat(file()).doesNotExist();
    refused(() -> external(null), "identity.key_file: there is no installation key");
  }

  @Test
  void emptyKeyFile_isNoKey() throws IOException {
    Files.createFile(file());
    refused(this::embedded, "installation.key is an empty file. It held the installation's key");
  }

  @Test
  void processesOnOneDatabase_withoutAFile_shareTheKeyThatTheRecordKeeps() {
    Set<IdentityKey> keys =
        IntStream.range(0, 8).parallel().mapToObj(i -> external(null)).collect(Collectors.toSet());
    assertThat(keys).hasSize(1);
    assertThat(kept()).isNotNull();
  }

  @Test
  void processesOnOneDatabase_withAFile_shareIt_andTheRecordNeverSeesIt() {
    assertThat(external(OURS)).isEqualTo(external(OURS));
    assertThat(kept()).isNull();
    refused(() -> external(THEIRS), "another installation key");
    refused(() -> external(null), "there is no installation key");
  }

  @Test
  void keyThatTheRecordKept_leavesItForAFile() {
    external(null);
    IdentityKey moved = IdentityKey.of(Objects.requireNonNull(kept()));
    refused(() -> external(OURS), "another installation key");
    assertThat(kept()).isNotNull();
    assertThat(external(moved)).isEqualTo(moved);
    assertThat(kept()).isNull();
    assertThat(external(moved)).isEqualTo(moved);
  }

  @Test
  void severalStartsAtOnce_inOneDirectory_makeOneKey() {
    Set<IdentityKey> keys =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> IdentityKeyFile.in(directory).make())
            .collect(Collectors.toSet());
    assertThat(keys).hasSize(1);
  }

  private IdentityKey embedded() {
    return new IdentityKeyResolver(null, IdentityKeyFile.in(directory), record).key();
  }

  private IdentityKey external(IdentityKey configured) {
    return new IdentityKeyResolver(configured, null, record).key();
  }

  private Path file() {
    return directory.resolve("installation.key");
  }

  private String kept() {
    return database.value("select stored_key from installation_key");
  }

  private static void refused(Runnable start, String message) {
    assertThatThrownBy(start::run)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("key");
  }
}
