package dev.intentobserve.alerting.slo;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.ObjectiveProblem;
import dev.intentobserve.ports.AlertingPorts.ObjectiveSet;
import dev.intentobserve.slo.openslo.OpenSloResult;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The content of the watched folder; immutable. While a file has problems, its valid objectives are
 * active and the others stay as they were before. The objectives of a deleted file are removed.
 */
record ObjectiveFiles(SortedMap<String, File> byName) {
  static final ObjectiveFiles EMPTY = new ObjectiveFiles(new TreeMap<>());

  /**
   * One file.
   *
   * @param fingerprint to notice a change without reading the file
   * @param digest SHA-256 of its content
   * @param good its objectives, each in its last valid version
   * @param problems of its current content
   */
  @RecordBuilder
  record File(
      Fingerprint fingerprint, String digest, List<Objective> good, List<ObjectiveProblem> problems)
      implements ObjectiveFilesFileBuilder.With {
    File {
      requireNonNull(fingerprint, "fingerprint");
      good = List.copyOf(good);
      problems = List.copyOf(problems);
    }
  }

  record Fingerprint(long size, long modified) {}

  ObjectiveFiles {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  @Nullable File entry(String file) {
    return byName.get(file);
  }

  ObjectiveFiles with(String file, File entry) {
    SortedMap<String, File> next = new TreeMap<>(byName);
    next.put(file, entry);
    return new ObjectiveFiles(next);
  }

  /** With the new content of a file. */
  ObjectiveFiles read(String file, Fingerprint fingerprint, String digest, OpenSloResult parsed) {
    File before = byName.get(file);
    List<Objective> good = new ArrayList<>(parsed.objectives());
    if (before != null && !parsed.problems().isEmpty()) {
      before.good().stream()
          .filter(old -> good.stream().noneMatch(now -> now.name().equals(old.name())))
          .forEach(good::add);
    }
    return with(file, new File(fingerprint, digest, good, parsed.problems()));
  }

  /** With a file that could not be read or parsed. */
  ObjectiveFiles unreadable(String file, Fingerprint fingerprint, String message) {
    File before = byName.get(file);
    List<ObjectiveProblem> problems = List.of(new ObjectiveProblem(file, 0, "", message));
    return with(
        file, new File(fingerprint, "", before == null ? List.of() : before.good(), problems));
  }

  ObjectiveFiles only(Set<String> files) {
    SortedMap<String, File> next = new TreeMap<>(byName);
    next.keySet().retainAll(files);
    return new ObjectiveFiles(next);
  }

  /** All active objectives. A file may replace a shipped objective, but not another file's. */
  ObjectiveSet compile(List<Objective> shipped, long generation) {
    Map<String, Objective> named = new LinkedHashMap<>();
    List<ObjectiveProblem> problems = new ArrayList<>();
    byName.forEach(
        (file, entry) -> {
          problems.addAll(entry.problems());
          entry.good().forEach(objective -> add(file, objective, named, problems));
        });
    shipped.forEach(objective -> named.putIfAbsent(objective.name(), objective));
    return new ObjectiveSet(generation, List.copyOf(named.values()), problems);
  }

  private static void add(
      String file,
      Objective objective,
      Map<String, Objective> named,
      List<ObjectiveProblem> problems) {
    Objective first = named.putIfAbsent(objective.name(), objective);
    if (first != null) {
      String where =
          first.scope().equals(objective.scope()) ? "at " + first.origin() : "for another tenant";
      problems.add(
          new ObjectiveProblem(
              file,
              line(objective.origin()),
              "metadata.name",
              "%s is already defined %s; give one of them another name"
                  .formatted(objective.name(), where)));
    }
  }

  private static int line(String origin) {
    String digits = origin.substring(origin.lastIndexOf(':') + 1);
    return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
  }
}
