package dev.intentobserve.notification;

import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.loop.CursorLoop;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Runs a loop for each channel and one for the event bus, so that none delays another. */
final class NotificationVerticle extends VerticleBase {
  private final NotificationConfig config;
  private final List<Channel> channels;
  private final InstantSource clock;
  private final Meters meters;
  private final List<ChannelNotifier> notifiers = new ArrayList<>();
  private final List<CursorLoop> loops = new ArrayList<>();

  NotificationVerticle(
      NotificationConfig config, List<Channel> channels, InstantSource clock, Meters meters) {
    this.config = config;
    this.channels = channels;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    AlertPublisher publisher = new AlertPublisher(vertx);
    loops.add(new CursorLoop(vertx, "alert publisher", config.wake(), publisher::step));
    for (Channel channel : channels) {
      ChannelNotifier notifier = notifier(channel);
      notifiers.add(notifier);
      loops.add(new CursorLoop(vertx, "notify " + channel.name(), config.wake(), notifier::step));
    }
    return Hint.ALERTS
        .subscribe(vertx, upTo -> loops.forEach(CursorLoop::wake))
        .compose(subscribed -> publisher.step().otherwise(false))
        .onSuccess(ready -> loops.forEach(CursorLoop::start));
  }

  private ChannelNotifier notifier(Channel channel) {
    HttpTransport transport = new HttpTransport(vertx, channel, clock);
    ChannelSender sender =
        new ChannelSender(
            config,
            channel,
            clock,
            meters,
            config.backoff(RandomGenerator.getDefault()),
            transport);
    return new ChannelNotifier(vertx, config, channel, clock, sender);
  }

  @Override
  public Future<?> stop() {
    return Future.join(loops.stream().map(CursorLoop::stop).toList())
        .eventually(() -> Future.join(notifiers.stream().map(ChannelNotifier::close).toList()));
  }
}
