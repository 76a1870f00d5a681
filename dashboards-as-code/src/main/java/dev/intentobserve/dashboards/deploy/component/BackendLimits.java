package dev.intentobserve.dashboards.deploy.component;

import java.time.Duration;

/** How long things are kept and how much is taken, the same wherever we run the backends. */
public final class BackendLimits {
  public static final Duration TRACES_KEPT = Duration.ofDays(30);
  public static final Duration LOGS_KEPT = Duration.ofDays(31);
  public static final Duration METRICS_KEPT = Duration.ofDays(90);

  /** How old a sample of a metric may be; its history is computed from the record instead. */
  public static final Duration LATE_SAMPLES = Duration.ofDays(7);

  /**
   * How old spans may be and still be found by their own time: more than they are kept, so that
   * nothing kept is hidden.
   */
  public static final Duration LATE_SPANS = Duration.ofDays(31);

  /** Of Grafana Cloud without a bill: how long it keeps, and how old a log line may be. */
  public static final Duration CLOUD_KEPT = Duration.ofDays(14);

  public static final Duration CLOUD_LATE_LINES = Duration.ofDays(7);

  /** Our own figures; Grafana Cloud counts a sample a minute, so there it is one. */
  public static final Duration SCRAPE = Duration.ofSeconds(30);

  public static final Duration SCRAPE_CLOUD = Duration.ofMinutes(1);

  public static final int KIB = 1024;
  public static final int MIB = 1024 * KIB;

  /** The service sends requests of at most 2 MiB; others may send more. */
  public static final int OTLP_REQUEST = 20 * MIB;

  /** Below what every receiver behind takes: 4 MiB is the limit of gRPC and of the Kafka topics. */
  public static final int BATCH = 3 * MIB;

  public static final int KAFKA_MESSAGE = 4 * MIB;

  /** On disk, for each signal, while what is behind does not answer. */
  public static final int QUEUE = 512 * MIB;

  /** One event: {@code ingest.limits.record} of the service, and room for its escapes. */
  public static final int LINE = 2 * MIB;

  private BackendLimits() {}

  /** As Go reads durations: hours at most. */
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
