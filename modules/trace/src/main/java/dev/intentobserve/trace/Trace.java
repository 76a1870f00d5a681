package dev.intentobserve.trace;

import dev.intentobserve.ports.Meters;
import io.vertx.core.Deployable;
import java.time.InstantSource;

/** The key to the room that decides which trace an event belongs to. */
public final class Trace {
  private Trace() {}

  /** One instance places for the whole house; a second one waits behind the cursor. */
  public static Deployable deployable(TraceConfig config, InstantSource clock, Meters meters) {
    return new TraceVerticle(config, clock, meters);
  }

  /** Answers the same questions and places nothing, for a process beside the one that does. */
  public static Deployable readOnly() {
    return new ReadOnlyTraceVerticle();
  }
}
