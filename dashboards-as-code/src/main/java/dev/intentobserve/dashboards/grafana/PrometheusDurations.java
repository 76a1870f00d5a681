package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in Prometheus' syntax, compared by value: Grafana returns 24h as 1d. */
final class PrometheusDurations {
  private static final Pattern DURATION =
      Pattern.compile(
          "(?=\\d)(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final long[] MILLISECONDS = {
    604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
  };
  private static final int LONGEST = 24;

  private PrometheusDurations() {}

  static boolean same(JsonNode one, JsonNode other) {
    if (!one.isTextual() || !other.isTextual()) {
      return false;
    }
    long milliseconds = milliseconds(one.textValue());
    return milliseconds >= 0 && milliseconds == milliseconds(other.textValue());
  }

  /** Negative when it is not a duration. */
  private static long milliseconds(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      return -1;
    }
    double sum = 0;
    for (int i = 0; i < MILLISECONDS.length; i++) {
      String number = matcher.group(i + 1);
      sum += number == null ? 0 : Double.parseDouble(number) * MILLISECONDS[i];
    }
    return (long) sum;
  }
}
