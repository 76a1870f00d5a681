package dev.intentobserve.cli.client;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.event.InputLimits;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits an input into request bodies of about a thousand lines or one MiB. */
public final class InputBatches implements Closeable {
  private static final int LINES = 1000;
  private static final int BYTES = 1 << 20;

  /**
   * One body.
   *
   * @param origins the place of each record, such as {@code line 17}; empty for a JSON array
   */
  public record Batch(String contentType, Bytes body, List<String> origins) {
    public String origin(int index) {
      return index < origins.size() ? origins.get(index) : "index " + index;
    }
  }

  private final InputStream in;
  private final String name;
  private final InputLineReader lines;
  private boolean started;

  public InputBatches(InputStream in, String name) {
    this.in = in;
    this.name = name;
    this.lines = new InputLineReader(in, InputLimits.DEFAULT.record());
  }

  /** The next body; null at the end. */
  public @Nullable Batch next() throws IOException {
    if (!started) {
      started = true;
      if (InputFile.startsArray(in)) {
        return new Batch(
            ServiceClient.JSON,
            Bytes.of(InputFile.all(in, InputLimits.DEFAULT.body(), name)),
            List.of());
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
        : new Batch(ServiceClient.LINES, Bytes.of(body.toByteArray()), origins);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
