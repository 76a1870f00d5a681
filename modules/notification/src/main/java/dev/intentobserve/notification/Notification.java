package dev.intentobserve.notification;

import dev.intentobserve.ports.Meters;
import io.vertx.core.Deployable;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** The key to the room that tells people and machines about alerts. */
public final class Notification {
  private Notification() {}

  /**
   * The room that tells every configured channel, and publishes every change on the bus. One
   * instance: two would both tell. Needs the cellar to answer {@code AlertStoreContract}, but
   * starts without it.
   */
  public static Deployable deployable(
      NotificationConfig config, InstantSource clock, Meters meters) {
    return new NotificationVerticle(config, clock, meters, RandomGenerator.getDefault());
  }

  /**
   * Publishes every change on the bus and tells no channel: for a process beside the one that does.
   */
  public static Deployable readOnly(NotificationConfig config) {
    return new AlertPublisherVerticle(config);
  }
}
