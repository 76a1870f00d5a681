package dev.intentobserve.store;

import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.WorkEvent;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A row that is offered to the database and taken back, to find out whether it takes any: large and
 * not to be compressed, so that it needs room on the disk.
 */
final class Probe {
  private static final String NAME = "intent-observe.probe";
  private static final int SIZE = 64 << 10;
  private static final Bytes BODY = noise();

  private Probe() {}

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
