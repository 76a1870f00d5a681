package dev.intentobserve.ui;

import java.time.Duration;
import java.util.Set;

/**
 * How much a page may ask for.
 *
 * @param keys whether whoever looks needs a key, and so a form to enter it
 * @param connections the most connections to the API at once; further questions wait
 * @param deadline for each question a page asks
 * @param largestAnswer bytes; a page that would need more says so instead
 * @param rows of a trace on one page
 * @param formBytes what forms of known callers together hold in memory
 * @param loginBytes what forms to log in or out hold, which anybody may send; apart, so that
 *     strangers keep nobody out who is known
 * @param tenants who shares the connections and the forms
 */
public record UiConfig(
    boolean keys,
    int connections,
    Duration deadline,
    int largestAnswer,
    int rows,
    long formBytes,
    long loginBytes,
    Set<String> tenants) {
  private static final long FORM_BYTES = 16L << 20;
  private static final long LOGIN_BYTES = 4L << 20;

  public static final UiConfig DEFAULT =
      new UiConfig(false, 16, Duration.ofSeconds(15), 64 << 20, 200);

  /** With the usual room for forms. */
  public UiConfig(boolean keys, int connections, Duration deadline, int largestAnswer, int rows) {
    this(keys, connections, deadline, largestAnswer, rows, FORM_BYTES, LOGIN_BYTES, Set.of());
  }

  public UiConfig {
    tenants = Set.copyOf(tenants);
    requirePositive(connections, "connections");
    requirePositive(deadline.toMillis(), "deadline");
    requirePositive(largestAnswer, "largest_answer");
    requirePositive(rows, "rows");
    requirePositive(formBytes, "form_bytes");
    requirePositive(loginBytes, "login_bytes");
  }

  /** The same for a service that wants keys, or does not. */
  public UiConfig withKeys(boolean keys) {
    return new UiConfig(
        keys, connections, deadline, largestAnswer, rows, formBytes, loginBytes, tenants);
  }

  /** The same for these tenants. */
  public UiConfig withTenants(Set<String> tenants) {
    return new UiConfig(
        keys, connections, deadline, largestAnswer, rows, formBytes, loginBytes, tenants);
  }

  /** The same, holding less or more of forms to log in. */
  public UiConfig withLoginBytes(long loginBytes) {
    return new UiConfig(
        keys, connections, deadline, largestAnswer, rows, formBytes, loginBytes, tenants);
  }

  private static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException("ui." + name + " must be positive, not " + value);
    }
  }
}
