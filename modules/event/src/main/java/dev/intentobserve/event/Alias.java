package dev.intentobserve.event;

import static java.util.Objects.requireNonNull;

/** An intent's claim on a trace string; between intents the earliest claim on a string stands. */
public record Alias(String traceRef, String intentId, Stamp stamp) {
  public Alias {
    requireNonNull(traceRef, "traceRef");
    requireNonNull(intentId, "intentId");
    requireNonNull(stamp, "stamp");
  }
}
