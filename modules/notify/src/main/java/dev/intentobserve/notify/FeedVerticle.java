package dev.intentobserve.notify;

import dev.intentobserve.contract.CursorLoop;
import dev.intentobserve.contract.Hint;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/** Publishes changes on the bus of this process and tells nobody else. */
final class FeedVerticle extends VerticleBase {
  private final NotifyConfig config;
  private @Nullable CursorLoop loop;

  FeedVerticle(NotifyConfig config) {
    this.config = config;
  }

  @Override
  public Future<?> start() {
    AlertFeed feed = new AlertFeed(vertx);
    CursorLoop feeding = new CursorLoop(vertx, "alert feed", config.wake(), feed::step);
    loop = feeding;
    return Hint.ALERTS
        .hear(vertx, upTo -> feeding.poke())
        .compose(heard -> feed.step().otherwise(false))
        .onSuccess(begun -> feeding.start());
  }

  @Override
  public Future<?> stop() {
    return loop == null ? Future.succeededFuture() : loop.stop();
  }
}
