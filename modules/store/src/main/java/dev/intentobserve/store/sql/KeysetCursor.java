package dev.intentobserve.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.ports.Fault;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The place in a list where the next page begins, as the text that callers hand back. Opaque to
 * them; here it is the sort key of the last item, so that what was added meanwhile moves nothing.
 */
public final class KeysetCursor {
  private static final String SEPARATOR = "\n";

  private final List<String> parts;

  private KeysetCursor(List<String> parts) {
    this.parts = parts;
  }

  /** The cursor for parts of which only the last may hold a newline. */
  public static String encode(Object... parts) {
    List<String> texts = new ArrayList<>();
    for (Object part : parts) {
      texts.add(part.toString());
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(SEPARATOR, texts).getBytes(UTF_8));
  }

  /** Fails as REFUSED {@code invalid_cursor} for a text this list never gave out. */
  public static KeysetCursor decode(String cursor, int parts) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
      List<String> decoded = List.of(text.split(SEPARATOR, parts));
      if (decoded.size() == parts && text.indexOf('\0') < 0) {
        return new KeysetCursor(decoded);
      }
    } catch (IllegalArgumentException notBase64) {
      throw invalid();
    }
    throw invalid();
  }

  public String text(int part) {
    return parts.get(part);
  }

  public long number(int part) {
    try {
      return Long.parseLong(parts.get(part));
    } catch (NumberFormatException notOurs) {
      throw invalid();
    }
  }

  public Instant time(int part) {
    try {
      return Instant.parse(parts.get(part));
    } catch (DateTimeParseException notOurs) {
      throw invalid();
    }
  }

  public EntityKind kind(int part) {
    return EntityKind.of(parts.get(part)).orElseThrow(KeysetCursor::invalid);
  }

  private static Fault invalid() {
    return Fault.refused(
        "invalid_cursor", "The cursor is not one of this list; begin without a cursor.");
  }
}
