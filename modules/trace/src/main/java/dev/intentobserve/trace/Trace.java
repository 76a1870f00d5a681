package dev.intentobserve.trace;

import dev.intentobserve.ports.Meters;
import io.vertx.core.Deployable;
import java.time.InstantSource;

/** Entry point of the trace module: decides which trace an event belongs to. */
public final class Trace {
  private Trace() {}

  /** Exactly one instance should run; the commit of a second one fails at the cursor. */
  public static Deployable deployable(TraceConfig config, InstantSource clock, Meters meters) {
    return new TraceVerticle(config, clock, meters);
  }

  /** For processes that do not lead: answers the same ports and places nothing. */
  public static Deployable readOnly() {
    return new ReadOnlyTraceVerticle();
  }
}
