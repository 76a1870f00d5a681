package dev.intentobserve.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.TimingSliCounter;
import dev.intentobserve.testkit.TestFutures;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class MetricsScrapeTest {
  private static final String COMPLETE = "\nintent_observe_metrics_complete 1.0\n";
  private static final String INCOMPLETE = "\nintent_observe_metrics_complete 0.0\n";
  private static final String OURS = "\nintent_observe_record_head 42.0\n";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Meters meters = new MicrometerMeters(registry, 10, new TimingSliCounter());
  private final AtomicBoolean leads = new AtomicBoolean(true);
  private final MetricsScrape scrape = new MetricsScrape(registry, leads::get, Set.of());
  private Vertx vertx;

  @BeforeEach
  void fill(Vertx vertx) {
    this.vertx = vertx;
    meters.gauge(TelemetryNames.METRIC_RECORD_HEAD, 42);
  }

  @Test
  void oneAnswer_holdsOursAndTheRecords() {
    answer(FakeMetricsModule.some());
    assertThat(text(ExpositionFormat.PROMETHEUS))
        .contains(OURS)
        .contains(COMPLETE)
        .contains("# TYPE intent_signals_total counter\n")
        .contains("\nintent_signals_total{source=\"cli\",status=\"captured\"} 7.0\n")
        .contains("# HELP intent_signals_trust_avg Mean trust\n")
        .contains("\nintent_signals_trust_avg 0.625\n")
        .contains("\nintent_cycle_time_signal_to_intent_seconds_bucket{le=\"3600.0\"} 2\n")
        .contains("\nintent_cycle_time_signal_to_intent_seconds_bucket{le=\"14400.0\"} 3\n")
        .contains("\nintent_cycle_time_signal_to_intent_seconds_bucket{le=\"+Inf\"} 3\n")
        .contains("\nintent_cycle_time_signal_to_intent_seconds_count 3\n")
        .contains("\nintent_cycle_time_signal_to_intent_seconds_sum 10000.0\n")
        .contains("\nintent_trust_score_bucket{le=\"0.5\"} 1\n")
        .doesNotContain("total_total", "trust_avg_ratio", "trace_id", "# EOF");
  }

  @Test
  void whereAnotherProcessLeads_onlyOursAreShown() {
    answer(FakeMetricsModule.some());
    leads.set(false);
    assertThat(text(ExpositionFormat.PROMETHEUS))
        .contains(OURS)
        .contains(COMPLETE)
        .doesNotContain("intent_signals");
  }

  @Test
  void labelValues_stayAsTheyAre() {
    answer(FakeMetricsModule.some());
    assertThat(text(ExpositionFormat.PROMETHEUS))
        .contains(
            "\nintent_signals_total{source=\"a \\\"b\\\"\\n\\\\\",status=\"captured\"} 2.0\n");
  }

  @Test
  void openMetrics_leadsFromABucketToATrace() {
    answer(FakeMetricsModule.some());
    assertThat(text(ExpositionFormat.OPEN_METRICS))
        .contains("# TYPE intent_signals counter\n")
        .contains("# UNIT intent_cycle_time_signal_to_intent_seconds seconds\n")
        .contains(
            "\nintent_cycle_time_signal_to_intent_seconds_bucket{le=\"14400.0\"} 3 # {span_id=\""
                + FakeMetricsModule.SPAN
                + "\",trace_id=\""
                + FakeMetricsModule.TRACE
                + "\"} 7200.0 1772366400.000\n")
        .endsWith("# EOF\n");
  }

  @Test
  void moduleThatIsMissing_leavesProcessMetrics_andReportsIncomplete() {
    assertThat(text(ExpositionFormat.PROMETHEUS)).contains(OURS).contains(INCOMPLETE);
  }

  @Test
  void moduleThatFails_leavesProcessMetrics_andReportsIncomplete() {
    TestFutures.await(
        MetricsPorts.METRICS.answer(
            vertx, all -> Future.failedFuture(new IllegalStateException("planted"))));
    assertThat(text(ExpositionFormat.OPEN_METRICS)).contains(OURS).contains(INCOMPLETE);
  }

  @Test
  void moduleThatIsSlow_isNotWaitedFor() {
    TestFutures.await(
        MetricsPorts.METRICS.answer(vertx, all -> Promise.<List<Metric>>promise().future()));
    assertThat(text(ExpositionFormat.PROMETHEUS)).contains(OURS).contains(INCOMPLETE);
  }

  @Test
  void answerOfAnEarlierScrape_isNotShownAgain() {
    Promise<Void> asked = Promise.promise();
    TestFutures.await(
        MetricsPorts.METRICS.answer(
            vertx,
            all ->
                asked.tryComplete()
                    ? Future.succeededFuture(FakeMetricsModule.some())
                    : Future.failedFuture(new IllegalStateException("planted"))));
    assertThat(text(ExpositionFormat.PROMETHEUS))
        .contains("intent_signals_total")
        .contains(COMPLETE);
    assertThat(text(ExpositionFormat.PROMETHEUS))
        .doesNotContain("intent_signals_total")
        .contains(INCOMPLETE);
  }

  @Test
  void metricThatCannotBeShown_hidesNoOther() {
    answer(
        List.of(
            FakeMetricsModule.counter("no name", FakeMetricsModule.point(1)),
            FakeMetricsModule.counter("below.zero", FakeMetricsModule.point(-1)),
            FakeMetricsModule.counter(
                "twice", FakeMetricsModule.point(1), FakeMetricsModule.point(2)),
            FakeMetricsModule.counter("bad.label", FakeMetricsModule.point(1, "a b", "c")),
            FakeMetricsModule.counter("fine", FakeMetricsModule.point(3))));
    assertThat(text(ExpositionFormat.PROMETHEUS))
        .contains("\nfine_total 3.0\n")
        .doesNotContain("below_zero", "twice", "bad_label")
        .contains(INCOMPLETE);
  }

  @Test
  void nameThatBothHave_isTheRecords() {
    answer(
        List.of(
            new Metric(
                TelemetryNames.METRIC_RECORD_HEAD,
                Metric.Type.GAUGE,
                "",
                "help",
                List.of(),
                List.of(FakeMetricsModule.point(1)))));
    assertThat(text(ExpositionFormat.PROMETHEUS))
        .contains("\nintent_observe_record_head 1.0\n")
        .contains(COMPLETE)
        .doesNotContain(OURS);
  }

  private void answer(List<Metric> metrics) {
    TestFutures.await(MetricsPorts.METRICS.answer(vertx, all -> Future.succeededFuture(metrics)));
  }

  private String text(ExpositionFormat exposition) {
    return TestFutures.await(scrape.write(vertx, exposition, null)).toString();
  }
}
