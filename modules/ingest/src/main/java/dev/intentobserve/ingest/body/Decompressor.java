package dev.intentobserve.ingest.body;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.ingest.error.IngestException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses a body piece by piece as it arrives: gzip with any number of members, or deflate
 * with or without its zlib header. The sink counts the output and stops a decompression bomb by
 * throwing. The module's README says why the libraries' decoders are not used.
 */
public final class Decompressor implements AutoCloseable {

  /** Receives decompressed bytes; the array is reused after the call. */
  public interface Sink {
    void write(byte[] bytes, int length);
  }

  private enum Stage {
    HEADER,
    DATA,
    TRAILER,
    END
  }

  private static final int OUTPUT_BYTES = 32 << 10;
  private static final int TRAILER_BYTES = 8;

  private final boolean gzip;
  private final Sink sink;
  private final byte[] out = new byte[OUTPUT_BYTES];
  private final CRC32 crc = new CRC32();
  private @Nullable Inflater inflater;
  private Stage stage = Stage.HEADER;
  private boolean started;
  private byte[] input = {};
  private int next;

  private Decompressor(boolean gzip, Sink sink) {
    this.gzip = gzip;
    this.sink = sink;
  }

  /**
   * For the value of a {@code Content-Encoding} header; null if the body is not compressed.
   *
   * @throws IngestException 415 for an unsupported encoding
   */
  public static @Nullable Decompressor forEncoding(@Nullable String encoding, Sink sink) {
    return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> null;
      case "gzip", "x-gzip" -> new Decompressor(true, sink);
      case "deflate" -> new Decompressor(false, sink);
      default ->
          throw IngestException.of(
              415,
              "unsupported_encoding",
              "Content-Encoding must be gzip, deflate or identity; zstd, br and several encodings are"
                  + " not supported.");
    };
  }

  /**
   * Decompresses the next bytes into the sink, whose exceptions pass through.
   *
   * @throws IngestException 400 if the bytes do not match the encoding
   */
  public void feed(byte[] piece) {
    input =
        next == input.length ? piece : join(Arrays.copyOfRange(input, next, input.length), piece);
    next = 0;
    try {
      while (next < input.length && step()) {
        started = true;
      }
    } catch (DataFormatException e) {
      throw malformed("the compressed data is damaged");
    }
  }

  /**
   * Ends the body.
   *
   * @throws IngestException 400 if the compressed data is incomplete
   */
  public void finish() {
    boolean complete = next == input.length && (gzip ? stage == Stage.HEADER : stage == Stage.END);
    if (started && !complete) {
      throw malformed("the compressed data is incomplete");
    }
  }

  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
    }
  }

  /** False if more input is needed first. */
  private boolean step() throws DataFormatException {
    return switch (stage) {
      case HEADER -> header();
      case DATA -> data();
      case TRAILER -> trailer();
      case END -> throw malformed("bytes follow the compressed data");
    };
  }

  private boolean header() {
    int length = gzip ? gzipHeader() : 0;
    if (length < 0 || input.length - next < 2) {
      started = true;
      return false;
    }
    if (inflater == null) {
      inflater = new Inflater(gzip || !looksLikeZlib());
    } else {
      inflater.reset();
    }
    crc.reset();
    next += length;
    stage = Stage.DATA;
    return true;
  }

  private boolean data() throws DataFormatException {
    Inflater running = requireNonNull(inflater);
    running.setInput(input, next, input.length - next);
    int length;
    do {
      length = running.inflate(out);
      crc.update(out, 0, length);
      sink.write(out, length);
    } while (length > 0);
    next = input.length - running.getRemaining();
    if (running.needsDictionary()) {
      throw malformed("it needs a preset dictionary");
    }
    if (running.finished()) {
      stage = gzip ? Stage.TRAILER : Stage.END;
    }
    return true;
  }

  private boolean trailer() {
    if (input.length - next < TRAILER_BYTES) {
      return false;
    }
    long written = requireNonNull(inflater).getBytesWritten();
    if (word(next) != crc.getValue() || word(next + 4) != (written & 0xffffffffL)) {
      throw malformed("checksum or length is wrong");
    }
    next += TRAILER_BYTES;
    stage = Stage.HEADER;
    return true;
  }

  /** The length of the gzip header; -1 if it is not complete yet. */
  private int gzipHeader() {
    if (!GzipHeader.mayBegin(input, next)) {
      throw malformed("it is not gzip");
    }
    int length = GzipHeader.length(input, next);
    if (length < 0 && input.length - next > GzipHeader.MAX_LENGTH) {
      throw malformed("the gzip header is too long");
    }
    return length;
  }

  private boolean looksLikeZlib() {
    int first = input[next] & 0xff;
    int second = input[next + 1] & 0xff;
    return (first & 0x0f) == 8 && ((first << 8) | second) % 31 == 0;
  }

  /** A little-endian unsigned 32-bit number. */
  private long word(int from) {
    long word = 0;
    for (int i = 3; i >= 0; i--) {
      word = (word << 8) | (input[from + i] & 0xff);
    }
    return word;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static IngestException malformed(String reason) {
    return IngestException.of(
        400, "malformed_encoding", "The body does not match its encoding: " + reason + ".");
  }
}
