package dev.intentobserve.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.event.Limits;
import dev.intentobserve.event.WorkEvent;
import java.time.Instant;

/** Reads short texts for tests. */
final class Reading {
  static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  private static final Reader READER = new Reader(Limits.DEFAULT);

  private Reading() {}

  /** JSON with single quotes for double ones, to be legible within Java. */
  static String json(String text) {
    return text.replace('\'', '"');
  }

  static Outcome read(String record) {
    return READER.read(record.getBytes(UTF_8), NOON);
  }

  static WorkEvent event(String record) {
    return switch (read(record)) {
      case Outcome.Understood understood -> understood.event();
      case Outcome.Refused refused -> throw new AssertionError(refused.detail());
    };
  }

  static Outcome.Refused refused(String record) {
    return switch (read(record)) {
      case Outcome.Understood understood -> throw new AssertionError("taken in: " + understood);
      case Outcome.Refused refused -> refused;
    };
  }

  /** A nested event of a type with these data. */
  static String nested(String type, String envelope, String data) {
    return json(
        "{'version':'0.2.0','event':'%s','timestamp':'2026-05-04T11:00:00Z',%s'data':%s}"
            .formatted(type, envelope.isEmpty() ? "" : envelope + ",", data));
  }

  /** A flat event of a type with these fields. */
  static String flat(String type, String fields) {
    return json(
        "{'event_type':'%s','timestamp':'2026-05-04T11:00:00Z'%s}"
            .formatted(type, fields.isEmpty() ? "" : "," + fields));
  }
}
