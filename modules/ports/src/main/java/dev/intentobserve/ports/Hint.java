package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.function.LongConsumer;

/**
 * Says that something grew up to a position. Hints may be lost or repeated: a subscriber reads
 * after its own cursor, and its poll interval makes up for a lost hint.
 */
public record Hint(String address) {
  /** The record grew: events up to this seq are committed. */
  public static final Hint RECORD = new Hint("intent-observe.hint.record");

  /** Placements grew: events up to this seq are placed. */
  public static final Hint PLACED = new Hint("intent-observe.hint.placed");

  /** Entity states changed: changes up to this revision are committed. */
  public static final Hint ENTITY_STATES = new Hint("intent-observe.hint.entity-states");

  /** The objectives in force changed: this is their generation. */
  public static final Hint OBJECTIVES = new Hint("intent-observe.hint.objectives");

  /** Alerts changed: changes up to this number are committed. */
  public static final Hint ALERTS = new Hint("intent-observe.hint.alerts");

  /** This process is not the leader any more: ask {@link LeaderPorts#LEADERSHIP} again. */
  public static final Hint LEADERSHIP = new Hint("intent-observe.hint.leadership");

  public Hint {
    requireNonNull(address, "address");
  }

  public void publish(Vertx vertx, long upTo) {
    vertx.eventBus().publish(address, upTo, new DeliveryOptions().setLocalOnly(true));
  }

  public Future<Void> subscribe(Vertx vertx, LongConsumer listener) {
    return vertx
        .eventBus()
        .<Long>localConsumer(address, message -> listener.accept(message.body()))
        .completion();
  }
}
