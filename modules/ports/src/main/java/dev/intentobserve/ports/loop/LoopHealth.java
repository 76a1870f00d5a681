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
 * What each loop of this process last came to, kept where whoever asks after the health of the
 * service can read it without knowing the loops. Ages, not times: loops know no clock.
 */
public final class LoopHealth {
  private static final String MAP = "intent-observe.loops";

  /**
   * What a loop last came to.
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
   * Says that a step failed.
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

  /** It runs here no more. */
  public static void end(Vertx vertx, String name) {
    map(vertx).remove(name);
  }

  private static LocalMap<String, LoopReport> map(Vertx vertx) {
    return vertx.sharedData().getLocalMap(MAP);
  }
}
