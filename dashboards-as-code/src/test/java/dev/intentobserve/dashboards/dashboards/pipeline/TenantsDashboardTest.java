package dev.intentobserve.dashboards.dashboards.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.dashboards.RenderedDashboard;
import org.junit.jupiter.api.Test;

class TenantsDashboardTest {
  private static final RenderedDashboard DASHBOARD =
      RenderedDashboard.of(TenantsDashboard.create());

  @Test
  void metricsOfOurs_areNotAskedForTenants() {
    assertThat(DASHBOARD.metrics()).isNotEmpty().noneMatch(metric -> metric.startsWith("intent"));
  }

  @Test
  void defaultTenant_hasItsNameOnItsLines() {
    assertThat(DASHBOARD.expressions("Events in the time shown"))
        .containsExactly(
            "sum by (tenant, project) (count_over_time({service_name=\"intent\"}"
                + " | label_format tenant=`{{ or .intent_tenant \"default\" }}`"
                + " | label_format project=`{{ or .intent_project \"default\" }}`"
                + " | tenant=~\"$tenant\" | project=~\"$project\" [$__range]))");
  }

  @Test
  void failures_areLinesOfSeverityError() {
    assertThat(DASHBOARD.expressions("Failures in detail").getFirst())
        .endsWith(" | severity_text=\"ERROR\"");
  }

  @Test
  void whatCannotBeTold_isSaid() {
    assertThat(DASHBOARD.panel("Events by tenant and project").get("description").asText())
        .contains("have no tenant");
    assertThat(DASHBOARD.panel("Series in Mimir").get("description").asText())
        .contains("no tenant");
  }
}
