package dev.intentobserve.dashboards.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogMetricsTest {
  private static final LogLines HOOKS = LogLines.of("a|b").where("phase", "end");

  @Test
  void lines_areCountedOverTheRangeShown() {
    assertThat(HOOKS.count("hook.name").text())
        .isEqualTo(
            "sum by (hook_name) (count_over_time("
                + "{service_name=~\"a|b\"} | phase=\"end\" [$__range]))");
  }

  @Test
  void share_isGuardedAndZeroWhereTheWholeIsKnown() {
    MetricExpr all = LogLines.of("a").count();
    assertThat(LogLines.of("a").where("ok", "true").count().partOf(all).text())
        .isEqualTo(
            "(sum(count_over_time({service_name=\"a\"} | ok=\"true\" [$__range]))"
                + " or 0 * sum(count_over_time({service_name=\"a\"} [$__range])))"
                + " / (sum(count_over_time({service_name=\"a\"} [$__range])) > 0)");
  }

  @Test
  void numbers_leaveOutWhatIsNone() {
    assertThat(LogLines.of("a").total("cost_usd").text())
        .isEqualTo(
            "sum(sum_over_time({service_name=\"a\"} | cost_usd!=\"\" | unwrap cost_usd"
                + " | __error__=\"\" [$__range]))");
  }

  @Test
  void quantile_isOfOneGroupUnlessToldOtherwise() {
    assertThat(LogLines.of("a").quantile(0.95, "elapsed_ms").text()).endsWith("[$__range]) by ()");
    assertThat(LogLines.of("a").quantilePerStep(0.95, "elapsed_ms", "hook").text())
        .startsWith("quantile_over_time(0.95, {service_name=\"a\"}")
        .endsWith("[$__auto]) by (hook)");
  }

  @Test
  void distinctValues_areCountedOnceEach() {
    assertThat(LogLines.of("a").distinct("session.id", "project_id").text())
        .isEqualTo(
            "count by (project_id) (sum by (session_id, project_id) (count_over_time("
                + "{service_name=\"a\"} | session_id!=\"\" [$__range])))");
  }

  @Test
  void bodyInJson_leavesOtherLinesAsTheyAre() {
    assertThat(LogLines.of("a").parsed().logql())
        .isEqualTo("{service_name=\"a\"} | json | drop __error__, __error_details__");
  }

  @Test
  void chosenServices_areMatched() {
    assertThat(LogLines.of(DashboardVariable.streams("service", "Service", "service_name")).logql())
        .isEqualTo("{service_name=~\"$service\"}");
  }

  @Test
  void figures_goToTheLogs() {
    assertThat(
            Panel.stat("a", DisplayUnit.COUNT)
                .description("b")
                .query("all", LogLines.of("a").count())
                .queries)
        .isEqualTo(
            List.of(new PanelQuery(Datasource.LOGS, LogLines.of("a").count().text(), "all", 0)));
  }

  @Test
  void linesAndMetrics_cannotBeCombined() {
    assertThatThrownBy(() -> HOOKS.count().plus(new MetricExpr("up")))
        .hasMessageContaining("not LOGS and METRICS");
  }

  @Test
  void seriesWithoutALegend_areNamedAfterTheirLabels() {
    assertThat(HOOKS.count("hook.name", "phase").legend()).isEqualTo("{{hook_name}} {{phase}}");
    assertThat(HOOKS.quantile(0.95, "elapsed_ms", "hook").legend()).isEqualTo("{{hook}}");
    assertThat(HOOKS.count("phase").top(3).partOf(HOOKS.count("phase")).legend())
        .isEqualTo("{{phase}}");
  }

  @Test
  void allStreams_areAskedForByAPatternThatMatchesNoEmptyValue() {
    assertThat(DashboardVariable.streams("service", "Service", "service_name").json())
        .containsEntry("allValue", ".+");
  }

  @Test
  void condition_standsInAQueryAsItIs() {
    Map<String, String> conditions = new LinkedHashMap<>();
    conditions.put("Any", "true");
    conditions.put("Error", "status = error");
    DashboardVariable status = DashboardVariable.condition("status", "Status", conditions);
    assertThat(status.reference()).isEqualTo("${status:raw}");
    assertThat(status.json()).containsEntry("query", "Any : true,Error : status = error");
  }

  @Test
  void linkToADashboard_carriesWhatIsChosen() {
    DashboardVariable service = DashboardVariable.text("service", "Service", "");
    assertThat(PanelLink.dashboard("Lines", "logs", service, "a", "b").url())
        .isEqualTo("/d/logs?${__url_time_range}&var-service=a&var-service=b");
  }
}
