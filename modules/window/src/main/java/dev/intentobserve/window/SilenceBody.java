package dev.intentobserve.window;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.event.Severity;
import dev.intentobserve.event.Silence;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody says who wants silence; pure. Each field that is wrong is refused by its name. */
record SilenceBody(JsonObject body, Instant now) {
  static final Duration LONGEST = Duration.ofDays(90);

  private static final TreeSet<String> FIELDS =
      new TreeSet<>(Arrays.asList("matchers", "reason", "author", "starts", "ends", "duration"));
  private static final Pattern LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]{0,99}");
  private static final int MAX_MATCHERS = 20;
  private static final int MAX_TEXT = 500;
  private static final int MAX_AUTHOR = 100;

  /**
   * The silence that was asked for, still without a number.
   *
   * @param actor its author where the body names none
   */
  Silence read(String actor) {
    for (String field : body.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw wrong(Params.quote(field), "is no field; known are " + String.join(", ", FIELDS));
      }
    }
    SortedMap<String, String> matchers = matchers();
    String reason = required("reason", MAX_TEXT);
    String author = text("author", MAX_AUTHOR);
    Instant starts = starts();
    Instant ends = ends(starts);
    return new Silence(0, matchers, author == null ? actor : author, reason, starts, ends, null);
  }

  private SortedMap<String, String> matchers() {
    if (!(body.getValue("matchers") instanceof JsonObject given) || given.isEmpty()) {
      throw wrong("matchers", "must name at least one label and the value it has");
    }
    if (given.size() > MAX_MATCHERS) {
      throw wrong("matchers", "must be at most " + MAX_MATCHERS);
    }
    SortedMap<String, String> matchers = new TreeMap<>();
    for (Map.Entry<String, Object> entry : given) {
      matchers.put(label(entry.getKey()), value(entry.getKey(), entry.getValue()));
    }
    return matchers;
  }

  /** What would never match silences nothing, and nobody would notice. */
  private static String label(String name) {
    if (name.equals("alertname")) {
      throw wrong("matchers.alertname", "is called rule here");
    }
    if (!LABEL.matcher(name).matches()) {
      throw wrong("matchers", "must name labels, not " + Params.quote(name));
    }
    return name;
  }

  private static String value(String name, @Nullable Object value) {
    String field = "matchers." + name;
    if (!(value instanceof String text)) {
      throw wrong(field, "must be a text");
    }
    if (name.equals("severity") && Severity.of(text).isEmpty()) {
      throw wrong(field, "must be one of " + Arrays.toString(Severity.values()));
    }
    return checked(field, text, MAX_TEXT);
  }

  private Instant starts() {
    Instant starts = moment("starts");
    return starts == null ? now : starts;
  }

  private Instant ends(Instant starts) {
    Instant ends = moment("ends");
    Duration duration = duration();
    if ((ends == null) == (duration == null)) {
      throw wrong("ends", "is required, or duration instead: a silence without an end is a fault");
    }
    Instant end = ends == null ? starts.plus(duration) : ends;
    String field = ends == null ? "duration" : "ends";
    if (!end.isAfter(starts)) {
      throw wrong(field, "must lead to a time after starts");
    }
    if (!end.isAfter(now)) {
      throw wrong(field, "must lead to a time after now");
    }
    if (Duration.between(starts, end).compareTo(LONGEST) > 0) {
      throw wrong(field, "must be at most " + LONGEST.toDays() + " days after starts");
    }
    return end;
  }

  private @Nullable Instant moment(String field) {
    String text = text(field, MAX_AUTHOR);
    return text == null
        ? null
        : Optional.of(text)
            .filter(given -> Durations.parse(given).isEmpty())
            .flatMap(given -> Moments.parse(given, now))
            .orElseThrow(() -> wrong(field, "must be a time such as 2026-03-01T12:00:00Z"));
  }

  private @Nullable Duration duration() {
    String text = text("duration", MAX_AUTHOR);
    if (text == null) {
      return null;
    }
    return Durations.parse(text)
        .filter(given -> given.compareTo(LONGEST) <= 0)
        .orElseThrow(() -> wrong("duration", "must be such as 2h or P1D, and at most 90 days"));
  }

  private String required(String field, int longest) {
    String text = text(field, longest);
    if (text == null) {
      throw wrong(field, "is required");
    }
    return text;
  }

  /** Null where the field is absent, null or blank. */
  private @Nullable String text(String field, int longest) {
    Object value = body.getValue(field);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      throw wrong(field, "must be a text");
    }
    return text.isBlank() ? null : checked(field, text, longest);
  }

  /** Others will read it in chats and on terminals, and PostgreSQL has to take it. */
  private static String checked(String field, String text, int longest) {
    if (text.length() > longest) {
      throw wrong(field, "must be at most " + longest + " characters long");
    }
    if (text.codePoints().anyMatch(SilenceBody::unfit)) {
      throw wrong(field, "must not hold control characters or halves of characters");
    }
    return text;
  }

  private static boolean unfit(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
  }

  private static Fault wrong(String field, String problem) {
    return Fault.refused("invalid_field", field + " " + problem + ".");
  }
}
