package dev.intentobserve.model.trace;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.Stamp;

/** An intent's claim on a trace string; between intents the earliest claim on a string stands. */
public record TraceAlias(String traceRef, String intentId, Stamp stamp) {
  public TraceAlias {
    requireNonNull(traceRef, "traceRef");
    requireNonNull(intentId, "intentId");
    requireNonNull(stamp, "stamp");
  }
}
