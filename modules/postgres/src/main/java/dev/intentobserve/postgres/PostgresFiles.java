package dev.intentobserve.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What lies in {@code data/postgres}: server, data, lock, port and password. */
record PostgresFiles(Path root) {
  private static final Logger log = LoggerFactory.getLogger(PostgresFiles.class);
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int LAST_PORT = 65_535;
  private static final int NO_PORT = 0;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_READS =
      PosixFilePermissions.fromString("rw-------");

  static PostgresFiles in(Path dataDir) throws IOException {
    Path root = dataDir.toAbsolutePath().normalize().resolve("postgres");
    Files.createDirectories(root);
    Files.setPosixFilePermissions(root, OWNER_ONLY);
    return new PostgresFiles(root);
  }

  Path data() {
    return root.resolve("data");
  }

  /** Becomes {@link #data} when it is complete. */
  Path incompleteData() {
    return root.resolve("data.making");
  }

  Path log() {
    return root.resolve("server.log");
  }

  Path password() {
    return root.resolve("password");
  }

  private Path port() {
    return root.resolve("port");
  }

  /**
   * Keeps a second process out for as long as the channel is open, however the first one ends.
   *
   * @throws IOException when another process has it
   */
  FileChannel lock() throws IOException {
    FileChannel channel =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new IOException(
          "Another instance of Intent Observe uses "
              + root.getParent()
              + ". Stop it, or give this one its own data_dir.");
    }
    return channel;
  }

  /** The port of earlier starts, or a free one; kept so that every start uses the same. */
  int choosePort() throws IOException {
    int kept = savedPort();
    if (kept != NO_PORT && isFree(kept)) {
      return kept;
    }
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    write(port(), Integer.toString(free));
    return free;
  }

  /** A port is only a convenience: a file that holds none is written anew. */
  private int savedPort() throws IOException {
    if (!Files.exists(port())) {
      return NO_PORT;
    }
    String kept = new String(Files.readAllBytes(port()), StandardCharsets.ISO_8859_1).strip();
    if (PORT.matcher(kept).matches() && Integer.parseInt(kept) <= LAST_PORT) {
      return Integer.parseInt(kept);
    }
    log.atWarn().addKeyValue("file", port()).log("the file holds no port, another one is chosen");
    return NO_PORT;
  }

  /** The password of earlier starts, or a new one that nobody but the owner can read. */
  String choosePassword() throws IOException {
    if (!Files.exists(password())) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      write(password(), HexFormat.of().formatHex(random));
    }
    return Files.readString(password()).strip();
  }

  /** Starts a new log; the one before is kept beside it. */
  void rotateLog() throws IOException {
    if (Files.exists(log())) {
      Files.move(log(), root.resolve("server.log.before"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** All or nothing, so that no start finds half a port. */
  private void write(Path file, String text) throws IOException {
    Path half =
        Files.createTempFile(root, "new", null, PosixFilePermissions.asFileAttribute(OWNER_READS));
    Files.writeString(half, text);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
