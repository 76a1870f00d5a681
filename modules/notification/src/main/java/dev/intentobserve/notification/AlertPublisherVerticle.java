package dev.intentobserve.notification;

import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.loop.CursorLoop;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/** Publishes changes on the bus of this process and tells nobody else. */
final class AlertPublisherVerticle extends VerticleBase {
  private final NotificationConfig config;
  private @Nullable CursorLoop loop;

  AlertPublisherVerticle(NotificationConfig config) {
    this.config = config;
  }

  @Override
  public Future<?> start() {
    AlertPublisher feed = new AlertPublisher(vertx);
    CursorLoop feeding = new CursorLoop(vertx, "alert feed", config.wake(), feed::step);
    loop = feeding;
    return Hint.ALERTS
        .subscribe(vertx, upTo -> feeding.wake())
        .compose(heard -> feed.step().otherwise(false))
        .onSuccess(begun -> feeding.start());
  }

  @Override
  public Future<?> stop() {
    return loop == null ? Future.succeededFuture() : loop.stop();
  }
}
