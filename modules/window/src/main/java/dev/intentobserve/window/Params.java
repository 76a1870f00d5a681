package dev.intentobserve.window;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request. Whatever cannot be understood is refused with the parameter's name,
 * because a filter that is silently ignored answers another question. Blank means absent.
 */
final class Params {
  static final int MAX_LIMIT = 1000;
  private static final int ECHO = 60;

  private final Map<String, String> values;

  private Params(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Refuses a name not in {@code known}, and a name given twice.
   *
   * @param known names; one that ends in {@code .*} stands for all that begin so
   */
  static Params strict(Iterable<Map.Entry<String, String>> query, String... known) {
    Set<String> names = new TreeSet<>(Arrays.asList(known));
    for (Map.Entry<String, String> entry : query) {
      if (names.stream().noneMatch(name -> isMeant(name, entry.getKey()))) {
        throw invalid(
            "there is no parameter "
                + quote(entry.getKey())
                + " here; known are "
                + (names.isEmpty() ? "none" : String.join(", ", names)));
      }
    }
    return lenient(query);
  }

  private static boolean isMeant(String known, String name) {
    return known.endsWith(".*")
        ? name.startsWith(known.substring(0, known.length() - 1))
        : name.equals(known);
  }

  /** Lets unknown names pass, for protocols whose clients send more than we use. */
  static Params lenient(Iterable<Map.Entry<String, String>> query) {
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, String> entry : query) {
      if (values.put(entry.getKey(), entry.getValue()) != null) {
        throw invalid(quote(entry.getKey()) + " is given twice");
      }
    }
    return new Params(values);
  }

  @Nullable String text(String name) {
    String value = values.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /** Refuses one of more characters. */
  @Nullable String text(String name, int longest) {
    String value = text(name);
    if (value != null && value.length() > longest) {
      throw invalid(name + " must be at most " + longest + " characters long");
    }
    return value;
  }

  String required(String name) {
    String value = text(name);
    if (value == null) {
      throw invalid(name + " is required");
    }
    return value;
  }

  /** All that begin with {@code prefix}, without it; here blank is a value like any other. */
  SortedMap<String, String> family(String prefix) {
    SortedMap<String, String> family = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            family.put(name.substring(prefix.length()), value);
          }
        });
    return family;
  }

  int limit(int fallback) {
    return (int) whole("limit", fallback, 1, MAX_LIMIT);
  }

  long whole(String name, long fallback, long min, long max) {
    Long value = parsed(name, min + ".." + max, text -> within(text, min, max));
    return value == null ? fallback : value;
  }

  @Nullable Long whole(String name) {
    return parsed(name, "a whole number from 0", text -> within(text, 0, Long.MAX_VALUE));
  }

  @Nullable Instant moment(String name, Instant now) {
    return parsed(
        name,
        "a time such as 2026-03-01T12:00:00Z or how long ago, such as 24h",
        text -> Moments.parse(text, now));
  }

  @Nullable Duration duration(String name) {
    return parsed(name, "a duration such as 7d, 90m or P7D", Durations::parse);
  }

  @Nullable Kind kind(String name) {
    return parsed(name, "one of " + Arrays.toString(Kind.values()), Kind::of);
  }

  @Nullable Refusal refusal(String name) {
    return parsed(
        name,
        "one of " + Arrays.toString(Refusal.values()),
        text -> Arrays.stream(Refusal.values()).filter(r -> r.code().equals(text)).findFirst());
  }

  /** One of the choices, the first of them when none is given. */
  String choice(String name, List<String> choices) {
    String chosen = oneOf(name, choices);
    return chosen == null ? choices.getFirst() : chosen;
  }

  @Nullable String oneOf(String name, List<String> choices) {
    return parsed(name, "one of " + choices, text -> Optional.of(text).filter(choices::contains));
  }

  /** Ascending time; refuses a window that ends before it begins. */
  static void requireOrder(@Nullable Instant since, @Nullable Instant until) {
    if (since != null && until != null && until.isBefore(since)) {
      throw invalid("until must not be before since");
    }
  }

  static Fault invalid(String message) {
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

  private static Optional<Long> within(String text, long min, long max) {
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

  static String quote(String text) {
    return "'" + (text.length() > ECHO ? text.substring(0, ECHO) + "…" : text) + "'";
  }
}
