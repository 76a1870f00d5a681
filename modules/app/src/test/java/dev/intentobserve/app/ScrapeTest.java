package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.MetricsContract;
import dev.intentobserve.contract.Timings;
import dev.intentobserve.event.Metric;
import dev.intentobserve.event.Names;
import dev.intentobserve.testkit.Bus;
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
class ScrapeTest {
  private static final String COMPLETE = "\nintent_observe_metrics_complete 1.0\n";
  private static final String INCOMPLETE = "\nintent_observe_metrics_complete 0.0\n";
  private static final String OURS = "\nintent_observe_record_head 42.0\n";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Meters meters = new MicrometerMeters(registry, 10, new Timings());
  private final AtomicBoolean leads = new AtomicBoolean(true);
  private final Scrape scrape = new Scrape(registry, leads::get, Set.of());
  private Vertx vertx;

  @BeforeEach
  void fill(Vertx vertx) {
    this.vertx = vertx;
    meters.gauge(Names.METRIC_RECORD_HEAD, 42);
  }

  @Test
  void oneAnswer_holdsOursAndTheRecords() {
    answer(FakeMetricsRoom.some());
    assertThat(text(Exposition.PROMETHEUS))
        .contains(OURS)
        .contains(COMPLETE)
        .contains("# TYPE intent_signals_total counter\n")
        .contains("\nintent_signals_total{source=\"cli\",status=\"active\"} 7.0\n")
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
    answer(FakeMetricsRoom.some());
    leads.set(false);
    assertThat(text(Exposition.PROMETHEUS))
        .contains(OURS)
        .contains(COMPLETE)
        .doesNotContain("intent_signals");
  }

  @Test
  void labelValues_stayAsTheyAre() {
    answer(FakeMetricsRoom.some());
    assertThat(text(Exposition.PROMETHEUS))
        .contains(
            "\nintent_signals_total{source=\"a \\\"b\\\"\\n\\\\\",status=\"promoted\"} 2.0\n");
  }

  @Test
  void openMetrics_leadsFromABucketToATrace() {
    answer(FakeMetricsRoom.some());
    assertThat(text(Exposition.OPEN_METRICS))
        .contains("# TYPE intent_signals counter\n")
        .contains("# UNIT intent_cycle_time_signal_to_intent_seconds seconds\n")
        .contains(
            "\nintent_cycle_time_signal_to_intent_seconds_bucket{le=\"14400.0\"} 3 # {span_id=\""
                + FakeMetricsRoom.SPAN
                + "\",trace_id=\""
                + FakeMetricsRoom.TRACE
                + "\"} 7200.0 1772366400.000\n")
        .endsWith("# EOF\n");
  }

  @Test
  void roomThatIsNotThere_leavesOursAndSaysSo() {
    assertThat(text(Exposition.PROMETHEUS)).contains(OURS).contains(INCOMPLETE);
  }

  @Test
  void roomThatFails_leavesOursAndSaysSo() {
    Bus.await(
        MetricsContract.METRICS.answer(
            vertx, all -> Future.failedFuture(new IllegalStateException("planted"))));
    assertThat(text(Exposition.OPEN_METRICS)).contains(OURS).contains(INCOMPLETE);
  }

  @Test
  void roomThatIsSlow_isNotWaitedFor() {
    Bus.await(
        MetricsContract.METRICS.answer(vertx, all -> Promise.<List<Metric>>promise().future()));
    assertThat(text(Exposition.PROMETHEUS)).contains(OURS).contains(INCOMPLETE);
  }

  @Test
  void answerOfAnEarlierScrape_isNotShownAgain() {
    Promise<Void> asked = Promise.promise();
    Bus.await(
        MetricsContract.METRICS.answer(
            vertx,
            all ->
                asked.tryComplete()
                    ? Future.succeededFuture(FakeMetricsRoom.some())
                    : Future.failedFuture(new IllegalStateException("planted"))));
    assertThat(text(Exposition.PROMETHEUS)).contains("intent_signals_total").contains(COMPLETE);
    assertThat(text(Exposition.PROMETHEUS))
        .doesNotContain("intent_signals_total")
        .contains(INCOMPLETE);
  }

  @Test
  void metricThatCannotBeShown_hidesNoOther() {
    answer(
        List.of(
            FakeMetricsRoom.counter("no name", FakeMetricsRoom.point(1)),
            FakeMetricsRoom.counter("below.zero", FakeMetricsRoom.point(-1)),
            FakeMetricsRoom.counter("twice", FakeMetricsRoom.point(1), FakeMetricsRoom.point(2)),
            FakeMetricsRoom.counter("bad.label", FakeMetricsRoom.point(1, "a b", "c")),
            FakeMetricsRoom.counter("fine", FakeMetricsRoom.point(3))));
    assertThat(text(Exposition.PROMETHEUS))
        .contains("\nfine_total 3.0\n")
        .doesNotContain("below_zero", "twice", "bad_label")
        .contains(INCOMPLETE);
  }

  @Test
  void nameThatBothHave_isTheRecords() {
    answer(
        List.of(
            new Metric(
                Names.METRIC_RECORD_HEAD,
                Metric.Type.GAUGE,
                "",
                "help",
                List.of(),
                List.of(FakeMetricsRoom.point(1)))));
    assertThat(text(Exposition.PROMETHEUS))
        .contains("\nintent_observe_record_head 1.0\n")
        .contains(COMPLETE)
        .doesNotContain(OURS);
  }

  private void answer(List<Metric> metrics) {
    Bus.await(MetricsContract.METRICS.answer(vertx, all -> Future.succeededFuture(metrics)));
  }

  private String text(Exposition exposition) {
    return Bus.await(scrape.write(vertx, exposition)).toString();
  }
}
