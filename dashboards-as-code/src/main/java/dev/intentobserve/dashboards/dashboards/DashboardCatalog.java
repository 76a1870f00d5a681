package dev.intentobserve.dashboards.dashboards;

import dev.intentobserve.dashboards.dashboards.agent.AelOverviewDashboard;
import dev.intentobserve.dashboards.dashboards.agent.AelToolDashboard;
import dev.intentobserve.dashboards.dashboards.agent.AelWorkflowDashboard;
import dev.intentobserve.dashboards.dashboards.agent.AgentExecutionsDashboard;
import dev.intentobserve.dashboards.dashboards.agent.ClaudeCodeDashboard;
import dev.intentobserve.dashboards.dashboards.agent.HooksDashboard;
import dev.intentobserve.dashboards.dashboards.explore.LogsDashboard;
import dev.intentobserve.dashboards.dashboards.explore.TracesDashboard;
import dev.intentobserve.dashboards.dashboards.pipeline.PipelineDashboard;
import dev.intentobserve.dashboards.dashboards.pipeline.TenantsDashboard;
import dev.intentobserve.dashboards.dashboards.slo.ApiSloDashboard;
import dev.intentobserve.dashboards.dashboards.slo.SloDetailDashboard;
import dev.intentobserve.dashboards.dashboards.slo.SloOverviewDashboard;
import dev.intentobserve.dashboards.output.GeneratedFile;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import java.util.List;
import java.util.stream.Stream;

/** All dashboards. A new one is a class and a line here. */
public final class DashboardCatalog {
  /** The folder of the generated files, from the project's root. */
  public static final String FOLDER = "dashboards-as-code/generated/dashboards";

  /** A second copy for the Helm chart, which cannot read files outside its own folder. */
  public static final String CHART = "infra/helm/intent-observe/files/dashboards";

  private DashboardCatalog() {}

  public static List<Dashboard> all() {
    return List.of(
        WorkDashboard.create(),
        SloOverviewDashboard.create(),
        SloDetailDashboard.create(),
        ApiSloDashboard.create(),
        PipelineDashboard.create(),
        TenantsDashboard.create(),
        AgentExecutionsDashboard.create(),
        AelOverviewDashboard.create(),
        AelWorkflowDashboard.create(),
        AelToolDashboard.create(),
        LogsDashboard.create(),
        TracesDashboard.create(),
        HooksDashboard.create(),
        ClaudeCodeDashboard.create());
  }

  public static List<GeneratedFile> files() {
    return Stream.of(FOLDER, CHART)
        .flatMap(folder -> all().stream().map(board -> board.file(folder)))
        .toList();
  }
}
