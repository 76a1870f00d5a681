package dev.intentobserve.dashboards;

import dev.intentobserve.dashboards.alerting.Alerting;
import dev.intentobserve.dashboards.boards.Boards;
import dev.intentobserve.dashboards.stack.ChartValues;
import dev.intentobserve.dashboards.stack.StackFiles;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Everything that is generated. Who has files to generate adds a line to {@link #SOURCES}. */
public final class Generated {
  private static final List<Supplier<List<GeneratedFile>>> SOURCES =
      List.of(Boards::files, Alerting::files, StackFiles::all, ChartValues::files);

  /** Below these folders every file is ours: one that nobody generates any more is drift, too. */
  static final List<String> FOLDERS =
      List.of("dashboards-as-code/generated", Boards.CHART, Alerting.COMPOSE, Alerting.HELM);

  private Generated() {}

  /** Content by path, seen from the project's root. */
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
