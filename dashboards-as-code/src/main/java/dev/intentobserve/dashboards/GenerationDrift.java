package dev.intentobserve.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.dashboards.output.UnifiedDiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How committed files differ from generated ones. */
final class GenerationDrift {
  private final Path root;
  private final SortedMap<String, String> generated;
  private final List<String> folders;

  /**
   * @param root of the project
   * @param generated content by path
   * @param folders that may contain only generated files
   */
  GenerationDrift(Path root, SortedMap<String, String> generated, List<String> folders) {
    this.root = root;
    this.generated = generated;
    this.folders = folders;
  }

  /** Paths to write, change or delete. */
  SortedSet<String> paths() throws IOException {
    SortedSet<String> paths = leftovers();
    for (String path : generated.keySet()) {
      if (!committed(path).equals(generated.get(path))) {
        paths.add(path);
      }
    }
    return paths;
  }

  /** The difference of one file in the unified format, from committed to generated. */
  List<String> difference(String path) throws IOException {
    String to = generated.getOrDefault(path, "");
    return UnifiedDiff.difference("committed/" + path, committed(path), "generated/" + path, to);
  }

  /** Writes generated files and deletes those that are no longer generated. */
  void write() throws IOException {
    for (String path : paths()) {
      Path file = root.resolve(path);
      String content = generated.get(path);
      if (content == null) {
        Files.delete(file);
      } else {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, UTF_8);
      }
    }
  }

  private String committed(String path) throws IOException {
    Path file = root.resolve(path);
    return Files.isRegularFile(file) ? Files.readString(file, UTF_8) : "";
  }

  private SortedSet<String> leftovers() throws IOException {
    SortedSet<String> found = new TreeSet<>();
    for (String folder : folders) {
      for (Path file : filesBelow(root.resolve(folder))) {
        found.add(root.relativize(file).toString().replace('\\', '/'));
      }
    }
    found.removeAll(generated.keySet());
    return found;
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return new ArrayList<>();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
