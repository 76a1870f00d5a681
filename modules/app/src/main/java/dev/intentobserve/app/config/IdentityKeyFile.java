package dev.intentobserve.app.config;

import dev.intentobserve.model.event.IdentityKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The installation's key in a file that only its owner may read. Blocks. */
public record IdentityKeyFile(Path path) {
  private static final Set<PosixFilePermission> OWNER_READS =
      PosixFilePermissions.fromString("rw-------");

  public static IdentityKeyFile in(Path dataDir) {
    return new IdentityKeyFile(dataDir.toAbsolutePath().normalize().resolve("installation.key"));
  }

  /**
   * Reads the key from a file.
   *
   * @throws IllegalArgumentException when it holds none; the message never contains the content
   */
  static IdentityKey parse(String file) {
    return IdentityKey.of(SecretFile.read(file));
  }

  /** Empty when there is no such file. */
  public Optional<IdentityKey> read() {
    if (Files.notExists(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(path.toString()));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          path + " " + e.getMessage() + ". It held the installation's key: restore it.");
    }
  }

  /** Creates a new key, or reads the one that another process created meanwhile. */
  public IdentityKey make() {
    try {
      Path half = half();
      try {
        Files.createLink(path, half);
      } catch (FileAlreadyExistsException e) {
        return parse(path.toString());
      } finally {
        Files.delete(half);
      }
      return parse(path.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Synced to disk before it gets its name: a record must never outlive its key. */
  private Path half() throws IOException {
    Path half =
        Files.createTempFile(
            path.getParent(), "key", null, PosixFilePermissions.asFileAttribute(OWNER_READS));
    Files.writeString(
        half,
        IdentityKey.newSecret() + "\n",
        StandardCharsets.US_ASCII,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    return half;
  }
}
