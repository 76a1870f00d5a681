package dev.intentobserve.ui;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.Set;

/**
 * Limits of the pages.
 *
 * @param keys whether the API needs a key, and so there is a page to log in
 * @param connections the most to the API at once; further calls wait
 * @param deadline of each call to the API
 * @param largestAnswer bytes of one answer of the API; for more, a page shows status 413
 * @param rows spans of a trace on one page
 * @param formBytes bytes of all forms in memory
 * @param loginBytes bytes of all forms to log in and out in memory; counted apart, because they
 *     need no key and must not block users who are logged in
 * @param tenants that share the connections
 */
@RecordBuilder
public record UiConfig(
    boolean keys,
    int connections,
    Duration deadline,
    int largestAnswer,
    int rows,
    long formBytes,
    long loginBytes,
    Set<String> tenants)
    implements UiConfigBuilder.With {
  public static final UiConfig DEFAULT =
      new UiConfig(false, 16, Duration.ofSeconds(15), 64 << 20, 200, 16L << 20, 4L << 20, Set.of());

  public UiConfig {
    tenants = Set.copyOf(tenants);
    requirePositive(connections, "connections");
    requirePositive(deadline.toMillis(), "deadline");
    requirePositive(largestAnswer, "largest_answer");
    requirePositive(rows, "rows");
    requirePositive(formBytes, "form_bytes");
    requirePositive(loginBytes, "login_bytes");
  }

  private static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException("ui." + name + " must be positive, not " + value);
    }
  }
}
