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

/** The files in {@code data/postgres}: server, data, lock, port and password. */
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

  /** Renamed to {@link #data} when complete. */
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
   * Keeps a second process out as long as the channel is open; the system closes it if this process
   * is killed.
   *
   * @throws IOException if another process holds it
   */
  FileChannel lock() throws IOException {
    FileChannel channel =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new IOException(
          "Another instance of Intent Observe uses "
              + root.getParent()
              + ". Stop it, or set another data_dir for this one.");
    }
    return channel;
  }

  /** The saved port, or a free one, which is saved then. */
  int choosePort() throws IOException {
    int saved = savedPort();
    if (saved != NO_PORT && isFree(saved)) {
      return saved;
    }
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    write(port(), Integer.toString(free));
    return free;
  }

  /** A damaged file is no error, because any port will do. */
  private int savedPort() throws IOException {
    if (!Files.exists(port())) {
      return NO_PORT;
    }
    String saved = new String(Files.readAllBytes(port()), StandardCharsets.ISO_8859_1).strip();
    if (PORT.matcher(saved).matches() && Integer.parseInt(saved) <= LAST_PORT) {
      return Integer.parseInt(saved);
    }
    log.atWarn().addKeyValue("file", port()).log("the file contains no port, choosing another one");
    return NO_PORT;
  }

  /** The saved password, or a new one in a file that only the owner can read. */
  String choosePassword() throws IOException {
    if (!Files.exists(password())) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      write(password(), HexFormat.of().formatHex(random));
    }
    return Files.readString(password()).strip();
  }

  /** Starts a new log, and keeps the one before. */
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

  /** Writes all or nothing, so that a later start never finds half a file. */
  private void write(Path file, String text) throws IOException {
    Path temporary =
        Files.createTempFile(root, "new", null, PosixFilePermissions.asFileAttribute(OWNER_READS));
    Files.writeString(temporary, text);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
