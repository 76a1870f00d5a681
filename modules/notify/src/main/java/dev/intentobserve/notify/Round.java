package dev.intentobserve.notify;

import dev.intentobserve.contract.AlertStoreContract.Change;
import dev.intentobserve.contract.AlertStoreContract.Delivery;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.event.Names;
import dev.intentobserve.notify.NotifyConfig.Channel;
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
final class Round {
  private static final Logger log = LoggerFactory.getLogger(Round.class);

  private final Channel channel;
  private final Duration giveUpAge;
  private final InstantSource clock;
  private final Meters meters;
  private final Backoff backoff;
  private final Style style;
  private final Carrier carrier;

  private int failures;
  private Instant restUntil = Instant.MIN;

  Round(
      NotifyConfig config,
      Channel channel,
      InstantSource clock,
      Meters meters,
      Backoff backoff,
      Carrier carrier) {
    this.channel = channel;
    this.giveUpAge = config.giveUpAge();
    this.clock = clock;
    this.meters = meters;
    this.backoff = backoff;
    this.style = Style.of(channel, config.externalUrl());
    this.carrier = carrier;
  }

  /**
   * What became of a message.
   *
   * @param over false when it is to be tried again
   */
  record Carried(List<Delivery> deliveries, boolean over) {}

  int most() {
    return style.most();
  }

  boolean resting() {
    return clock.instant().isBefore(restUntil);
  }

  /**
   * Sends it.
   *
   * @param counted false for what says nothing new
   */
  Future<Carried> carry(Message message, boolean counted) {
    Letter letter = style.write(message, clock.instant());
    return carrier.send(letter).map(reply -> settle(message, reply, counted));
  }

  private Carried settle(Message message, Reply reply, boolean counted) {
    int attempt = failures + 1;
    String outcome = outcome(message, reply);
    if (outcome.equals("failed")) {
      failures = attempt;
      restUntil = clock.instant().plus(backoff.pause(attempt, reply.wish()));
    } else {
      failures = 0;
    }
    if (!outcome.equals("delivered")) {
      complain(message, outcome, reply.code(), attempt);
    }
    if (counted) {
      count(outcome, message.changes().size());
    }
    List<Delivery> deliveries =
        message.changes().stream()
            .map(change -> delivery(change, outcome, attempt, reply.code()))
            .toList();
    return new Carried(deliveries, !outcome.equals("failed"));
  }

  private String outcome(Message message, Reply reply) {
    return switch (reply.verdict()) {
      case TAKEN -> "delivered";
      case NEVER -> "given_up";
      case LATER -> tooOld(message) ? "given_up" : "failed";
    };
  }

  /** A reminder stays due for as long as its alerts fire, however long ago they began to. */
  private boolean tooOld(Message message) {
    return message.news()
        && !giveUpAge.isZero()
        && message.newest().plus(giveUpAge).isBefore(clock.instant());
  }

  private void complain(Message message, String outcome, String code, int attempt) {
    log.atWarn()
        .addKeyValue(Names.LABEL_CHANNEL, channel.name())
        .addKeyValue(Names.ERROR_CODE, code)
        .addKeyValue(Names.ATTEMPT, attempt)
        .addKeyValue(Names.LABEL_OUTCOME, outcome)
        .addKeyValue(Names.LABEL_RULE, message.rule())
        .addKeyValue(Names.COUNT, message.changes().size())
        .log("channel did not take a notification");
  }

  Delivery silenced(Withheld withheld) {
    count("silenced", 1);
    return delivery(withheld.change(), "silenced", 1, withheld.why());
  }

  private void count(String outcome, int alerts) {
    meters.count(
        Names.METRIC_NOTIFICATIONS,
        alerts,
        Names.LABEL_CHANNEL,
        channel.name(),
        Names.LABEL_OUTCOME,
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
    return carrier.close();
  }
}
