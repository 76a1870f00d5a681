package dev.intentobserve.notify;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.contract.CursorLoop;
import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.notify.NotifyConfig.Channel;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The shell: a loop of its own for each channel and one for the bus, so none holds up another. */
final class NotifyVerticle extends VerticleBase {
  private final NotifyConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private final RandomGenerator random;
  private final List<Postman> postmen = new ArrayList<>();
  private final List<CursorLoop> loops = new ArrayList<>();

  NotifyVerticle(NotifyConfig config, InstantSource clock, Meters meters, RandomGenerator random) {
    this.config = requireNonNull(config, "config");
    this.clock = requireNonNull(clock, "clock");
    this.meters = requireNonNull(meters, "meters");
    this.random = requireNonNull(random, "random");
  }

  @Override
  public Future<?> start() {
    AlertFeed feed = new AlertFeed(vertx);
    loops.add(new CursorLoop(vertx, "alert feed", config.wake(), feed::step));
    for (Channel channel : config.channels()) {
      Postman postman = postman(channel);
      postmen.add(postman);
      loops.add(new CursorLoop(vertx, "notify " + channel.name(), config.wake(), postman::step));
    }
    return Hint.ALERTS
        .hear(vertx, upTo -> loops.forEach(CursorLoop::poke))
        .compose(heard -> feed.step().otherwise(false))
        .onSuccess(begun -> loops.forEach(CursorLoop::start));
  }

  private Postman postman(Channel channel) {
    Carrier carrier = new Carrier(vertx, channel, clock);
    Round round = new Round(config, channel, clock, meters, new Backoff(config, random), carrier);
    return new Postman(vertx, config, channel, clock, round);
  }

  @Override
  public Future<?> stop() {
    return Future.join(loops.stream().map(CursorLoop::stop).toList())
        .eventually(() -> Future.join(postmen.stream().map(Postman::close).toList()));
  }
}
