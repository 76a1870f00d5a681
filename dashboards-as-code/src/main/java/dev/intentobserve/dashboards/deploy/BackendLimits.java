package dev.intentobserve.dashboards.deploy;

import java.time.Duration;

/** Retention and size limits, the same wherever we run the backends. */
public final class BackendLimits {
  public static final Duration TRACES_KEPT = Duration.ofDays(30);
  public static final Duration LOGS_KEPT = Duration.ofDays(31);
  public static final Duration METRICS_KEPT = Duration.ofDays(90);

  /** The age up to which samples are accepted; older history is computed from the record. */
  public static final Duration LATE_SAMPLES = Duration.ofDays(7);

  /**
   * The age up to which spans are found by their own time: longer than the retention, so that all
   * stored spans are found.
   */
  public static final Duration LATE_SPANS = Duration.ofDays(31);

  /** Grafana Cloud's free tier: the retention, and the age up to which log lines are accepted. */
  public static final Duration CLOUD_KEPT = Duration.ofDays(14);

  public static final Duration CLOUD_LATE_LINES = Duration.ofDays(7);

  /** The scrape interval. Grafana Cloud bills one sample a minute, so there it is a minute. */
  public static final Duration SCRAPE = Duration.ofSeconds(30);

  public static final Duration SCRAPE_CLOUD = Duration.ofMinutes(1);

  public static final int MIB = 1024 * 1024;

  /** The service sends requests of at most 2 MiB; others may send more. */
  public static final int OTLP_REQUEST = 20 * MIB;

  /** Below the limit of every receiver: 4 MiB for gRPC and for the Kafka topics. */
  public static final int BATCH = 3 * MIB;

  public static final int KAFKA_MESSAGE = 4 * MIB;

  /** The queue on disk of each signal, for outages of the next component. */
  public static final int QUEUE = 512 * MIB;

  private BackendLimits() {}

  /** In Go's syntax, whose largest unit is the hour. */
  public static String go(Duration duration) {
    if (duration.toSecondsPart() != 0) {
      return duration.toSeconds() + "s";
    }
    return duration.toMinutesPart() == 0 ? duration.toHours() + "h" : duration.toMinutes() + "m";
  }

  public static String days(Duration duration) {
    return duration.toDays() + " days";
  }
}
