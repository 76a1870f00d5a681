package dev.intentobserve.store.record;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.WorkEvent;
import java.time.Instant;
import java.util.Random;

/**
 * A row that is inserted and rolled back to find out whether the database accepts any. It is large
 * and cannot be compressed, so that it needs disk space.
 */
final class AppendProbe {
  private static final String NAME = "intent-observe.probe";
  private static final int SIZE = 64 << 10;
  private static final Bytes BODY = noise();

  private AppendProbe() {}

  static AppendBatch.Row row(Instant now) {
    WorkEvent event =
        WorkEvent.builder()
            .eventId(NAME)
            .digest(NAME)
            .dialect("flat")
            .type(NAME)
            .rawType(NAME)
            .source(NAME)
            .eventTime(now)
            .body(BODY)
            .build();
    return new AppendBatch.Row(Scope.DEFAULT, "probe", now, event);
  }

  private static Bytes noise() {
    byte[] noise = new byte[SIZE];
    new Random(1).nextBytes(noise);
    return Bytes.of(noise);
  }
}
