package dev.intentobserve.notification;

import dev.intentobserve.model.Backoff;
import dev.intentobserve.model.alert.DeliveryOutcome;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import dev.intentobserve.ports.Meters;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages to one channel. After a failure the channel is not tried for a while. A rejected
 * message is given up at once; one that fails for too long, eventually.
 */
final class ChannelSender {
  private static final Logger log = LoggerFactory.getLogger(ChannelSender.class);

  private final Channel channel;
  private final Duration giveUpAge;
  private final InstantSource clock;
  private final Meters meters;
  private final Backoff backoff;
  private final MessageFormat format;
  private final HttpTransport transport;

  private int failures;
  private Instant retryAt = Instant.MIN;

  ChannelSender(
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
    this.format = channel.kind().format(channel, config.externalUrl());
    this.transport = transport;
  }

  /**
   * The result of sending one message.
   *
   * @param deliveries one for each alert of the message; all have the same outcome
   * @param finished false when the message must be sent again
   */
  record DeliveryAttempt(List<Delivery> deliveries, boolean finished) {
    /** Status or error of the receiver. */
    @Nullable String detail() {
      return deliveries.getLast().detail();
    }
  }

  MessageFormat format() {
    return format;
  }

  boolean isBackingOff() {
    return clock.instant().isBefore(retryAt);
  }

  /** Never fails. Metrics do not count a message that only repeats the last one. */
  Future<DeliveryAttempt> send(AlertMessage message, boolean counted) {
    MessageFormat.OutgoingRequest outgoing = format.write(message, clock.instant());
    return transport.send(outgoing).map(reply -> attempt(message, reply, counted));
  }

  private DeliveryAttempt attempt(AlertMessage message, DeliveryResponse reply, boolean counted) {
    int attempt = failures + 1;
    DeliveryOutcome outcome = outcome(message, reply);
    if (outcome == DeliveryOutcome.FAILED) {
      failures = attempt;
      retryAt = clock.instant().plus(backoff.pause(attempt, reply.requestedDelay()));
    } else {
      failures = 0;
    }
    if (outcome != DeliveryOutcome.DELIVERED) {
      logFailure(message, outcome, reply.code(), attempt);
    }
    if (counted) {
      count(outcome, message.changes().size());
    }
    List<Delivery> deliveries =
        message.changes().stream()
            .map(change -> delivery(change, outcome, attempt, reply.code()))
            .toList();
    return new DeliveryAttempt(deliveries, outcome != DeliveryOutcome.FAILED);
  }

  private DeliveryOutcome outcome(AlertMessage message, DeliveryResponse reply) {
    return switch (reply.disposition()) {
      case ACCEPTED -> DeliveryOutcome.DELIVERED;
      case REJECTED -> DeliveryOutcome.GIVEN_UP;
      case RETRY -> tooOld(message) ? DeliveryOutcome.GIVEN_UP : DeliveryOutcome.FAILED;
    };
  }

  /** A reminder is never too old: it stays due for as long as its alerts fire. */
  private boolean tooOld(AlertMessage message) {
    return message.news()
        && !giveUpAge.isZero()
        && message.newest().plus(giveUpAge).isBefore(clock.instant());
  }

  private void logFailure(AlertMessage message, DeliveryOutcome outcome, String code, int attempt) {
    log.atWarn()
        .addKeyValue(TelemetryNames.LABEL_CHANNEL, channel.name())
        .addKeyValue(TelemetryNames.ERROR_CODE, code)
        .addKeyValue(TelemetryNames.ATTEMPT, attempt)
        .addKeyValue(TelemetryNames.LABEL_OUTCOME, outcome.code())
        .addKeyValue(TelemetryNames.LABEL_RULE, message.rule())
        .addKeyValue(TelemetryNames.COUNT, message.changes().size())
        .log("channel did not accept a notification");
  }

  Delivery silenced(SilencedChange silenced) {
    count(DeliveryOutcome.SILENCED, 1);
    return delivery(silenced.change(), DeliveryOutcome.SILENCED, 1, silenced.detail());
  }

  private void count(DeliveryOutcome outcome, int alerts) {
    meters.count(
        TelemetryNames.METRIC_NOTIFICATIONS,
        alerts,
        TelemetryNames.LABEL_CHANNEL,
        channel.name(),
        TelemetryNames.LABEL_OUTCOME,
        outcome.code());
  }

  private Delivery delivery(
      Change change, DeliveryOutcome outcome, int attempt, @Nullable String detail) {
    return new Delivery(
        change.scope(),
        channel.name(),
        change.alert().id(),
        change.alert().rule(),
        change.alert().state(),
        change.scopeNumber(),
        outcome.code(),
        attempt,
        clock.instant(),
        detail);
  }

  Future<Void> close() {
    return transport.close();
  }
}
