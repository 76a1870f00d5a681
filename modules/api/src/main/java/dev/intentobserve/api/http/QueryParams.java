package dev.intentobserve.api.http;

import dev.intentobserve.model.text.DurationText;
import dev.intentobserve.ports.Fault;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request. A value that cannot be read is refused with the parameter's name, because
 * ignoring a filter would answer another question. Blank means absent.
 */
public final class QueryParams {
  public static final int MAX_LIMIT = 1000;
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_QUOTED_LENGTH = 60;

  private final Map<String, String> values;

  private QueryParams(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Refuses a name given twice, and where {@code strict} a name that is not known.
   *
   * @param known names; one that ends in {@code .*} stands for all that begin so
   */
  static QueryParams of(RoutingContext ctx, List<String> known, boolean strict) {
    MultiMap query = query(ctx);
    if (strict) {
      requireKnown(query, new TreeSet<>(known));
    }
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, String> entry : query) {
      if (values.put(entry.getKey(), entry.getValue()) != null) {
        throw invalid(quote(entry.getKey()) + " is given twice");
      }
    }
    return new QueryParams(values);
  }

  private static MultiMap query(RoutingContext ctx) {
    try {
      return ctx.queryParams();
    } catch (HttpException e) {
      throw invalid("the query is not percent-encoded as it should be");
    }
  }

  private static void requireKnown(MultiMap query, SortedSet<String> names) {
    for (Map.Entry<String, String> entry : query) {
      if (names.stream().noneMatch(name -> matchesName(name, entry.getKey()))) {
        throw invalid(
            "there is no parameter "
                + quote(entry.getKey())
                + " here; known are "
                + (names.isEmpty() ? "none" : String.join(", ", names)));
      }
    }
  }

  private static boolean matchesName(String known, String name) {
    return known.endsWith(".*")
        ? name.startsWith(known.substring(0, known.length() - 1))
        : name.equals(known);
  }

  public @Nullable String text(String name) {
    String value = values.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /** Refuses a longer one. */
  public @Nullable String text(String name, int maxLength) {
    String value = text(name);
    if (value != null && value.length() > maxLength) {
      throw invalid(name + " must be at most " + maxLength + " characters long");
    }
    return value;
  }

  public String required(String name) {
    return required(name, Integer.MAX_VALUE);
  }

  public String required(String name, int maxLength) {
    String value = text(name, maxLength);
    if (value == null) {
      throw invalid(name + " is required");
    }
    return value;
  }

  /** All whose name begins with {@code prefix}, which is cut off; a blank value is kept. */
  public SortedMap<String, String> withPrefix(String prefix) {
    SortedMap<String, String> withPrefix = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            withPrefix.put(name.substring(prefix.length()), value);
          }
        });
    return withPrefix;
  }

  public int limit() {
    return limit(DEFAULT_LIMIT);
  }

  public int limit(int fallback) {
    return (int) wholeNumber("limit", fallback, 1, MAX_LIMIT);
  }

  public long wholeNumber(String name, long fallback, long min, long max) {
    Long value = parsed(name, min + ".." + max, text -> inRange(text, min, max));
    return value == null ? fallback : value;
  }

  public @Nullable Long wholeNumber(String name) {
    return parsed(name, "a whole number from 0", text -> inRange(text, 0, Long.MAX_VALUE));
  }

  private @Nullable Instant moment(String name, Instant now) {
    return parsed(
        name,
        "a time such as 2026-03-01T12:00:00Z or how long ago, such as 24h",
        text -> InstantParser.parse(text, now));
  }

  public @Nullable Duration duration(String name) {
    return parsed(name, "a duration such as 7d, 90m or P7D", DurationText::parse);
  }

  /** Both ends of {@code since} and {@code until}; null where one is not given. */
  public record Window(@Nullable Instant since, @Nullable Instant until) {}

  /** Refuses a window that ends before it begins. */
  public Window window(Instant now) {
    Instant since = moment("since", now);
    Instant until = moment("until", now);
    if (since != null && until != null && until.isBefore(since)) {
      throw invalid("until must not be before since");
    }
    return new Window(since, until);
  }

  /** One of the choices, the first of them when none is given. */
  public String choice(String name, List<String> choices) {
    String chosen = oneOf(name, choices);
    return chosen == null ? choices.getFirst() : chosen;
  }

  public @Nullable String oneOf(String name, List<String> choices) {
    return oneOf(name, choices, Function.identity());
  }

  public <T> @Nullable T oneOf(String name, List<T> choices, Function<T, String> code) {
    return parsed(
        name,
        "one of " + choices.stream().map(code).toList(),
        text -> choices.stream().filter(choice -> code.apply(choice).equals(text)).findFirst());
  }

  public static Fault invalid(String message) {
    return Fault.refused("invalid_parameter", message);
  }

  private <T> @Nullable T parsed(
      String name, String expected, Function<String, Optional<T>> parser) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    return parser
        .apply(text)
        .orElseThrow(() -> invalid(name + " must be " + expected + ", not " + quote(text)));
  }

  private static Optional<Long> inRange(String text, long min, long max) {
    if (!text.matches("\\d{1,19}")) {
      return Optional.empty();
    }
    try {
      long value = Long.parseLong(text);
      return value < min || value > max ? Optional.empty() : Optional.of(value);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  public static String quote(String text) {
    return "'"
        + (text.length() > MAX_QUOTED_LENGTH ? text.substring(0, MAX_QUOTED_LENGTH) + "…" : text)
        + "'";
  }
}
