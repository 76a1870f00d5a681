package dev.intentobserve.api.event;

import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.event.WorkEvent;
import org.jspecify.annotations.Nullable;

/**
 * The events a stream sends.
 *
 * @param type a canonical type, a prefix ending in {@code .*}, or null for all
 */
public record EventFilter(@Nullable String type, @Nullable String source) {

  public static EventFilter of(QueryParams params) {
    return new EventFilter(type(params), params.text("source"));
  }

  /** The canonical name of the type asked for; null for {@code *}. */
  static @Nullable String type(QueryParams params) {
    String type = params.text("type");
    if (type == null || type.equals("*") || type.endsWith(".*")) {
      return type == null || type.equals("*") ? null : type;
    }
    if (type.contains("*")) {
      throw QueryParams.invalid("type must be a name or end in '.*', such as signal.*");
    }
    return EventCatalog.standard().type(type).name();
  }

  public boolean test(WorkEvent event) {
    return (source == null || source.equals(event.source())) && typed(event.type());
  }

  private boolean typed(String actual) {
    if (type == null) {
      return true;
    }
    return type.endsWith(".*")
        ? actual.startsWith(type.substring(0, type.length() - 1))
        : actual.equals(type);
  }
}
