package dev.intentobserve.export;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Meters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports an outage of a destination: once when it begins, again only when the reason changes, and
 * once when it is over.
 */
final class ExportOutage {
  private static final Logger log = LoggerFactory.getLogger(ExportOutage.class);
  private static final Duration MIN_WARNING_INTERVAL = Duration.ofMinutes(1);

  private final String destination;
  private final String endpoint;
  private final InstantSource clock;
  private final Meters meters;
  private final BiConsumer<String, String> listener;

  private @Nullable Instant since;
  private Instant lastWarning = Instant.MIN;
  private String lastProblem = "";
  private long attempts;

  /**
   * @param endpoint scheme, host and port only
   * @param listener receives the destination and the problem of each failed attempt; an empty
   *     problem when the outage is over
   */
  ExportOutage(
      String destination,
      String endpoint,
      InstantSource clock,
      Meters meters,
      BiConsumer<String, String> listener) {
    this.listener = listener;
    this.destination = destination;
    this.endpoint = endpoint;
    this.clock = clock;
    this.meters = meters;
  }

  void attemptFailed(OtlpReply.RetryLater reply) {
    Instant now = clock.instant();
    if (since == null) {
      since = now;
      meters.gauge(
          TelemetryNames.METRIC_EXPORT_UP, 0, TelemetryNames.LABEL_DESTINATION, destination);
    }
    attempts++;
    listener.accept(destination, reply.problem());
    meters.count(
        TelemetryNames.METRIC_EXPORT_RETRIES,
        1,
        TelemetryNames.LABEL_DESTINATION,
        destination,
        TelemetryNames.LABEL_REASON,
        reply.problem());
    if (!reply.problem().equals(lastProblem) && now.isAfter(quietUntil())) {
      lastProblem = reply.problem();
      lastWarning = now;
      warn(reply);
    }
  }

  private Instant quietUntil() {
    return lastProblem.isEmpty() ? Instant.MIN : lastWarning.plus(MIN_WARNING_INTERVAL);
  }

  private void warn(OtlpReply.RetryLater reply) {
    log.atWarn()
        .addKeyValue(TelemetryNames.DESTINATION, destination)
        .addKeyValue("endpoint", endpoint)
        .addKeyValue(TelemetryNames.REASON, reply.problem())
        .addKeyValue("advice", reply.advice().isEmpty() ? "none" : reply.advice())
        .log("destination rejects data or is unreachable; retrying, no data is lost");
  }

  void recovered() {
    listener.accept(destination, "");
    meters.gauge(TelemetryNames.METRIC_EXPORT_UP, 1, TelemetryNames.LABEL_DESTINATION, destination);
    if (since == null) {
      return;
    }
    log.atInfo()
        .addKeyValue(TelemetryNames.DESTINATION, destination)
        .addKeyValue("endpoint", endpoint)
        .addKeyValue("seconds", Duration.between(since, clock.instant()).toSeconds())
        .addKeyValue("attempts", attempts)
        .log("destination accepts data again");
    since = null;
    lastProblem = "";
    attempts = 0;
  }
}
