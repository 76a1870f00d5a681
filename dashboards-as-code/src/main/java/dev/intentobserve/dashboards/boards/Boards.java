package dev.intentobserve.dashboards.boards;

import dev.intentobserve.dashboards.GeneratedFile;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import java.util.List;
import java.util.stream.Stream;

/** All dashboards. A new one is a class beside this and a line here. */
public final class Boards {
  /** Where they are written, seen from the project's root. */
  public static final String FOLDER = "dashboards-as-code/generated/dashboards";

  /** Where the chart finds them: it can reach nothing outside its own folder. */
  public static final String CHART = "infra/helm/intent-observe/files/dashboards";

  private Boards() {}

  public static List<Dashboard> all() {
    return List.of(
        IntentObserve.board(),
        SloOverview.board(),
        SloDetail.board(),
        ApiSlo.board(),
        Pipeline.board(),
        Tenants.board(),
        AgentExecutions.board(),
        AelOverview.board(),
        AelWorkflow.board(),
        AelTool.board(),
        Logs.board(),
        Traces.board(),
        Hooks.board(),
        ClaudeCode.board());
  }

  public static List<GeneratedFile> files() {
    return Stream.of(FOLDER, CHART)
        .flatMap(folder -> all().stream().map(board -> board.file(folder)))
        .toList();
  }
}
