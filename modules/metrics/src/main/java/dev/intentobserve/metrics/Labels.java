package dev.intentobserve.metrics;

import dev.intentobserve.event.Series;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps out of labels what would make a series of each event or name a person. */
final class Labels {
  /** What stands for a value that may not be shown, and for series beyond the budget. */
  static final String OTHER = "other";

  /** Where there is no value. */
  static final String NONE = "none";

  static final String UNKNOWN = "unknown";

  /** The level of a signal nobody scored. */
  static final String UNSCORED = "unscored";

  private static final int LONGEST = 128;

  /** UUIDs, ULIDs, long hex or decimal numbers, e-mail addresses, JWTs, control characters. */
  private static final Pattern ID =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
              + "|(?<![0-9A-Za-z])[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}(?![0-9A-Za-z])"
              + "|(?<![0-9A-Za-z])[0-9a-fA-F]{16,}(?![0-9A-Za-z])"
              + "|[^\\s@]@[^\\s@]+\\.[^\\s@.]"
              + "|eyJ[A-Za-z0-9_-]{8,}"
              + "|\\p{Cntrl}");

  private Labels() {}

  /** The value, or {@link #OTHER} for what looks like an id. */
  static String guarded(String value) {
    return looksLikeAnId(value) ? OTHER : value;
  }

  static String guarded(@Nullable String value, String missing) {
    return value == null || value.isBlank() ? missing : guarded(value);
  }

  static boolean looksLikeAnId(String value) {
    return value.length() > LONGEST || ID.matcher(value).find();
  }

  /** Where the series of a metric end up for which there is no room. */
  static Series overflow(Series series) {
    SortedMap<String, String> labels = new TreeMap<>();
    series.labels().keySet().forEach(name -> labels.put(name, OTHER));
    return new Series(series.metric(), labels);
  }
}
