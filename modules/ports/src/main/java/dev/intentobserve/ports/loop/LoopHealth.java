package dev.intentobserve.ports.loop;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of each loop's last step, for health reports that do not know the loops. Ages instead
 * of times, because loops have no clock.
 */
public final class LoopHealth {
  private static final String MAP = "intent-observe.loops";

  /**
   * The outcome of a loop's last step.
   *
   * @param succeededNanos when a step last succeeded, by {@link System#nanoTime}; null for never
   * @param failures steps that failed in a row
   * @param failingNanos when the first of these failed; null while none does
   * @param error the code of the last failure; empty while there is none
   */
  public record LoopReport(
      @Nullable Long succeededNanos, int failures, @Nullable Long failingNanos, String error)
      implements Shareable {
    static final LoopReport NEW = new LoopReport(null, 0, null, "");

    public LoopReport {
      requireNonNull(error, "error");
    }

    LoopReport succeeded(long now) {
      return new LoopReport(now, 0, null, "");
    }

    LoopReport failed(long now, String code) {
      return new LoopReport(
          succeededNanos, failures + 1, failingNanos == null ? now : failingNanos, code);
    }

    /** How long ago a step last succeeded; null for never. */
    public @Nullable Duration sinceSuccess() {
      return age(succeededNanos);
    }

    /** How long steps have been failing; null while they do not. */
    public @Nullable Duration failingFor() {
      return age(failingNanos);
    }

    private static @Nullable Duration age(@Nullable Long nanos) {
      return nanos == null ? null : Duration.ofNanos(System.nanoTime() - nanos);
    }
  }

  private LoopHealth() {}

  /** By name. */
  public static Map<String, LoopReport> all(Vertx vertx) {
    return new TreeMap<>(map(vertx));
  }

  public static void succeeded(Vertx vertx, String name) {
    map(vertx)
        .compute(
            name, (key, old) -> (old == null ? LoopReport.NEW : old).succeeded(System.nanoTime()));
  }

  /**
   * Records a failed step.
   *
   * @param code of the fault; never a message
   */
  public static void failed(Vertx vertx, String name, String code) {
    map(vertx)
        .compute(
            name,
            (key, old) -> (old == null ? LoopReport.NEW : old).failed(System.nanoTime(), code));
  }

  /** The loop runs here. */
  public static void begin(Vertx vertx, String name) {
    map(vertx).putIfAbsent(name, LoopReport.NEW);
  }

  /** The loop does not run here any more. */
  public static void end(Vertx vertx, String name) {
    map(vertx).remove(name);
  }

  private static LocalMap<String, LoopReport> map(Vertx vertx) {
    return vertx.sharedData().getLocalMap(MAP);
  }
}
