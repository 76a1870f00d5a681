package dev.intentobserve.notification;

import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.loop.CursorLoop;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/** Publishes changes on the event bus of this process and notifies no channel. */
final class AlertPublisherVerticle extends VerticleBase {
  private final NotificationConfig config;
  private @Nullable CursorLoop loop;

  AlertPublisherVerticle(NotificationConfig config) {
    this.config = config;
  }

  @Override
  public Future<?> start() {
    AlertPublisher publisher = new AlertPublisher(vertx);
    CursorLoop publishing =
        new CursorLoop(vertx, "alert publisher", config.wake(), publisher::step);
    loop = publishing;
    return Hint.ALERTS
        .subscribe(vertx, upTo -> publishing.wake())
        .compose(subscribed -> publisher.step().otherwise(false))
        .onSuccess(ready -> publishing.start());
  }

  @Override
  public Future<?> stop() {
    return loop == null ? Future.succeededFuture() : loop.stop();
  }
}
