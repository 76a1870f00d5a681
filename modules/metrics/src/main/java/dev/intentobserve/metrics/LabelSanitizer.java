package dev.intentobserve.metrics;

import dev.intentobserve.model.metric.MetricSeries;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps values out of labels that would create a series for each event or name a person. */
final class LabelSanitizer {
  /** Replaces a value that may not be shown, and series beyond the budget. */
  static final String OTHER = "other";

  /** Replaces a missing value. */
  static final String NONE = "none";

  static final String UNKNOWN = "unknown";

  /** The level of a signal without a score. */
  static final String UNSCORED = "unscored";

  private static final int MAX_LENGTH = 128;

  /** The last group of a UUID. */
  private static final int MIN_RUN = 12;

  /** UUIDs, ULIDs, long hex or decimal numbers, e-mail addresses, JWTs, control characters. */
  private static final Pattern ID =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
              + "|(?<![0-9A-Za-z])[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}(?![0-9A-Za-z])"
              + "|(?<![0-9A-Za-z])[0-9a-fA-F]{16,}(?![0-9A-Za-z])"
              + "|[^\\s@]@[^\\s@]+\\.[^\\s@.]"
              + "|eyJ[A-Za-z0-9_-]{8,}"
              + "|\\p{Cntrl}");

  private LabelSanitizer() {}

  /** The value, or {@link #OTHER} for what looks like an id. */
  static String sanitized(String value) {
    return looksLikeAnId(value) ? OTHER : value;
  }

  static String sanitized(@Nullable String value, String missing) {
    return value == null || value.isBlank() ? missing : sanitized(value);
  }

  static boolean looksLikeAnId(String value) {
    return value.length() > MAX_LENGTH || (mayHoldId(value) && ID.matcher(value).find());
  }

  /** Whether there is what every match contains; most values need no regular expression. */
  private static boolean mayHoldId(String value) {
    int run = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      run = c < 0x7f && Character.isLetterOrDigit(c) ? run + 1 : 0;
      if (run == MIN_RUN || c == '@' || c < ' ' || c == 0x7f) {
        return true;
      }
    }
    return value.contains("eyJ");
  }

  /** The overflow series of a metric. */
  static MetricSeries overflow(MetricSeries series) {
    SortedMap<String, String> labels = new TreeMap<>();
    series.labels().keySet().forEach(name -> labels.put(name, OTHER));
    return new MetricSeries(series.metric(), labels);
  }
}
