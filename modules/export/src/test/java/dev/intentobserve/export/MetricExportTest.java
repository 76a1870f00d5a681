package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.intentobserve.export.ExportConfig.Tuning;
import dev.intentobserve.export.FakeOtlpReceiver.Answer;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.Metric.Point;
import dev.intentobserve.model.metric.Metric.Type;
import dev.intentobserve.model.metric.SeriesTotal.Exemplar;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.testkit.MutableClock;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.testkit.TestFutures;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class MetricExportTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final Duration INTERVAL = Duration.ofMillis(12_345);

  /** Long after the first event was received. */
  private static final Instant NOW = TestEvent.NOON.plus(Duration.ofDays(40));

  private final ExportTestMeters meters = new ExportTestMeters();
  private final MutableClock clock = new MutableClock(NOW);
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private Function<Duration, Future<Void>> rest = pause -> Future.succeededFuture();
  private volatile List<Metric> metricsAnswer = List.of();
  private Vertx vertx;
  private Context context;
  private FakeRecordPorts ports;
  private FakeOtlpReceiver otlpReceiver;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    context = vertx.getOrCreateContext();
    ports = FakeRecordPorts.open(vertx);
    ports.record(TestEvent.of("signal.created", "SIG-1").stored(1));
    ports.record(TestEvent.of("signal.created", "SIG-2").stored(2));
    otlpReceiver = FakeOtlpReceiver.http(vertx, 0);
  }

  @Test
  void metrics_areSentUnchanged() {
    metricsAre(signals(7), trustAverage(0.625), cycleTime());

    tick(exporter());

    assertThat(otlpReceiver.requests.getFirst().path()).isEqualTo("/v1/metrics");
    assertThat(otlpReceiver.metrics)
        .extracting(io.opentelemetry.proto.metrics.v1.Metric::getName)
        .containsExactly(
            TelemetryNames.INTENT_SIGNALS,
            TelemetryNames.INTENT_SIGNALS_TRUST_AVG,
            TelemetryNames.INTENT_SIGNAL_TO_INTENT);
    var signals = otlpReceiver.metrics.getFirst();
    NumberDataPoint signal = signals.getSum().getDataPoints(0);
    assertThat(signals.getSum().getIsMonotonic()).isTrue();
    assertThat(signals.getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    assertThat(signal.getAsDouble()).isEqualTo(7);
    assertThat(signal.getAttributes(0)).isEqualTo(OtlpValues.pair("source", "cli"));
    assertThat(signal.getTimeUnixNano()).isEqualTo(OtlpValues.nanos(NOW));
    assertThat(signal.getStartTimeUnixNano()).isEqualTo(OtlpValues.nanos(TestEvent.NOON));
    NumberDataPoint trust = otlpReceiver.metrics.get(1).getGauge().getDataPoints(0);
    assertThat(trust.getAsDouble()).isEqualTo(0.625);
    assertThat(meters.counted(TelemetryNames.METRIC_EXPORTED, TelemetryNames.EXPORT_METRICS))
        .isEqualTo(3);
    assertThat(meters.gauge(TelemetryNames.METRIC_EXPORT_UP, TelemetryNames.EXPORT_METRICS))
        .isEqualTo(1);
  }

  @Test
  void histogram_hasItsEdgesAndAnExemplar() {
    metricsAre(cycleTime());

    tick(exporter());

    var metric = otlpReceiver.metrics.getFirst();
    HistogramDataPoint point = metric.getHistogram().getDataPoints(0);
    assertThat(metric.getUnit()).isEqualTo("s");
    assertThat(metric.getHistogram().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    assertThat(point.getExplicitBoundsList()).containsExactly(3600.0, 14400.0);
    assertThat(point.getBucketCountsList()).containsExactly(2L, 1L, 0L);
    assertThat(point.getCount()).isEqualTo(3);
    assertThat(point.getSum()).isEqualTo(10_000);
    assertThat(point.getStartTimeUnixNano()).isEqualTo(OtlpValues.nanos(TestEvent.NOON));
    assertThat(point.getExemplarsList()).hasSize(1);
    assertThat(point.getExemplars(0).getTraceId()).isEqualTo(OtlpValues.id(TRACE));
    assertThat(point.getExemplars(0).getSpanId()).isEqualTo(OtlpValues.id(SPAN));
    assertThat(point.getExemplars(0).getAsDouble()).isEqualTo(7200);
    assertThat(point.getExemplars(0).getTimeUnixNano()).isEqualTo(OtlpValues.nanos(TestEvent.NOON));
  }

  @Test
  void resource_isThatOfTheOtherSignals() {
    metricsAre(signals(1));

    tick(exporter());

    assertThat(otlpReceiver.requests.getFirst().metrics().getFirst().getResource())
        .isEqualTo(OtlpValues.resource(config().resource(), Scope.DEFAULT));
    assertThat(config().resource()).containsEntry("service.name", "intent");
  }

  @Test
  void restart_keepsTheStartTimeAndCounts() {
    metricsAre(signals(7));
    tick(exporter());
    clock.advance(Duration.ofDays(1));
    ports.record(TestEvent.of("signal.created", "SIG-3").stored(3));
    metricsAre(signals(8));

    tick(exporter());

    assertThat(otlpReceiver.metrics)
        .extracting(metric -> metric.getSum().getDataPoints(0))
        .extracting(NumberDataPoint::getStartTimeUnixNano, NumberDataPoint::getAsDouble)
        .containsExactly(
            tuple(OtlpValues.nanos(TestEvent.NOON), 7.0),
            tuple(OtlpValues.nanos(TestEvent.NOON), 8.0));
  }

  @Test
  void receiverThatIsDown_getsTheNewestOnce_afterTheRestItAskedFor() {
    Promise<Void> resting = Promise.promise();
    Promise<Void> rested = Promise.promise();
    rest =
        pause -> {
          resting.tryComplete();
          return rested.future();
        };
    otlpReceiver.behaviour =
        request ->
            otlpReceiver.requests.size() == 1
                ? new Answer(503, Map.of("Retry-After", "900"), Buffer.buffer())
                : Answer.OK;
    MetricExporter exporter = exporter();
    metricsAre(signals(7));
    Future<Void> first = onContext(exporter);
    TestFutures.await(resting.future());
    assertThat(meters.gauge(TelemetryNames.METRIC_EXPORT_UP, TelemetryNames.EXPORT_METRICS))
        .isZero();

    metricsAre(signals(8));
    Future<Void> second = onContext(exporter);
    metricsAre(signals(9));
    Future<Void> third = onContext(exporter);
    settle();
    assertThat(otlpReceiver.requests).hasSize(1);
    rested.complete();
    TestFutures.await(Future.all(first, second, third));

    assertThat(pauses).containsExactly(Duration.ofSeconds(900));
    assertThat(otlpReceiver.requests).hasSize(2);
    assertThat(otlpReceiver.metrics).extracting(MetricExportTest::value).containsExactly(9.0);
    assertThat(
            meters.counted(
                TelemetryNames.METRIC_EXPORT_RETRIES, TelemetryNames.EXPORT_METRICS, "http_503"))
        .isEqualTo(1);
    assertThat(meters.gauge(TelemetryNames.METRIC_EXPORT_UP, TelemetryNames.EXPORT_METRICS))
        .isEqualTo(1);
  }

  @Test
  void receiverThatComesBackWithinTheInterval_isTriedAgainWithTheSame() {
    int port = otlpReceiver.port();
    otlpReceiver.close();
    rest =
        pause ->
            pauses.size() < 4
                ? Future.succeededFuture()
                : vertx.<Void>executeBlocking(
                    () -> {
                      otlpReceiver = FakeOtlpReceiver.http(vertx, port);
                      return null;
                    });
    metricsAre(signals(7));

    tick(exporter(port));

    assertThat(otlpReceiver.metrics).extracting(MetricExportTest::value).containsExactly(7.0);
    assertThat(pauses).hasSize(4).isSorted();
  }

  @Test
  void partialSuccess_isCountedAndNotRepeated() {
    otlpReceiver.behaviour =
        request ->
            new Answer(
                200,
                Map.of(),
                Buffer.buffer(
                    ExportMetricsServiceResponse.newBuilder()
                        .setPartialSuccess(
                            ExportMetricsPartialSuccess.newBuilder()
                                .setRejectedDataPoints(1)
                                .setErrorMessage("out of order"))
                        .build()
                        .toByteArray()));
    metricsAre(signals(7), trustAverage(0.5), cycleTime());

    tick(exporter());

    assertThat(otlpReceiver.requests).hasSize(1);
    assertThat(meters.counted(TelemetryNames.METRIC_EXPORTED, TelemetryNames.EXPORT_METRICS))
        .isEqualTo(2);
    assertThat(
            meters.counted(
                TelemetryNames.METRIC_EXPORT_REFUSED,
                TelemetryNames.EXPORT_METRICS,
                "partial_success"))
        .isEqualTo(1);
  }

  @Test
  void manySeries_areSentInBatches_eachMetricNamedOnceInEach() {
    List<Point> points =
        IntStream.range(0, 1500).mapToObj(i -> number(i, "source", "s-" + i)).toList();
    metricsAre(
        new Metric(TelemetryNames.INTENT_SIGNALS, Type.COUNTER, "", "help", List.of(), points),
        trustAverage(0.5));

    tick(exporter());

    assertThat(otlpReceiver.requests)
        .extracting(r -> r.allMetrics().size())
        .containsExactly(1, 1, 2);
    assertThat(otlpReceiver.metrics)
        .extracting(metric -> metric.getSum().getDataPointsCount())
        .containsExactly(512, 512, 476, 0);
    assertThat(meters.counted(TelemetryNames.METRIC_EXPORTED, TelemetryNames.EXPORT_METRICS))
        .isEqualTo(1501);
  }

  @Test
  void emptyStore_sendsNothing() {
    ports.forget();
    metricsAre(signals(0));
    MetricExporter exporter = exporter();
    tick(exporter);
    assertThat(otlpReceiver.requests).isEmpty();

    ports.record(TestEvent.of("signal.created", "SIG-1").stored(1));
    tick(exporter);

    assertThat(otlpReceiver.requests).hasSize(1);
  }

  @Test
  void unavailableMetrics_waitForTheNextTick() {
    MetricExporter exporter = exporter();
    tick(exporter);
    assertThat(otlpReceiver.requests).isEmpty();

    metricsAre(signals(7));
    tick(exporter);

    assertThat(otlpReceiver.metrics).hasSize(1);
  }

  @Test
  void exemplarWithoutIds_isLeftOut() {
    Exemplar odd = new Exemplar(7200, TestEvent.NOON, "not hex", SPAN);
    metricsAre(
        histogram(new Point(new TreeMap<>(), 10_000, 3, List.of(2L, 1L, 0L), Map.of(1, odd))));

    tick(exporter());

    assertThat(otlpReceiver.metrics.getFirst().getHistogram().getDataPoints(0).getExemplarsCount())
        .isZero();
  }

  @Test
  void interval_isThatOfTheConfiguration_andTheFirstExportIsImmediate() {
    List<Promise<Void>> intervals = new CopyOnWriteArrayList<>();
    List<Promise<Void>> arrivals = List.of(Promise.promise(), Promise.promise());
    otlpReceiver.behaviour =
        request -> {
          arrivals.get(otlpReceiver.requests.size() - 1).complete();
          return Answer.OK;
        };
    rest =
        pause -> {
          Promise<Void> interval = Promise.promise();
          intervals.add(interval);
          return interval.future();
        };
    metricsAre(signals(7));
    deploy(config());
    TestFutures.await(arrivals.get(0).future());
    metricsAre(signals(8));
    intervals.getFirst().complete();
    TestFutures.await(arrivals.get(1).future());

    assertThat(otlpReceiver.metrics).extracting(MetricExportTest::value).startsWith(7.0);
    assertThat(pauses).containsOnly(INTERVAL).hasSize(2);
  }

  @Test
  void metrics_areSentOverGrpcToo() {
    FakeOtlpReceiver grpc = FakeOtlpReceiver.grpc(vertx);
    Promise<Void> arrived = Promise.promise();
    grpc.behaviour =
        request -> {
          arrived.tryComplete();
          return Answer.OK;
        };
    rest = pause -> Promise.<Void>promise().future();
    metricsAre(signals(7), cycleTime());
    deploy(
        ExportConfig.fromEnvironment(
            Map.of(
                "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
                "http://127.0.0.1:" + grpc.port(),
                "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL",
                "grpc")));

    TestFutures.await(arrived.future());

    assertThat(grpc.requests.getFirst().allMetrics())
        .extracting(io.opentelemetry.proto.metrics.v1.Metric::getName)
        .containsExactly(TelemetryNames.INTENT_SIGNALS, TelemetryNames.INTENT_SIGNAL_TO_INTENT);
  }

  @Test
  void undeployDuringAnOutage_completes() {
    otlpReceiver.behaviour = request -> Answer.of(503);
    Promise<Void> resting = Promise.promise();
    rest =
        pause -> {
          if (!pause.equals(INTERVAL)) {
            resting.tryComplete();
          }
          return Promise.<Void>promise().future();
        };
    metricsAre(signals(7));
    String id = deploy(config());
    TestFutures.await(resting.future());

    TestFutures.await(vertx.undeploy(id));

    assertThat(otlpReceiver.requests).hasSize(1);
  }

  private MetricExporter exporter() {
    return exporter(otlpReceiver.port());
  }

  private MetricExporter exporter(int port) {
    ExportConfig config = config(port);
    Tuning tuning = config.tuning();
    RetryTimer retryTimer = new RetryTimer(tuning.backoff(new Random(7)), this::pause);
    BatchDelivery<io.opentelemetry.proto.metrics.v1.Metric> delivery =
        new BatchDelivery<>(
            OtlpSignal.metrics(config.resource()),
            new HttpSender(vertx, config.metrics(), clock),
            retryTimer,
            new ExportOutage(
                TelemetryNames.EXPORT_METRICS, "http://h:1", clock, meters, (name, problem) -> {}),
            meters);
    return new MetricExporter(vertx, delivery, retryTimer, tuning, clock);
  }

  private Future<Void> pause(Duration pause) {
    pauses.add(pause);
    return rest.apply(pause);
  }

  private String deploy(ExportConfig config) {
    return TestFutures.await(
        vertx.deployVerticle(
            new ExportVerticle(config, clock, meters, new Random(7), (v, pause) -> pause(pause))));
  }

  private ExportConfig config() {
    return config(otlpReceiver.port());
  }

  private static ExportConfig config(int port) {
    return ExportConfig.fromEnvironment(
        Map.of(
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
            "http://127.0.0.1:" + port + "/v1/metrics",
            "OTEL_METRIC_EXPORT_INTERVAL",
            Long.toString(INTERVAL.toMillis())));
  }

  private void tick(MetricExporter exporter) {
    TestFutures.await(onContext(exporter));
  }

  private Future<Void> onContext(MetricExporter exporter) {
    Promise<Void> ticked = Promise.promise();
    context.runOnContext(turn -> exporter.tick().onComplete(ticked));
    return ticked.future();
  }

  /** Completes after everything that was scheduled on the context before. */
  private void settle() {
    Promise<Void> turn = Promise.promise();
    context.runOnContext(turn::complete);
    TestFutures.await(turn.future());
  }

  private void metricsAre(Metric... metrics) {
    if (metricsAnswer.isEmpty()) {
      TestFutures.await(
          MetricsPorts.METRICS.answer(vertx, all -> Future.succeededFuture(metricsAnswer)));
    }
    metricsAnswer = List.of(metrics);
  }

  private static double value(io.opentelemetry.proto.metrics.v1.Metric metric) {
    return metric.getSum().getDataPoints(0).getAsDouble();
  }

  private static Metric signals(double value) {
    return new Metric(
        TelemetryNames.INTENT_SIGNALS,
        Type.COUNTER,
        "",
        "Signals captured",
        List.of(),
        List.of(number(value, "source", "cli")));
  }

  private static Metric trustAverage(double value) {
    return new Metric(
        TelemetryNames.INTENT_SIGNALS_TRUST_AVG,
        Type.GAUGE,
        "",
        "Mean trust",
        List.of(),
        List.of(new Point(new TreeMap<>(), value, 0, List.of(), Map.of())));
  }

  private static Metric cycleTime() {
    Exemplar exemplar = new Exemplar(7200, TestEvent.NOON, TRACE, SPAN);
    return histogram(
        new Point(new TreeMap<>(), 10_000, 3, List.of(2L, 1L, 0L), Map.of(1, exemplar)));
  }

  private static Metric histogram(Point point) {
    return new Metric(
        TelemetryNames.INTENT_SIGNAL_TO_INTENT,
        Type.HISTOGRAM,
        "s",
        "From signal to intent",
        List.of(3600.0, 14400.0),
        List.of(point));
  }

  private static Point number(double value, String label, String text) {
    return new Point(new TreeMap<>(Map.of(label, text)), value, 0, List.of(), Map.of());
  }
}
