package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.InputFile;
import dev.intentobserve.cli.render.JsonPrinter;
import dev.intentobserve.cli.render.Terminal;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.text.SafeText;
import dev.intentobserve.slo.openslo.OpenSloParser;
import dev.intentobserve.slo.openslo.OpenSloProblem;
import dev.intentobserve.slo.openslo.OpenSloResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads objectives as the service would, without one. */
@Command(
    name = "validate",
    header = "Checks files of objectives offline.",
    description =
        "Checks OpenSLO files without a service: what is wrong in which line, and what would be"
            + " right. Exit code 2 when anything is.")
final class SloValidateCommand extends CliCommand {
  /** One byte more than a file may have, so that the reader can say so itself. */
  private static final int MAX = (1 << 20) + 1;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files, or folders of *.yaml and *.yml; - is standard input.")
  private List<String> files = List.of();

  SloValidateCommand(GlobalOptions root) {
    super(root);
  }

  @Override
  public Integer call() throws IOException {
    List<Objective> objectives = new ArrayList<>();
    List<OpenSloProblem> problems = new ArrayList<>();
    Map<String, Objective> byName = new HashMap<>();
    for (String file : named()) {
      OpenSloResult parsed = read(file, terminal);
      problems.addAll(parsed.problems());
      for (Objective objective : parsed.objectives()) {
        objectives.add(objective);
        Objective other = byName.putIfAbsent(objective.name(), objective);
        if (other != null) {
          problems.add(
              new OpenSloProblem(
                  file,
                  0,
                  "metadata.name",
                  "the name " + objective.name() + " is taken by " + other.origin()));
        }
      }
    }
    print(objectives, problems);
    return problems.isEmpty() ? 0 : CliException.REFUSED;
  }

  private List<String> named() throws IOException {
    List<String> named = new ArrayList<>();
    for (String file : files) {
      if (Files.isDirectory(Path.of(file))) {
        SloRulesCommand.yamlFiles(Path.of(file)).forEach(found -> named.add(found.toString()));
      } else {
        named.add(file);
      }
    }
    return named;
  }

  static OpenSloResult read(String file, Terminal terminal) throws IOException {
    try (InputStream in = InputFile.open(file, terminal)) {
      return OpenSloParser.read(file, in.readNBytes(MAX));
    }
  }

  private void print(List<Objective> objectives, List<OpenSloProblem> problems) {
    List<Json.Fields> valid = objectives.stream().map(SloValidateCommand::document).toList();
    List<Json.Fields> wrong = problems.stream().map(SloValidateCommand::document).toList();
    switch (format()) {
      case JSON ->
          out()
              .println(
                  JsonPrinter.pretty(
                      Json.object().put("objectives", valid).put("problems", wrong).build()));
      case NDJSON -> wrong.forEach(problem -> out().println(JsonPrinter.line(problem)));
      case TEXT -> {
        problems.forEach(problem -> out().println(SafeText.singleLine(problem.toString())));
        out()
            .println(
                count(objectives.size(), "objective") + ", " + count(problems.size(), "problem"));
      }
    }
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static Json.Fields document(Objective objective) {
    return Json.object()
        .put("name", objective.name())
        .put("origin", objective.origin())
        .put("target", new Json.Num(Double.toString(objective.target())))
        .put("indicator", objective.indicator().canonical())
        .build();
  }

  private static Json.Fields document(OpenSloProblem problem) {
    return Json.object()
        .put("file", problem.file())
        .put("line", (long) problem.line())
        .put("field", problem.field())
        .put("message", problem.message())
        .build();
  }
}
