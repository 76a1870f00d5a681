package dev.intentobserve.app;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Dockerfile says, instruction by instruction. Reads only what ours is written in: no here
 * documents, no parser directives.
 */
record DockerfileReader(List<Instruction> instructions) {
  static final Path ROOT = Path.of("../..");

  private static final Pattern PAIR = Pattern.compile("([\\w.]+)=(\"[^\"]*\"|\\S+)");

  /** One instruction, with its continued lines joined. */
  record Instruction(String name, String arguments) {}

  static DockerfileReader read() throws IOException {
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : Files.readAllLines(ROOT.resolve("Dockerfile"))) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      boolean continued = line.endsWith("\\");
      open.append(continued ? line.substring(0, line.length() - 1) : line);
      if (!continued) {
        String[] parts = open.toString().split("\\s+", 2);
        instructions.add(new Instruction(parts[0], parts[1].strip()));
        open.setLength(0);
      }
    }
    return new DockerfileReader(List.copyOf(instructions));
  }

  /** The arguments of every instruction of a name, in order. */
  List<String> all(String name) {
    return instructions.stream()
        .filter(instruction -> instruction.name().equals(name))
        .map(Instruction::arguments)
        .toList();
  }

  /** The last stage alone: what becomes the image. */
  DockerfileReader image() {
    int from = 0;
    for (int i = 0; i < instructions.size(); i++) {
      from = instructions.get(i).name().equals("FROM") ? i : from;
    }
    return new DockerfileReader(instructions.subList(from, instructions.size()));
  }

  String only(String name) {
    List<String> all = all(name);
    if (all.size() != 1) {
      throw new AssertionError(name + " is there " + all.size() + " times");
    }
    return all.getFirst();
  }

  /** What {@code ENV} or {@code LABEL} set. */
  Map<String, String> pairs(String name) {
    Map<String, String> pairs = new TreeMap<>();
    for (String arguments : all(name)) {
      Matcher pair = PAIR.matcher(arguments);
      while (pair.find()) {
        pairs.put(pair.group(1), pair.group(2).replace("\"", ""));
      }
    }
    return pairs;
  }

  List<String> entrypoint() {
    return new JsonArray(only("ENTRYPOINT")).stream().map(String.class::cast).toList();
  }

  /** The modules its runtime is made of. */
  static List<String> modules() throws IOException {
    return Files.readAllLines(ROOT.resolve("infra/image/modules")).stream()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
