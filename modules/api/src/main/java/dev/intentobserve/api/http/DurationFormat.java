package dev.intentobserve.api.http;

import dev.intentobserve.model.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Durations in responses: ISO 8601 beside whole seconds. */
public final class DurationFormat {
  private DurationFormat() {}

  /** Puts {@code name} in ISO 8601 and {@code name_seconds}; both null where there is none. */
  public static void put(Json.Builder out, String name, @Nullable Duration duration) {
    out.put(name, duration == null ? null : duration.truncatedTo(ChronoUnit.SECONDS).toString());
    out.put(name + "_seconds", duration == null ? null : (Long) duration.toSeconds());
  }

  /** From one moment to another; zero when the second is earlier. */
  public static Duration since(Instant from, Instant to) {
    return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
  }

  /** From one moment to another; null when either is unknown, zero when the second is earlier. */
  public static @Nullable Duration between(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? null : since(from, to);
  }
}
