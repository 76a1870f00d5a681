package dev.intentobserve.dashboards.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.model.metric.TelemetryNames;
import org.junit.jupiter.api.Test;

class CounterGrowthTest {
  @Test
  void counterOfTheHouse_countsWhatItsSeriesBeginsWith() {
    assertThat(TimeSeries.of(TelemetryNames.METRIC_BUSY).growthWithin("1h", "receiver").text())
        .isEqualTo(
            "sum by (receiver) ((intent_observe_ingest_busy_total unless"
                + " intent_observe_ingest_busy_total offset 1h)"
                + " > increase(intent_observe_ingest_busy_total[1h])"
                + " or increase(intent_observe_ingest_busy_total[1h])"
                + " or (intent_observe_ingest_busy_total unless"
                + " intent_observe_ingest_busy_total offset 1h))");
  }

  @Test
  void counterOfTheRecord_isAPlainDifference() {
    assertThat(TimeSeries.of(TelemetryNames.INTENT_CONTRACTS).growthWithin("1h", "result").text())
        .isEqualTo(
            "max by (result) (intent_contracts_total) - (max by (result)"
                + " (intent_contracts_total offset 1h) or 0 * max by (result)"
                + " (intent_contracts_total))");
  }

  @Test
  void counterOfAPeer_isWhatIncreaseSays() {
    assertThat(TimeSeries.of(ExternalMetric.TEMPO_SPANS).growthWithin("1h").text())
        .isEqualTo("sum(increase(tempo_distributor_spans_received_total[1h]))");
  }

  @Test
  void straightLine_leavesOutWhatIsNoNumber() {
    assertThat(TimeSeries.of(TelemetryNames.SLO_BUDGET_REMAINING).predicted("3d", 60, "slo").text())
        .isEqualTo(
            "max by (slo) (predict_linear("
                + "(intent_observe_slo_budget_remaining > -Inf)[3d:5m], 60) and"
                + " count_over_time((intent_observe_slo_budget_remaining > -Inf)[3d:5m]) >= 288)");
  }

  @Test
  void straightLine_isForGauges() {
    assertThatThrownBy(() -> TimeSeries.of(TelemetryNames.METRIC_BUSY).slope("1h"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("intent_observe.ingest.busy is not a GAUGE");
  }
}
