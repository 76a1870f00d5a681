package dev.intentobserve.notification;

import dev.intentobserve.ports.Meters;
import io.vertx.core.Deployable;
import java.time.InstantSource;
import java.util.List;

/** Entry point of the notification module: notifies people and machines about alerts. */
public final class Notification {
  private Notification() {}

  /**
   * Notifies every configured channel, and publishes every change on the event bus. Exactly one
   * instance may run, because each would notify. It needs the store's {@code AlertStorePorts}, but
   * starts without them.
   */
  public static Deployable deployable(
      NotificationConfig config, InstantSource clock, Meters meters) {
    return new NotificationVerticle(config, config.channels(), clock, meters);
  }

  /** For processes that do not lead: only publishes changes on the event bus. */
  public static Deployable readOnly(NotificationConfig config, InstantSource clock, Meters meters) {
    return new NotificationVerticle(config, List.of(), clock, meters);
  }
}
