package dev.intentobserve.trace;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How the trace room works.
 *
 * @param pageSize events read and committed at once
 * @param summaryPage dirty traces whose summaries are remade at once
 * @param slowPoke how long a lost hint may go unnoticed
 */
public record TraceConfig(int pageSize, int summaryPage, Duration slowPoke) {
  public static final TraceConfig DEFAULT = new TraceConfig(2000, 100, Duration.ofSeconds(1));

  public TraceConfig {
    requireNonNull(slowPoke, "slowPoke");
    if (pageSize <= 0 || summaryPage <= 0) {
      throw new IllegalArgumentException("pages hold at least one");
    }
  }
}
