package dev.intentobserve.ingest.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.ingest.error.IngestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class DecompressorTest {
  private static final byte[] TEXT = "a line that repeats itself, ".repeat(10_000).getBytes(UTF_8);

  @ParameterizedTest(name = "in pieces of {0}")
  @ValueSource(ints = {1, 2, 7, 10, 4096, 1 << 20})
  void gzip_isDecompressed(int piece) throws IOException {
    assertThat(decompress("gzip", gzip(TEXT), piece)).isEqualTo(TEXT);
  }

  @ParameterizedTest(name = "in pieces of {0}")
  @ValueSource(ints = {1, 3, 1 << 20})
  void concatenatedMembers_areOneBody(int piece) throws IOException {
    byte[] both = join(join(gzip(TEXT), gzip(new byte[0])), gzip("end".getBytes(UTF_8)));
    assertThat(decompress("X-Gzip", both, piece)).isEqualTo(join(TEXT, "end".getBytes(UTF_8)));
  }

  @ParameterizedTest(name = "in pieces of {0}")
  @ValueSource(ints = {1, 5, 1 << 20})
  void gzipHeaderWithAllFields_isSkipped(int piece) throws IOException {
    byte[] plain = gzip(TEXT);
    byte[] head = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3};
    byte[] more = {3, 0, 'x', 'y', 'z', 'n', 'a', 0, 'c', 'o', 0, 9, 9};
    byte[] full = join(join(head, more), Arrays.copyOfRange(plain, 10, plain.length));
    assertThat(decompress("gzip", full, piece)).isEqualTo(TEXT);
  }

  @ParameterizedTest(name = "without zlib head: {0}")
  @ValueSource(booleans = {true, false})
  void deflate_isReadWithAndWithoutItsHeader(boolean raw) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
      out.write(TEXT);
    }
    assertThat(decompress("deflate", packed.toByteArray(), 1)).isEqualTo(TEXT);
    assertThat(decompress("deflate", packed.toByteArray(), 1 << 20)).isEqualTo(TEXT);
  }

  @Test
  void emptyInput_isAnEmptyBody() {
    assertThat(decompress("gzip", new byte[0], 1)).isEmpty();
  }

  @Test
  void everyTruncation_isAnError() throws IOException {
    byte[] packed = gzip("short".getBytes(UTF_8));
    for (int length = 1; length < packed.length; length++) {
      byte[] torn = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> decompress("gzip", torn, 1 << 20))
          .as("%s bytes", length)
          .hasMessageStartingWith("malformed_encoding");
    }
  }

  @Test
  void everyWrongByteAfterTheHeader_isAnError() throws IOException {
    byte[] packed = gzip("short".getBytes(UTF_8));
    for (int at = 10; at < packed.length; at++) {
      byte[] wrong = packed.clone();
      wrong[at] ^= 0x55;
      assertThatThrownBy(() -> decompress("gzip", wrong, 1 << 20))
          .as("byte %s", at)
          .hasMessageStartingWith("malformed_encoding");
    }
  }

  @Test
  void randomBytes_areRejected() {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] noise = new byte[100];
      random.nextBytes(noise);
      noise[0] = 0x1f;
      noise[1] = (byte) 0x8b;
      noise[2] = 8;
      assertThatThrownBy(() -> decompress("gzip", noise, 9)).isInstanceOf(IngestException.class);
    }
  }

  @Test
  void endlessFileName_isRejected() {
    byte[] head = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 3};
    byte[] name = "n".repeat(20_000).getBytes(UTF_8);
    assertThatThrownBy(() -> decompress("gzip", join(head, name), 100))
        .hasMessageContaining("header is too long");
  }

  @Test
  void sink_stopsABombBeforeItsEnd() throws IOException {
    byte[] bomb = gzip(new byte[50 << 20]);
    long[] seen = {0};
    Decompressor.Sink sink =
        (bytes, length) -> {
          seen[0] += length;
          if (seen[0] > 1 << 20) {
            throw IngestException.bodyTooLarge("limits.inflated", 1 << 20);
          }
        };
    Decompressor decompressor = Objects.requireNonNull(Decompressor.forEncoding("gzip", sink));
    assertThatThrownBy(() -> decompressor.feed(bomb)).hasMessageStartingWith("body_too_large");
    assertThat(seen[0]).isLessThan((1 << 20) + (64 << 10));
    decompressor.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zstd", "br", "gzip, gzip"})
  void otherEncodings_areRefusedByName(String encoding) {
    assertThatThrownBy(() -> Decompressor.forEncoding(encoding, (bytes, length) -> {}))
        .hasMessageStartingWith("unsupported_encoding");
  }

  private static byte[] decompress(String encoding, byte[] packed, int piece) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Decompressor.Sink sink = (bytes, length) -> out.write(bytes, 0, length);
    try (Decompressor decompressor =
        Objects.requireNonNull(Decompressor.forEncoding(encoding, sink))) {
      for (int at = 0; at < packed.length; at += piece) {
        decompressor.feed(Arrays.copyOfRange(packed, at, Math.min(packed.length, at + piece)));
      }
      decompressor.finish();
    }
    return out.toByteArray();
  }

  public static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  public static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
