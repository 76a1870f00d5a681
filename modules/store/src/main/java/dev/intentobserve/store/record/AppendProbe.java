package dev.intentobserve.store.record;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;

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
        new WorkEvent(
            NAME,
            NAME,
            "flat",
            NAME,
            NAME,
            NAME,
            null,
            now,
            null,
            null,
            null,
            Json.Fields.EMPTY,
            List.of(),
            Set.of(),
            BODY);
    return new AppendBatch.Row(Scope.DEFAULT, "probe", now, event);
  }

  private static Bytes noise() {
    byte[] noise = new byte[SIZE];
    new Random(1).nextBytes(noise);
    return Bytes.of(noise);
  }
}
