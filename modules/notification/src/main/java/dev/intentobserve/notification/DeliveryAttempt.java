package dev.intentobserve.notification;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.loop.Backoff;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages to one channel and says what became of each: after a failure the channel is left
 * alone for a while, what it will never take is given up at once, what it would not take for too
 * long at last.
 */
final class DeliveryAttempt {
  private static final Logger log = LoggerFactory.getLogger(DeliveryAttempt.class);

  private final Channel channel;
  private final Duration giveUpAge;
  private final InstantSource clock;
  private final Meters meters;
  private final Backoff backoff;
  private final MessageFormat format;
  private final HttpTransport transport;

  private int failures;
  private Instant retryAt = Instant.MIN;

  DeliveryAttempt(
      NotificationConfig config,
      Channel channel,
      InstantSource clock,
      Meters meters,
      Backoff backoff,
      HttpTransport transport) {
    this.channel = channel;
    this.giveUpAge = config.giveUpAge();
    this.clock = clock;
    this.meters = meters;
    this.backoff = backoff;
    this.format = MessageFormat.of(channel, config.externalUrl());
    this.transport = transport;
  }

  /**
   * What became of a message.
   *
   * @param finished false when it is to be tried again
   */
  record AttemptResult(List<Delivery> deliveries, boolean finished) {}

  int maxAlerts() {
    return format.maxAlerts();
  }

  boolean isBackingOff() {
    return clock.instant().isBefore(retryAt);
  }

  /**
   * Sends it.
   *
   * @param counted false for what says nothing new
   */
  Future<AttemptResult> deliver(AlertMessage message, boolean counted) {
    OutgoingRequest outgoing = format.write(message, clock.instant());
    return transport.send(outgoing).map(reply -> settle(message, reply, counted));
  }

  private AttemptResult settle(AlertMessage message, DeliveryResponse reply, boolean counted) {
    int attempt = failures + 1;
    String outcome = outcome(message, reply);
    if (outcome.equals("failed")) {
      failures = attempt;
      retryAt = clock.instant().plus(backoff.pause(attempt, reply.requestedDelay()));
    } else {
      failures = 0;
    }
    if (!outcome.equals("delivered")) {
      logFailure(message, outcome, reply.code(), attempt);
    }
    if (counted) {
      count(outcome, message.changes().size());
    }
    List<Delivery> deliveries =
        message.changes().stream()
            .map(change -> delivery(change, outcome, attempt, reply.code()))
            .toList();
    return new AttemptResult(deliveries, !outcome.equals("failed"));
  }

  private String outcome(AlertMessage message, DeliveryResponse reply) {
    return switch (reply.disposition()) {
      case ACCEPTED -> "delivered";
      case REJECTED -> "given_up";
      case RETRY -> tooOld(message) ? "given_up" : "failed";
    };
  }

  /** A reminder stays due for as long as its alerts fire, however long ago they began to. */
  private boolean tooOld(AlertMessage message) {
    return message.news()
        && !giveUpAge.isZero()
        && message.newest().plus(giveUpAge).isBefore(clock.instant());
  }

  private void logFailure(AlertMessage message, String outcome, String code, int attempt) {
    log.atWarn()
        .addKeyValue(TelemetryNames.LABEL_CHANNEL, channel.name())
        .addKeyValue(TelemetryNames.ERROR_CODE, code)
        .addKeyValue(TelemetryNames.ATTEMPT, attempt)
        .addKeyValue(TelemetryNames.LABEL_OUTCOME, outcome)
        .addKeyValue(TelemetryNames.LABEL_RULE, message.rule())
        .addKeyValue(TelemetryNames.COUNT, message.changes().size())
        .log("channel did not take a notification");
  }

  Delivery silenced(SilencedChange silenced) {
    count("silenced", 1);
    return delivery(silenced.change(), "silenced", 1, silenced.why());
  }

  private void count(String outcome, int alerts) {
    meters.count(
        TelemetryNames.METRIC_NOTIFICATIONS,
        alerts,
        TelemetryNames.LABEL_CHANNEL,
        channel.name(),
        TelemetryNames.LABEL_OUTCOME,
        outcome);
  }

  private Delivery delivery(Change change, String outcome, int attempt, @Nullable String detail) {
    return new Delivery(
        change.scope(),
        channel.name(),
        change.alert().id(),
        change.alert().rule(),
        change.alert().state(),
        change.scopeNumber(),
        outcome,
        attempt,
        clock.instant(),
        detail);
  }

  Future<Void> close() {
    return transport.close();
  }
}
