package dev.intentobserve.ingest.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ingest.IngestTestServer;
import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.ports.StorePorts.Entry;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
  @Test
  void recordThatFailsTheParser_isRefusedAndItsBodyIsNotKept() {
    byte[] poison = "password=hunter2".getBytes(UTF_8);
    IdentityKey key = IdentityKey.passing();
    RecordReader reader =
        new RecordReader(
            (bytes, time) -> {
              throw new IllegalStateException(new String(bytes, UTF_8));
            },
            key);

    Entry entry = reader.read(poison, "line 3", IngestTestServer.CLOCK.instant());

    assertThat(entry)
        .isEqualTo(
            new Entry.Refused(
                Refusal.MALFORMED_JSON,
                "internal error while parsing the record: IllegalStateException",
                "unknown",
                "line 3",
                Bytes.of(new byte[0]),
                key.hmac(poison),
                poison.length));
  }
}
