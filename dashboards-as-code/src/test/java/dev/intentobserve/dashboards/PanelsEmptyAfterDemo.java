package dev.intentobserve.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Panels that have nothing to show after the demo, each with the reason why. */
final class PanelsEmptyAfterDemo {
  private static final Path LIST = Path.of("src/test/resources/empty-after-demo.tsv");

  private PanelsEmptyAfterDemo() {}

  /** Reasons by {@code uid / panel}. */
  static SortedMap<String, String> read() throws IOException {
    return parse(Files.readAllLines(LIST));
  }

  static SortedMap<String, String> parse(List<String> lines) {
    SortedMap<String, String> reasons = new TreeMap<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] fields = line.split("\t", -1);
      if (fields.length != 3 || fields[2].isBlank()) {
        throw new IllegalArgumentException("uid, panel and reason, with tabs between: " + line);
      }
      if (reasons.put(fields[0] + " / " + fields[1], fields[2]) != null) {
        throw new IllegalArgumentException("listed twice: " + line);
      }
    }
    return reasons;
  }

  /**
   * What is wrong with the list; empty when it says just what is so.
   *
   * @param panels every panel there is
   * @param asked those that ask for metrics; of others a reason may be given, but is not tried
   * @param filled those that have something to show
   */
  static List<String> problems(
      Set<String> panels, Set<String> asked, Set<String> filled, Set<String> listed) {
    List<String> problems = new ArrayList<>();
    asked.stream()
        .filter(panel -> !filled.contains(panel) && !listed.contains(panel))
        .forEach(panel -> problems.add(panel + " is empty, and nobody says why"));
    listed.stream()
        .filter(filled::contains)
        .forEach(panel -> problems.add(panel + " is listed as empty, but shows something"));
    listed.stream()
        .filter(panel -> !panels.contains(panel))
        .forEach(panel -> problems.add(panel + " is listed, but there is no such panel"));
    return problems;
  }
}
