package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.intentobserve.contract.MetricsContract;
import dev.intentobserve.event.Metric;
import dev.intentobserve.event.Metric.Point;
import dev.intentobserve.event.Metric.Type;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.SeriesTotal.Exemplar;
import dev.intentobserve.export.ExportConfig.Tuning;
import dev.intentobserve.export.OtlpSink.Answer;
import dev.intentobserve.testkit.Bus;
import dev.intentobserve.testkit.Events;
import dev.intentobserve.testkit.MutableClock;
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

  /** Long after the receipt of the first event. */
  private static final Instant NOW = Events.NOON.plus(Duration.ofDays(40));

  private final FakeMeters meters = new FakeMeters();
  private final MutableClock clock = new MutableClock(NOW);
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private Function<Duration, Future<Void>> rest = pause -> Future.succeededFuture();
  private volatile List<Metric> figures = List.of();
  private Vertx vertx;
  private Context context;
  private FakeHouse house;
  private OtlpSink sink;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    context = vertx.getOrCreateContext();
    house = FakeHouse.open(vertx);
    house.record(Events.of("signal.created", "SIG-1").stored(1));
    house.record(Events.of("signal.created", "SIG-2").stored(2));
    sink = OtlpSink.http(vertx, 0);
  }

  @Test
  void figures_goOutAsTheyAre() {
    metricsAre(signals(7), trustAverage(0.625), cycleTime());

    tick(shipper());

    assertThat(sink.requests.getFirst().path()).isEqualTo("/v1/metrics");
    assertThat(sink.metrics)
        .extracting(io.opentelemetry.proto.metrics.v1.Metric::getName)
        .containsExactly(
            Names.INTENT_SIGNALS, Names.INTENT_SIGNALS_TRUST_AVG, Names.INTENT_SIGNAL_TO_INTENT);
    var signals = sink.metrics.getFirst();
    NumberDataPoint signal = signals.getSum().getDataPoints(0);
    assertThat(signals.getSum().getIsMonotonic()).isTrue();
    assertThat(signals.getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    assertThat(signal.getAsDouble()).isEqualTo(7);
    assertThat(signal.getAttributes(0)).isEqualTo(Protos.pair("source", "cli"));
    assertThat(signal.getTimeUnixNano()).isEqualTo(Protos.nanos(NOW));
    assertThat(signal.getStartTimeUnixNano()).isEqualTo(Protos.nanos(Events.NOON));
    NumberDataPoint trust = sink.metrics.get(1).getGauge().getDataPoints(0);
    assertThat(trust.getAsDouble()).isEqualTo(0.625);
    assertThat(meters.counted(Names.METRIC_EXPORTED, Names.EXPORT_METRICS)).isEqualTo(3);
    assertThat(meters.gauge(Names.METRIC_EXPORT_UP, Names.EXPORT_METRICS)).isEqualTo(1);
  }

  @Test
  void histogram_hasItsEdgesAndLeadsToATrace() {
    metricsAre(cycleTime());

    tick(shipper());

    var metric = sink.metrics.getFirst();
    HistogramDataPoint point = metric.getHistogram().getDataPoints(0);
    assertThat(metric.getUnit()).isEqualTo("s");
    assertThat(metric.getHistogram().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    assertThat(point.getExplicitBoundsList()).containsExactly(3600.0, 14400.0);
    assertThat(point.getBucketCountsList()).containsExactly(2L, 1L, 0L);
    assertThat(point.getCount()).isEqualTo(3);
    assertThat(point.getSum()).isEqualTo(10_000);
    assertThat(point.getStartTimeUnixNano()).isEqualTo(Protos.nanos(Events.NOON));
    assertThat(point.getExemplarsList()).hasSize(1);
    assertThat(point.getExemplars(0).getTraceId()).isEqualTo(Protos.id(TRACE));
    assertThat(point.getExemplars(0).getSpanId()).isEqualTo(Protos.id(SPAN));
    assertThat(point.getExemplars(0).getAsDouble()).isEqualTo(7200);
    assertThat(point.getExemplars(0).getTimeUnixNano()).isEqualTo(Protos.nanos(Events.NOON));
  }

  @Test
  void resource_isThatOfTheOtherSignals() {
    metricsAre(signals(1));

    tick(shipper());

    assertThat(sink.requests.getFirst().metrics().getFirst().getResource())
        .isEqualTo(Protos.resource(config().resource(), Scope.DEFAULT));
    assertThat(config().resource()).containsEntry("service.name", "intent");
  }

  @Test
  void restart_neitherRestartsNorDoubles() {
    metricsAre(signals(7));
    tick(shipper());
    clock.advance(Duration.ofDays(1));
    house.record(Events.of("signal.created", "SIG-3").stored(3));
    metricsAre(signals(8));

    tick(shipper());

    assertThat(sink.metrics)
        .extracting(metric -> metric.getSum().getDataPoints(0))
        .extracting(NumberDataPoint::getStartTimeUnixNano, NumberDataPoint::getAsDouble)
        .containsExactly(
            tuple(Protos.nanos(Events.NOON), 7.0), tuple(Protos.nanos(Events.NOON), 8.0));
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
    sink.behaviour =
        request ->
            sink.requests.size() == 1
                ? new Answer(503, Map.of("Retry-After", "900"), Buffer.buffer())
                : Answer.OK;
    MetricShipper shipper = shipper();
    metricsAre(signals(7));
    Future<Void> first = onContext(shipper);
    Bus.await(resting.future());
    assertThat(meters.gauge(Names.METRIC_EXPORT_UP, Names.EXPORT_METRICS)).isZero();

    metricsAre(signals(8));
    Future<Void> second = onContext(shipper);
    metricsAre(signals(9));
    Future<Void> third = onContext(shipper);
    settle();
    assertThat(sink.requests).hasSize(1);
    rested.complete();
    Bus.await(Future.all(first, second, third));

    assertThat(pauses).containsExactly(Duration.ofSeconds(900));
    assertThat(sink.requests).hasSize(2);
    assertThat(sink.metrics).extracting(MetricExportTest::value).containsExactly(9.0);
    assertThat(meters.counted(Names.METRIC_EXPORT_RETRIES, Names.EXPORT_METRICS, "http_503"))
        .isEqualTo(1);
    assertThat(meters.gauge(Names.METRIC_EXPORT_UP, Names.EXPORT_METRICS)).isEqualTo(1);
  }

  @Test
  void receiverThatComesBackWithinTheInterval_isTriedAgainWithTheSame() {
    int port = sink.port();
    sink.close();
    rest =
        pause ->
            pauses.size() < 4
                ? Future.succeededFuture()
                : vertx.<Void>executeBlocking(
                    () -> {
                      sink = OtlpSink.http(vertx, port);
                      return null;
                    });
    metricsAre(signals(7));

    tick(shipper(port));

    assertThat(sink.metrics).extracting(MetricExportTest::value).containsExactly(7.0);
    assertThat(pauses).hasSize(4).isSorted();
  }

  @Test
  void partialSuccess_isCountedAndNotRepeated() {
    sink.behaviour =
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

    tick(shipper());

    assertThat(sink.requests).hasSize(1);
    assertThat(meters.counted(Names.METRIC_EXPORTED, Names.EXPORT_METRICS)).isEqualTo(2);
    assertThat(meters.counted(Names.METRIC_EXPORT_REFUSED, Names.EXPORT_METRICS, "partial_success"))
        .isEqualTo(1);
  }

  @Test
  void manySeries_leaveInBatches_eachMetricNamedOnceInEach() {
    List<Point> points =
        IntStream.range(0, 1500).mapToObj(i -> number(i, "source", "s-" + i)).toList();
    metricsAre(
        new Metric(Names.INTENT_SIGNALS, Type.COUNTER, "", "help", List.of(), points),
        trustAverage(0.5));

    tick(shipper());

    assertThat(sink.requests).extracting(r -> r.allMetrics().size()).containsExactly(1, 1, 2);
    assertThat(sink.metrics)
        .extracting(metric -> metric.getSum().getDataPointsCount())
        .containsExactly(512, 512, 476, 0);
    assertThat(meters.counted(Names.METRIC_EXPORTED, Names.EXPORT_METRICS)).isEqualTo(1501);
  }

  @Test
  void emptyRecord_hasNothingToTell() {
    house.forget();
    metricsAre(signals(0));
    MetricShipper shipper = shipper();
    tick(shipper);
    assertThat(sink.requests).isEmpty();

    house.record(Events.of("signal.created", "SIG-1").stored(1));
    tick(shipper);

    assertThat(sink.requests).hasSize(1);
  }

  @Test
  void figuresThatAreNotToBeHad_waitForTheNextTick() {
    MetricShipper shipper = shipper();
    tick(shipper);
    assertThat(sink.requests).isEmpty();

    metricsAre(signals(7));
    tick(shipper);

    assertThat(sink.metrics).hasSize(1);
  }

  @Test
  void exemplarWithoutIds_isLeftOut() {
    Exemplar odd = new Exemplar(7200, Events.NOON, "not hex", SPAN);
    metricsAre(
        histogram(new Point(new TreeMap<>(), 10_000, 3, List.of(2L, 1L, 0L), Map.of(1, odd))));

    tick(shipper());

    assertThat(sink.metrics.getFirst().getHistogram().getDataPoints(0).getExemplarsCount())
        .isZero();
  }

  @Test
  void interval_isThatOfTheConfiguration_andTheFirstFiguresGoOutAtOnce() {
    List<Promise<Void>> intervals = new CopyOnWriteArrayList<>();
    List<Promise<Void>> arrivals = List.of(Promise.promise(), Promise.promise());
    sink.behaviour =
        request -> {
          arrivals.get(sink.requests.size() - 1).complete();
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
    Bus.await(arrivals.get(0).future());
    metricsAre(signals(8));
    intervals.getFirst().complete();
    Bus.await(arrivals.get(1).future());

    assertThat(sink.metrics).extracting(MetricExportTest::value).startsWith(7.0);
    assertThat(pauses).containsOnly(INTERVAL).hasSize(2);
  }

  @Test
  void figures_travelOverGrpcToo() {
    OtlpSink grpc = OtlpSink.grpc(vertx);
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

    Bus.await(arrived.future());

    assertThat(grpc.requests.getFirst().allMetrics())
        .extracting(io.opentelemetry.proto.metrics.v1.Metric::getName)
        .containsExactly(Names.INTENT_SIGNALS, Names.INTENT_SIGNAL_TO_INTENT);
  }

  @Test
  void undeployingDuringAnOutage_comesToAnEnd() {
    sink.behaviour = request -> Answer.of(503);
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
    Bus.await(resting.future());

    Bus.await(vertx.undeploy(id));

    assertThat(sink.requests).hasSize(1);
  }

  private MetricShipper shipper() {
    return shipper(sink.port());
  }

  private MetricShipper shipper(int port) {
    ExportConfig config = config(port);
    Tuning tuning = config.tuning();
    Patience patience = new Patience(new Backoff(tuning, new Random(7)), this::pause);
    Delivery<io.opentelemetry.proto.metrics.v1.Metric> delivery =
        new Delivery<>(
            new MetricSignal(config.resource()),
            new HttpSender(vertx, config.metrics(), clock),
            patience,
            new Outage(Names.EXPORT_METRICS, "http://h:1", clock, meters, (name, problem) -> {}),
            meters);
    return new MetricShipper(vertx, delivery, patience, tuning, clock);
  }

  private Future<Void> pause(Duration pause) {
    pauses.add(pause);
    return rest.apply(pause);
  }

  private String deploy(ExportConfig config) {
    return Bus.await(
        vertx.deployVerticle(
            new ExportVerticle(config, clock, meters, new Random(7), (v, pause) -> pause(pause))));
  }

  private ExportConfig config() {
    return config(sink.port());
  }

  private static ExportConfig config(int port) {
    return ExportConfig.fromEnvironment(
        Map.of(
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
            "http://127.0.0.1:" + port + "/v1/metrics",
            "OTEL_METRIC_EXPORT_INTERVAL",
            Long.toString(INTERVAL.toMillis())));
  }

  private void tick(MetricShipper shipper) {
    Bus.await(onContext(shipper));
  }

  private Future<Void> onContext(MetricShipper shipper) {
    Promise<Void> ticked = Promise.promise();
    context.runOnContext(turn -> shipper.tick().onComplete(ticked));
    return ticked.future();
  }

  /** Whatever was asked of the context so far has had its turn. */
  private void settle() {
    Promise<Void> turn = Promise.promise();
    context.runOnContext(turn::complete);
    Bus.await(turn.future());
  }

  private void metricsAre(Metric... metrics) {
    if (figures.isEmpty()) {
      Bus.await(MetricsContract.METRICS.answer(vertx, all -> Future.succeededFuture(figures)));
    }
    figures = List.of(metrics);
  }

  private static double value(io.opentelemetry.proto.metrics.v1.Metric metric) {
    return metric.getSum().getDataPoints(0).getAsDouble();
  }

  private static Metric signals(double value) {
    return new Metric(
        Names.INTENT_SIGNALS,
        Type.COUNTER,
        "",
        "Signals captured",
        List.of(),
        List.of(number(value, "source", "cli")));
  }

  private static Metric trustAverage(double value) {
    return new Metric(
        Names.INTENT_SIGNALS_TRUST_AVG,
        Type.GAUGE,
        "",
        "Mean trust",
        List.of(),
        List.of(new Point(new TreeMap<>(), value, 0, List.of(), Map.of())));
  }

  private static Metric cycleTime() {
    Exemplar exemplar = new Exemplar(7200, Events.NOON, TRACE, SPAN);
    return histogram(
        new Point(new TreeMap<>(), 10_000, 3, List.of(2L, 1L, 0L), Map.of(1, exemplar)));
  }

  private static Metric histogram(Point point) {
    return new Metric(
        Names.INTENT_SIGNAL_TO_INTENT,
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
