package dev.intentobserve.parser.redact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Redaction;
import dev.intentobserve.parser.text.RecordText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Redacts bytes that are not a valid record, before they are stored as a dead letter: finds the
 * text in them, redacts it, and encodes it as before. Compressed bytes that cannot be read
 * completely are not kept.
 */
public final class RawBytesRedactor {
  private static final int MAX_INFLATED = 4 << 20;
  private static final int SAMPLE_BYTES = 512;

  private RawBytesRedactor() {}

  /** Returns the same bytes where they hold no secret. */
  public static Bytes clean(byte[] bytes) {
    if (compressed(bytes)) {
      return inflatedAndClean(bytes);
    }
    Charset charset = charset(bytes);
    String text = new String(bytes, charset);
    String clean = Redactor.redactRaw(text);
    return clean.equals(text) ? Bytes.of(bytes) : Bytes.of(clean.getBytes(charset));
  }

  /** Becomes uncompressed text where it held a secret; otherwise the compressed bytes stay. */
  private static Bytes inflatedAndClean(byte[] bytes) {
    Optional<byte[]> inflated = inflated(bytes);
    if (inflated.isEmpty()) {
      return Bytes.utf8(Redaction.MARK);
    }
    Bytes inner = Bytes.of(inflated.get());
    Bytes clean = compressed(inflated.get()) ? Bytes.utf8(Redaction.MARK) : clean(inflated.get());
    return clean.equals(inner) ? Bytes.of(bytes) : clean;
  }

  /** The text in these bytes, decompressed if necessary; empty where there is none. */
  static Optional<String> text(byte[] bytes) {
    byte[] plain = compressed(bytes) ? inflated(bytes).orElse(bytes) : bytes;
    Charset charset = charset(plain);
    return charset.equals(ISO_8859_1) ? Optional.empty() : Optional.of(new String(plain, charset));
  }

  /** Whether these first bytes may be text: text has few control characters. */
  static boolean looksLikeText(byte[] first) {
    if (gzip(first) || (first.length > 0 && first[0] == 0x78) || isUtf16(charset(first))) {
      return true;
    }
    for (byte b : first) {
      if (b >= 0 && b < ' ' && !RecordText.isSpace(b) && b != 0x1b) {
        return false;
      }
    }
    return first.length > 0;
  }

  private static boolean isUtf16(Charset charset) {
    return charset.equals(UTF_16LE) || charset.equals(UTF_16BE);
  }

  /**
   * UTF-16 is recognised by its byte order mark or by every other byte being zero; else UTF-8, else
   * ISO 8859-1, which maps every byte.
   */
  private static Charset charset(byte[] bytes) {
    if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
      return UTF_16LE;
    }
    if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
      return UTF_16BE;
    }
    int[] zeros = new int[2];
    int seen = Math.min(bytes.length, SAMPLE_BYTES);
    for (int i = 0; i < seen; i++) {
      zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    }
    int most = Math.max(zeros[0], zeros[1]);
    if (most * 4 > seen && most > 2 * Math.min(zeros[0], zeros[1])) {
      return zeros[0] > zeros[1] ? UTF_16BE : UTF_16LE;
    }
    return RecordText.validUtf8(bytes, new String(bytes, UTF_8)) ? UTF_8 : ISO_8859_1;
  }

  private static boolean compressed(byte[] bytes) {
    return gzip(bytes) || zlib(bytes);
  }

  private static boolean gzip(byte[] bytes) {
    return bytes.length > 3 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
  }

  private static boolean zlib(byte[] bytes) {
    return bytes.length > 6
        && bytes[0] == 0x78
        && ((bytes[0] << 8) + (bytes[1] & 0xff)) % 31 == 0
        && inflated(bytes).isPresent();
  }

  private static Optional<byte[]> inflated(byte[] bytes) {
    try (InputStream in =
        gzip(bytes)
            ? new GZIPInputStream(new ByteArrayInputStream(bytes))
            : new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      byte[] inflated = in.readNBytes(MAX_INFLATED + 1);
      return inflated.length > MAX_INFLATED ? Optional.empty() : Optional.of(inflated);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
