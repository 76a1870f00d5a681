package dev.intentobserve.export;

import com.google.protobuf.MessageLite;
import dev.intentobserve.contract.CursorLoop;
import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.Loops;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.event.Names;
import dev.intentobserve.export.ExportConfig.Protocol;
import dev.intentobserve.export.ExportConfig.Target;
import dev.intentobserve.export.ExportConfig.Tuning;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a drive for each destination. */
final class ExportVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(ExportVerticle.class);

  private final ExportConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private final RandomGenerator random;
  private final BiFunction<Vertx, Duration, Future<Void>> timer;
  private final List<Destination> destinations = new ArrayList<>();

  /** What has to be stopped. */
  private record Destination(Drive drive, Patience patience, Sender sender) {
    Future<Void> stop() {
      patience.end();
      return drive.stop().eventually(sender::close);
    }
  }

  /**
   * @param random spreads the attempts of many senders
   * @param timer waits before the next attempt
   */
  ExportVerticle(
      ExportConfig config,
      InstantSource clock,
      Meters meters,
      RandomGenerator random,
      BiFunction<Vertx, Duration, Future<Void>> timer) {
    this.config = config;
    this.clock = clock;
    this.meters = meters;
    this.random = random;
    this.timer = timer;
  }

  @Override
  public Future<?> start() {
    config.warnings().forEach(warning -> log.atWarn().log("configuration: {}", warning));
    Tuning tuning = config.tuning();
    open(
        config.traces(),
        new TraceSignal(config.resource()),
        (delivery, patience) ->
            follower(Names.EXPORT_TRACES, new TraceCargo(vertx, delivery, tuning)));
    open(
        config.logs(),
        new LogSignal(config.resource()),
        (delivery, patience) -> follower(Names.EXPORT_LOGS, new LogCargo(vertx, delivery, tuning)));
    open(config.metrics(), new MetricSignal(config.resource()), this::pulse);
    return Hint.PLACED
        .hear(vertx, upTo -> destinations.forEach(destination -> destination.drive().poke()))
        .onSuccess(heard -> destinations.forEach(destination -> destination.drive().start()));
  }

  private <T extends MessageLite> void open(
      @Nullable Target target, Signal<T> signal, BiFunction<Delivery<T>, Patience, Drive> drive) {
    String name = signal.destination();
    if (target == null) {
      log.atInfo().addKeyValue(Names.DESTINATION, name).log("no endpoint, nothing is shipped");
      return;
    }
    Backoff backoff = new Backoff(config.tuning(), random);
    Patience patience = new Patience(backoff, pause -> timer.apply(vertx, pause));
    Loops.begin(vertx, name);
    Outage outage = new Outage(name, target.shown(), clock, meters, this::tell);
    outage.over(); // Nothing is known against the receiver yet, and an alert needs a value.
    Sender sender = sender(target, signal);
    Delivery<T> delivery = new Delivery<>(signal, sender, patience, outage, meters);
    destinations.add(new Destination(drive.apply(delivery, patience), patience, sender));
    log.atInfo()
        .addKeyValue(Names.DESTINATION, name)
        .addKeyValue("endpoint", target.shown())
        .addKeyValue("protocol", target.protocol())
        .log("shipping");
  }

  private Drive follower(String name, Cargo cargo) {
    Shipper shipper = new Shipper(vertx, name, cargo, config.tuning().pageSize(), meters);
    return new RecordFollower(
        new CursorLoop(vertx, name, config.tuning().slowPoke(), shipper::step).watched());
  }

  private Drive pulse(Delivery<Metric> delivery, Patience patience) {
    Tuning tuning = config.tuning();
    MetricShipper shipper = new MetricShipper(vertx, delivery, patience, tuning, clock);
    return new MetricPulse(shipper, () -> timer.apply(vertx, tuning.metricInterval()));
  }

  private Sender sender(Target target, Signal<?> signal) {
    return target.protocol() == Protocol.GRPC
        ? new GrpcSender(vertx, target, signal.service())
        : new HttpSender(vertx, target, clock);
  }

  /** An outage is waited for within one step, so that the loop alone would not tell of it. */
  private void tell(String name, String problem) {
    if (problem.isEmpty()) {
      Loops.succeeded(vertx, name);
    } else {
      Loops.failed(vertx, name, problem);
    }
  }

  @Override
  public Future<?> stop() {
    return Future.join(destinations.stream().map(Destination::stop).toList())
        .onComplete(
            ended ->
                List.of(Names.EXPORT_TRACES, Names.EXPORT_LOGS, Names.EXPORT_METRICS)
                    .forEach(name -> Loops.end(vertx, name)));
  }
}
