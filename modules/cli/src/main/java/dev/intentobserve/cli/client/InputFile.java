package dev.intentobserve.cli.client;

import dev.intentobserve.cli.render.Terminal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens what people name on the command line: a file, a gzip file, or {@code -}. */
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

  /** Whether a JSON array begins here, whose records are not lines. */
  static boolean startsArray(InputStream in) throws IOException {
    in.mark(LOOK_AHEAD);
    int c = in.read();
    for (int i = 1; i < LOOK_AHEAD && skipped(c); i++) {
      c = in.read();
    }
    in.reset();
    return c == '[';
  }

  /** Blanks, and the three bytes of a byte order mark. */
  private static boolean skipped(int c) {
    return (c >= 0 && c <= ' ') || c == 0xef || c == 0xbb || c == 0xbf;
  }

  /** All of it, unless it is longer than {@code most}. */
  public static byte[] all(InputStream in, int most, String name) throws IOException {
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw CliException.usage(
          name + " is one JSON document of more than " + (most >> 20) + " MiB: send it as lines");
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
