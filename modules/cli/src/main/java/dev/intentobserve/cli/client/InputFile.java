package dev.intentobserve.cli.client;

import dev.intentobserve.cli.render.Terminal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens an input named on the command line: a file, a gzip file, or {@code -}. */
public final class InputFile {
  public static final String STDIN = "-";

  private static final int LOOK_AHEAD = 1 << 10;

  private InputFile() {}

  public static InputStream open(String name, Terminal terminal) throws IOException {
    if (name.equals(STDIN)) {
      return unpacked(terminal.in());
    }
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      throw CliException.usage(name + " is a directory");
    }
    if (!Files.exists(path)) {
      throw CliException.missing(name + ": no such file");
    }
    return unpacked(Files.newInputStream(path));
  }

  /** Whether the input is a JSON array, so that its records are not lines. */
  static boolean startsArray(InputStream in) throws IOException {
    in.mark(LOOK_AHEAD);
    int c = in.read();
    for (int i = 1; i < LOOK_AHEAD && skipped(c); i++) {
      c = in.read();
    }
    in.reset();
    return c == '[';
  }

  /** White space and the bytes of a byte order mark. */
  private static boolean skipped(int c) {
    return (c >= 0 && c <= ' ') || c == 0xef || c == 0xbb || c == 0xbf;
  }

  /**
   * The whole input.
   *
   * @throws CliException if it is longer than {@code max} bytes
   */
  public static byte[] all(InputStream in, int max, String name) throws IOException {
    byte[] bytes = in.readNBytes(max + 1);
    if (bytes.length > max) {
      throw CliException.usage(
          name
              + " is one JSON document of more than "
              + (max >> 20)
              + " MiB; send it as JSON lines");
    }
    return bytes;
  }

  private static InputStream unpacked(InputStream raw) throws IOException {
    InputStream in = new BufferedInputStream(raw, 1 << 16);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
  }
}
