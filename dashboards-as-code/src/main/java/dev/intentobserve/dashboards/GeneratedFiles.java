package dev.intentobserve.dashboards;

import dev.intentobserve.dashboards.alerting.AlertingFiles;
import dev.intentobserve.dashboards.dashboards.DashboardCatalog;
import dev.intentobserve.dashboards.deploy.ChartFiles;
import dev.intentobserve.dashboards.deploy.DeploymentFiles;
import dev.intentobserve.dashboards.output.GeneratedFile;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All generated files. A new kind of files is a line in {@link #SOURCES}. */
public final class GeneratedFiles {
  private static final List<Supplier<List<GeneratedFile>>> SOURCES =
      List.of(
          DashboardCatalog::files, AlertingFiles::files, DeploymentFiles::all, ChartFiles::files);

  /** Folders with only generated files: any other file in them is drift, too. */
  static final List<String> FOLDERS =
      List.of(
          "dashboards-as-code/generated",
          DashboardCatalog.CHART,
          AlertingFiles.COMPOSE,
          AlertingFiles.HELM);

  private GeneratedFiles() {}

  /** Content by path from the project's root. */
  public static SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    for (Supplier<List<GeneratedFile>> source : SOURCES) {
      for (GeneratedFile file : source.get()) {
        if (files.put(file.path(), file.content()) != null) {
          throw new IllegalStateException(file.path() + " is generated twice");
        }
      }
    }
    return files;
  }
}
