package dev.intentobserve.postgres;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the PostgreSQL that comes with the program, once for each release of it. */
final class PostgresBinaries {
  private PostgresBinaries() {}

  /**
   * The directory with {@code bin}, {@code lib} and {@code share} below {@code parent}, which
   * several processes may use at once.
   */
  static synchronized Path unpack(Path parent) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                parent.resolve("unpack.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      requireNonNull(held, "lock");
      return unpackAlone(parent);
    }
  }

  private static Path unpackAlone(Path parent) throws IOException {
    URL archive = archive();
    Path home = parent.resolve("server-" + fingerprint(archive));
    if (Files.exists(home)) {
      return home;
    }
    Path incomplete = parent.resolve("server.unpacking");
    delete(incomplete);
    Files.createDirectories(incomplete);
    try (InputStream in = new XZInputStream(new BufferedInputStream(archive.openStream()));
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      extract(tar, incomplete);
    }
    return Files.move(incomplete, home, StandardCopyOption.ATOMIC_MOVE);
  }

  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static URL archive() throws IOException {
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String name =
        switch (machine) {
          case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
          case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
          default -> "postgres-linux-" + machine + ".txz";
        };
    URL found = PostgresBinaries.class.getResource("/" + name);
    if (found == null || !System.getProperty("os.name", "").startsWith("Linux")) {
      throw new IOException(
          "There is no embedded PostgreSQL for this system. Set database.url to your own server.");
    }
    return found;
  }

  /** Identifies a release without reading the archive. */
  private static String fingerprint(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    connection.setUseCaches(false);
    if (connection instanceof JarURLConnection jar) {
      try (var file = jar.getJarFile()) {
        return Long.toHexString(requireNonNull(jar.getJarEntry(), "jar entry").getCrc());
      }
    }
    return Long.toHexString(connection.getContentLengthLong());
  }

  private static void extract(TarArchiveInputStream tar, Path target) throws IOException {
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path path = target.resolve(entry.getName()).normalize();
      if (!path.startsWith(target)) {
        throw new IOException("The PostgreSQL archive is damaged: " + entry.getName());
      }
      write(tar, entry, path);
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(requireNonNull(path.getParent(), "parent"));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, path);
    boolean executable = (entry.getMode() & 0111) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
