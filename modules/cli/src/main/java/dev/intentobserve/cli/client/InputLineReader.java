package dev.intentobserve.cli.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a stream that are not blank, without their newlines. Of a line longer than
 * {@code maxLength} only the first {@code maxLength + 1} bytes are kept: enough to be refused as
 * too long.
 */
public final class InputLineReader {
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final int maxLength;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;
  private long number;

  public InputLineReader(InputStream in, int maxLength) {
    this.in = in;
    this.maxLength = maxLength;
  }

  /** The number of the last returned line, from 1; blank lines count. */
  public long number() {
    return number;
  }

  /** The next line; null at the end. */
  public byte @Nullable [] next() throws IOException {
    byte[] line = line();
    while (line != null && blank(line)) {
      line = line();
    }
    return line;
  }

  private byte @Nullable [] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean any = false;
    while (fill()) {
      any = true;
      int newline = at;
      while (newline < end && buffer[newline] != '\n') {
        newline++;
      }
      line.write(buffer, at, Math.min(newline - at, maxLength + 1 - line.size()));
      at = newline + 1;
      if (newline < end) {
        number++;
        return line.toByteArray();
      }
    }
    number += any ? 1 : 0;
    return any ? line.toByteArray() : null;
  }

  private boolean fill() throws IOException {
    if (at >= end) {
      end = in.read(buffer);
      at = 0;
    }
    return end > 0;
  }

  private static boolean blank(byte[] line) {
    for (byte b : line) {
      if (b > ' ' || b < 0) {
        return false;
      }
    }
    return true;
  }
}
