package dev.intentobserve.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts.Listing;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The position in a list where the next page begins, as an opaque text for callers. It holds the
 * sort key of the last item, so that items added meanwhile do not shift the pages.
 */
public final class KeysetCursor {
  private static final String SEPARATOR = "\n";

  private final List<String> parts;

  private KeysetCursor(List<String> parts) {
    this.parts = parts;
  }

  /** Only the last part may contain a newline. */
  public static String encode(Object... parts) {
    List<String> texts = new ArrayList<>();
    for (Object part : parts) {
      texts.add(part.toString());
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(SEPARATOR, texts).getBytes(UTF_8));
  }

  /** Null for no cursor, which is the first page. */
  public static @Nullable KeysetCursor decodeOrNull(@Nullable String cursor, int parts) {
    return cursor == null ? null : decode(cursor, parts);
  }

  /** Fails as REFUSED {@code invalid_cursor} for a text that is not a cursor of this list. */
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

  /**
   * A page with the cursor of the next one. A full page may be the last one; then the next page is
   * empty.
   */
  public static <T> Listing<T> page(List<T> items, int limit, Function<T, String> cursor) {
    return new Listing<>(items, items.size() < limit ? null : cursor.apply(items.getLast()));
  }

  private static Fault invalid() {
    return Fault.refused(
        "invalid_cursor", "The cursor does not belong to this list. Start without a cursor.");
  }
}
