package dev.intentobserve.ports.loop;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import java.time.Duration;

/**
 * Whether requests to append had to wait a moment ago. Loops that follow the record then leave the
 * processors to them for most of the time: work behind the record can be done later.
 */
public final class AppendBacklog {
  private static final String KEY = "intent-observe.append-backlog";

  /** So long waits no request that the service can answer at the rate they arrive. */
  private static final Duration LONG = Duration.ofMillis(50);

  private static final Duration RECENT = Duration.ofMillis(500);

  private AppendBacklog() {}

  /** Reports how long a request waited for its answer. */
  public static void waited(Vertx vertx, Duration time) {
    if (time.compareTo(LONG) >= 0) {
      map(vertx).put(KEY, System.nanoTime());
    }
  }

  static boolean any(Vertx vertx) {
    Long last = map(vertx).get(KEY);
    return last != null && System.nanoTime() - last < RECENT.toNanos();
  }

  private static LocalMap<String, Long> map(Vertx vertx) {
    return vertx.sharedData().getLocalMap(KEY);
  }
}
