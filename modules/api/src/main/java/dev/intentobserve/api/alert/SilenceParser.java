package dev.intentobserve.api.alert;

import dev.intentobserve.api.http.InstantParser;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.model.text.DurationText;
import dev.intentobserve.model.text.SafeText;
import dev.intentobserve.ports.Fault;
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

/** Reads the body of a request for a silence; pure. A wrong field is refused with its name. */
record SilenceParser(JsonObject body, Instant now) {
  static final Duration MAX_DURATION = Duration.ofDays(90);

  private static final TreeSet<String> FIELDS =
      new TreeSet<>(Arrays.asList("matchers", "reason", "author", "starts", "ends", "duration"));
  private static final Pattern LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]{0,99}");
  private static final int MAX_MATCHERS = 20;
  private static final int MAX_TEXT = 500;
  private static final int MAX_AUTHOR = 100;

  /** The silence, still without a number; {@code actor} is its author where the body names none. */
  Silence read(String actor) {
    for (String field : body.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw invalidField(
            QueryParams.quote(field), "is no field; known are " + String.join(", ", FIELDS));
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
      throw invalidField("matchers", "must name at least one label and the value it has");
    }
    if (given.size() > MAX_MATCHERS) {
      throw invalidField("matchers", "must be at most " + MAX_MATCHERS);
    }
    SortedMap<String, String> matchers = new TreeMap<>();
    for (Map.Entry<String, Object> entry : given) {
      matchers.put(label(entry.getKey()), value(entry.getKey(), entry.getValue()));
    }
    return matchers;
  }

  /** Refuses labels that no alert can have: such a silence would have no effect, unnoticed. */
  private static String label(String name) {
    if (name.equals("alertname")) {
      throw invalidField("matchers.alertname", "is called rule here");
    }
    if (!LABEL.matcher(name).matches()) {
      throw invalidField("matchers", "must name labels, not " + QueryParams.quote(name));
    }
    return name;
  }

  private static String value(String name, @Nullable Object value) {
    String field = "matchers." + name;
    if (!(value instanceof String text)) {
      throw invalidField(field, "must be a string");
    }
    if (name.equals("severity") && Severity.of(text).isEmpty()) {
      throw invalidField(field, "must be one of " + Arrays.toString(Severity.values()));
    }
    return validated(field, text, MAX_TEXT);
  }

  private Instant starts() {
    Instant starts = moment("starts");
    return starts == null ? now : starts;
  }

  private Instant ends(Instant starts) {
    Instant ends = moment("ends");
    Duration duration = duration();
    if ((ends == null) == (duration == null)) {
      throw invalidField(
          "ends", "or duration is required, and not both: a silence must have an end");
    }
    Instant end = ends == null ? starts.plus(duration) : ends;
    String field = ends == null ? "duration" : "ends";
    if (!end.isAfter(starts)) {
      throw invalidField(field, "must give a time after starts");
    }
    if (!end.isAfter(now)) {
      throw invalidField(field, "must give a time after now");
    }
    if (Duration.between(starts, end).compareTo(MAX_DURATION) > 0) {
      throw invalidField(field, "must be at most " + MAX_DURATION.toDays() + " days after starts");
    }
    return end;
  }

  private @Nullable Instant moment(String field) {
    String text = text(field, MAX_AUTHOR);
    return text == null
        ? null
        : Optional.of(text)
            .filter(given -> DurationText.parse(given).isEmpty())
            .flatMap(given -> InstantParser.parse(given, now))
            .orElseThrow(() -> invalidField(field, "must be a time such as 2026-03-01T12:00:00Z"));
  }

  private @Nullable Duration duration() {
    String text = text("duration", MAX_AUTHOR);
    if (text == null) {
      return null;
    }
    return DurationText.parse(text)
        .filter(given -> given.compareTo(MAX_DURATION) <= 0)
        .orElseThrow(
            () -> invalidField("duration", "must be such as 2h or P1D, and at most 90 days"));
  }

  private String required(String field, int maxLength) {
    String text = text(field, maxLength);
    if (text == null) {
      throw invalidField(field, "is required");
    }
    return text;
  }

  /** Null where the field is absent, null or blank. */
  private @Nullable String text(String field, int maxLength) {
    Object value = body.getValue(field);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      throw invalidField(field, "must be a string");
    }
    return text.isBlank() ? null : validated(field, text, maxLength);
  }

  /** The text is shown in chats and on terminals, and PostgreSQL must be able to store it. */
  private static String validated(String field, String text, int maxLength) {
    if (text.length() > maxLength) {
      throw invalidField(field, "must be at most " + maxLength + " characters long");
    }
    if (SafeText.hasUnsafe(text)) {
      throw invalidField(field, "must not contain control or invisible characters");
    }
    return text;
  }

  private static Fault invalidField(String field, String problem) {
    return Fault.refused("invalid_field", field + " " + problem + ".");
  }
}
