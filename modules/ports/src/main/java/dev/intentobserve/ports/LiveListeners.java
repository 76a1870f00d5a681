package dev.intentobserve.ports;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;

/**
 * How many consumers {@link EventBusApi#LIVE} has in this process: the event bus does not tell, and
 * without any, events are not prepared for it. Clients of {@code /eventbus} are counted by the
 * service; code in the same JVM calls {@link #add} before it registers its consumer.
 */
public final class LiveListeners {
  private static final String COUNT = "intent-observe.live-listeners";

  private LiveListeners() {}

  public static void add(Vertx vertx) {
    count(vertx).merge(COUNT, 1, Integer::sum);
  }

  public static void remove(Vertx vertx) {
    count(vertx).computeIfPresent(COUNT, (name, count) -> count > 1 ? count - 1 : null);
  }

  public static boolean any(Vertx vertx) {
    return count(vertx).containsKey(COUNT);
  }

  private static LocalMap<String, Integer> count(Vertx vertx) {
    return vertx.sharedData().getLocalMap(COUNT);
  }
}
