package dev.intentobserve.cli;

import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.Limits;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts an input into bodies of about a thousand lines or a mebibyte. */
final class Batches implements Closeable {
  private static final int LINES = 1000;
  private static final int BYTES = 1 << 20;

  /**
   * One body.
   *
   * @param origins where each record stands: {@code line 17}; empty for a JSON array
   */
  record Batch(String contentType, Bytes body, List<String> origins) {
    String origin(int index) {
      return index < origins.size() ? origins.get(index) : "index " + index;
    }
  }

  private final InputStream in;
  private final String name;
  private final LineSource lines;
  private boolean started;

  Batches(InputStream in, String name) {
    this.in = in;
    this.name = name;
    this.lines = new LineSource(in, Limits.DEFAULT.record());
  }

  /** The next body, null at the end. */
  @Nullable Batch next() throws IOException {
    if (!started) {
      started = true;
      if (Input.startsArray(in)) {
        return new Batch(
            Service.JSON, Bytes.of(Input.all(in, Limits.DEFAULT.body(), name)), List.of());
      }
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    List<String> origins = new ArrayList<>();
    while (origins.size() < LINES && body.size() < BYTES) {
      byte[] line = lines.next();
      if (line == null) {
        break;
      }
      body.write(line);
      body.write('\n');
      origins.add("line " + lines.number());
    }
    return origins.isEmpty()
        ? null
        : new Batch(Service.LINES, Bytes.of(body.toByteArray()), origins);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
