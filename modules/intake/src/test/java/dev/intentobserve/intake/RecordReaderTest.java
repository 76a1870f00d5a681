package dev.intentobserve.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.StoreContract.Entry;
import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.IdentityKey;
import dev.intentobserve.event.Refusal;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
  @Test
  void recordThatBreaksTheReader_isRefusedAndNothingOfItIsKept() {
    byte[] poison = "password=hunter2".getBytes(UTF_8);
    IdentityKey key = IdentityKey.passing();
    RecordReader reader =
        new RecordReader(
            (bytes, time) -> {
              throw new IllegalStateException(new String(bytes, UTF_8));
            },
            key);

    Entry entry = reader.read(poison, "line 3", House.CLOCK.instant());

    assertThat(entry)
        .isEqualTo(
            new Entry.Refused(
                Refusal.MALFORMED_JSON,
                "the reader broke on it, which is a fault of ours: IllegalStateException",
                "unknown",
                "line 3",
                Bytes.of(new byte[0]),
                key.hmac(poison),
                poison.length));
  }
}
