package dev.intentobserve.export;

import com.google.protobuf.MessageLite;
import dev.intentobserve.export.ExportConfig.Protocol;
import dev.intentobserve.export.ExportConfig.Target;
import dev.intentobserve.export.ExportConfig.Tuning;
import dev.intentobserve.export.ExportStep.Paging;
import dev.intentobserve.model.Backoff;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.loop.CursorLoop;
import dev.intentobserve.ports.loop.LoopHealth;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one export loop for each configured destination. */
final class ExportVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(ExportVerticle.class);

  private final ExportConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private final RandomGenerator random;
  private final BiFunction<Vertx, Duration, Future<Void>> timer;
  private final List<Destination> destinations = new ArrayList<>();

  /**
   * The loop that serves one destination.
   *
   * @param wake to be called when there may be new events
   * @param stop starts nothing new; completes when the current work has ended
   */
  private record ExportLoop(Runnable start, Runnable wake, Supplier<Future<Void>> stop) {}

  /** The parts of a running export. */
  private record Destination(ExportLoop loop, RetryTimer retryTimer, Sender sender) {
    Future<Void> end() {
      retryTimer.stop();
      return loop.stop().get().eventually(sender::close);
    }
  }

  /**
   * @param random for the jitter of retries
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
    open(config.traces(), OtlpSignal.traces(config.resource()), this::traceLoop);
    open(config.logs(), OtlpSignal.logs(config.resource()), this::logLoop);
    open(config.metrics(), OtlpSignal.metrics(config.resource()), this::metricLoop);
    return Hint.PLACED
        .subscribe(
            vertx, upTo -> destinations.forEach(destination -> destination.loop().wake().run()))
        .onSuccess(heard -> destinations.forEach(destination -> destination.loop().start().run()));
  }

  private <T extends MessageLite> void open(
      @Nullable Target target,
      OtlpSignal<T> signal,
      BiFunction<BatchDelivery<T>, RetryTimer, ExportLoop> loop) {
    String name = signal.destination();
    if (target == null) {
      log.atInfo()
          .addKeyValue(TelemetryNames.DESTINATION, name)
          .log("no endpoint configured, export disabled");
      return;
    }
    Backoff backoff = config.tuning().backoff(random);
    RetryTimer retryTimer = new RetryTimer(backoff, pause -> timer.apply(vertx, pause));
    LoopHealth.begin(vertx, name);
    ExportOutage outage =
        new ExportOutage(name, target.displayEndpoint(), clock, meters, this::reportHealth);
    outage.recovered(); // An alert needs a value of the gauge from the start.
    Sender sender = sender(target, signal);
    BatchDelivery<T> delivery = new BatchDelivery<>(signal, sender, retryTimer, outage, meters);
    destinations.add(new Destination(loop.apply(delivery, retryTimer), retryTimer, sender));
    log.atInfo()
        .addKeyValue(TelemetryNames.DESTINATION, name)
        .addKeyValue("endpoint", target.displayEndpoint())
        .addKeyValue("protocol", target.protocol())
        .log("export started");
  }

  /** A trace that is being worked on is exported once after several events, not after each. */
  private ExportLoop traceLoop(BatchDelivery<Span> delivery, RetryTimer retryTimer) {
    Tuning tuning = config.tuning();
    SentSpans sent = new SentSpans(SentSpans.MAX_WEIGHT);
    return cursorLoop(
        TelemetryNames.EXPORT_TRACES,
        refusals ->
            new TracePageExporter(
                vertx, new RequestBatcher<>(vertx, delivery, tuning, refusals), sent),
        new Paging(
            tuning.pageSize(), tuning.pages(), () -> retryTimer.rest(tuning.settle()).map(true)));
  }

  private ExportLoop logLoop(BatchDelivery<LogRecord> delivery, RetryTimer retryTimer) {
    Tuning tuning = config.tuning();
    return cursorLoop(
        TelemetryNames.EXPORT_LOGS,
        refusals ->
            new LogPageExporter(vertx, new RequestBatcher<>(vertx, delivery, tuning, refusals)),
        new Paging(tuning.pageSize(), 1, () -> Future.succeededFuture(false)));
  }

  private ExportLoop cursorLoop(
      String name, Function<ExportRefusals, PageExporter> exporter, Paging paging) {
    ExportStep step = new ExportStep(vertx, name, exporter, paging, meters);
    CursorLoop loop =
        new CursorLoop(vertx, name, config.tuning().pollInterval(), step::step).monitored();
    return new ExportLoop(loop::start, loop::wake, loop::stop);
  }

  private ExportLoop metricLoop(BatchDelivery<Metric> delivery, RetryTimer retryTimer) {
    Tuning tuning = config.tuning();
    MetricExporter exporter = new MetricExporter(vertx, delivery, retryTimer, tuning, clock);
    return new ExportLoop(
        () -> exporter.start(() -> timer.apply(vertx, tuning.metricInterval())),
        () -> {},
        exporter::stop);
  }

  private Sender sender(Target target, OtlpSignal<?> signal) {
    return target.protocol() == Protocol.GRPC
        ? new GrpcSender(vertx, target, signal.service())
        : new HttpSender(vertx, target, clock);
  }

  /** A step waits for the end of an outage, so that the loop itself would not report it. */
  private void reportHealth(String name, String problem) {
    if (problem.isEmpty()) {
      LoopHealth.succeeded(vertx, name);
    } else {
      LoopHealth.failed(vertx, name, problem);
    }
  }

  @Override
  public Future<?> stop() {
    return Future.join(destinations.stream().map(Destination::end).toList())
        .onComplete(
            ended ->
                List.of(
                        TelemetryNames.EXPORT_TRACES,
                        TelemetryNames.EXPORT_LOGS,
                        TelemetryNames.EXPORT_METRICS)
                    .forEach(name -> LoopHealth.end(vertx, name)));
  }
}
