package dev.intentobserve.parser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.event.WorkEvent;
import java.time.Instant;

/** Reads short texts for tests. */
public final class ParserFixtures {
  public static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  private static final EventParser READER = new EventParser(InputLimits.DEFAULT);

  private ParserFixtures() {}

  /** JSON with single quotes for double ones, to be legible within Java. */
  public static String json(String text) {
    return text.replace('\'', '"');
  }

  static ParseResult read(String record) {
    return READER.read(record.getBytes(UTF_8), NOON);
  }

  public static WorkEvent event(String record) {
    return switch (read(record)) {
      case ParseResult.ParsedEvent understood -> understood.event();
      case ParseResult.Refused refused -> throw new AssertionError(refused.detail());
    };
  }

  public static ParseResult.Refused refused(String record) {
    return switch (read(record)) {
      case ParseResult.ParsedEvent understood ->
          throw new AssertionError("taken in: " + understood);
      case ParseResult.Refused refused -> refused;
    };
  }

  /** A nested event of a type with these data. */
  public static String nested(String type, String envelope, String data) {
    return json(
        "{'version':'0.2.0','event':'%s','timestamp':'2026-05-04T11:00:00Z',%s'data':%s}"
            .formatted(type, envelope.isEmpty() ? "" : envelope + ",", data));
  }

  /** A flat event of a type with these fields. */
  public static String flat(String type, String fields) {
    return json(
        "{'event_type':'%s','timestamp':'2026-05-04T11:00:00Z'%s}"
            .formatted(type, fields.isEmpty() ? "" : "," + fields));
  }
}
