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
 * Inflates a compressed body piece by piece as it arrives: gzip with any number of members one
 * after another, or deflate with or without its zlib head. Blocking only in the sense that it uses
 * the processor; the sink counts what comes out and may stop it by throwing.
 */
public final class Decompressor implements AutoCloseable {

  /** Takes inflated bytes; the array is used again after the call. */
  public interface Sink {
    void write(byte[] bytes, int length);
  }

  private enum Stage {
    HEAD,
    DATA,
    TRAILER,
    END
  }

  private static final int PIECE = 32 << 10;
  private static final int TRAILER_BYTES = 8;

  private final boolean gzip;
  private final Sink sink;
  private final byte[] out = new byte[PIECE];
  private final CRC32 crc = new CRC32();
  private @Nullable Inflater inflater;
  private Stage at = Stage.HEAD;
  private boolean any;
  private byte[] input = {};
  private int next;

  private Decompressor(boolean gzip, Sink sink) {
    this.gzip = gzip;
    this.sink = sink;
  }

  /**
   * For the value of a {@code Content-Encoding} header; null where nothing is to be unpacked.
   *
   * @throws IngestException 415 for an encoding not known here
   */
  public static @Nullable Decompressor forEncoding(@Nullable String encoding, Sink sink) {
    return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> null;
      case "gzip", "x-gzip" -> new Decompressor(true, sink);
      case "deflate" -> new Decompressor(false, sink);
      default ->
          throw IngestException.unsupported(
              "unsupported_encoding",
              "Content-Encoding may be gzip, deflate or identity, not zstd, br or several.");
    };
  }

  /**
   * Decompresses the next bytes into the sink.
   *
   * @throws IngestException 400 when the bytes are not of the encoding; whatever the sink throws
   */
  public void feed(byte[] piece) {
    input =
        next == input.length ? piece : join(Arrays.copyOfRange(input, next, input.length), piece);
    next = 0;
    try {
      while (next < input.length && step()) {
        any = true;
      }
    } catch (DataFormatException e) {
      throw malformed("the compressed data are damaged");
    }
  }

  /**
   * Ends the body.
   *
   * @throws IngestException 400 when the body stopped in the middle
   */
  public void finish() {
    boolean complete = next == input.length && (gzip ? at == Stage.HEAD : at == Stage.END);
    if (any && !complete) {
      throw malformed("the compressed data stop in the middle");
    }
  }

  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
    }
  }

  /** False when more input is needed first. */
  private boolean step() throws DataFormatException {
    return switch (at) {
      case HEAD -> head();
      case DATA -> data();
      case TRAILER -> trailer();
      case END -> throw malformed("bytes follow the compressed data");
    };
  }

  private boolean head() {
    int length = gzip ? gzipHead() : 0;
    if (length < 0 || input.length - next < 2) {
      any = true;
      return false;
    }
    if (inflater == null) {
      inflater = new Inflater(gzip || !looksLikeZlib());
    } else {
      inflater.reset();
    }
    crc.reset();
    next += length;
    at = Stage.DATA;
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
      throw malformed("a preset dictionary is asked for");
    }
    if (running.finished()) {
      at = gzip ? Stage.TRAILER : Stage.END;
    }
    return true;
  }

  private boolean trailer() {
    if (input.length - next < TRAILER_BYTES) {
      return false;
    }
    long written = requireNonNull(inflater).getBytesWritten();
    if (word(next) != crc.getValue() || word(next + 4) != (written & 0xffffffffL)) {
      throw malformed("checksum or length of the compressed data are wrong");
    }
    next += TRAILER_BYTES;
    at = Stage.HEAD;
    return true;
  }

  /** The length of the gzip head; -1 when it is not all there yet. */
  private int gzipHead() {
    if (!GzipHeader.mayBegin(input, next)) {
      throw malformed("this is not gzip");
    }
    int length = GzipHeader.length(input, next);
    if (length < 0 && input.length - next > GzipHeader.LONGEST) {
      throw malformed("the gzip head is too long");
    }
    return length;
  }

  private boolean looksLikeZlib() {
    int first = input[next] & 0xff;
    int second = input[next + 1] & 0xff;
    return (first & 0x0f) == 8 && ((first << 8) | second) % 31 == 0;
  }

  /** Four bytes, the lowest first. */
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

  private static IngestException malformed(String why) {
    return IngestException.bad(
        "malformed_encoding", "The body does not match its encoding: " + why + ".");
  }
}
