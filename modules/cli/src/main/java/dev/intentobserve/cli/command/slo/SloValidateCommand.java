package dev.intentobserve.cli.command.slo;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.InputFile;
import dev.intentobserve.cli.command.CliCommand;
import dev.intentobserve.cli.render.NumberText;
import dev.intentobserve.cli.render.Terminal;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.ObjectiveProblem;
import dev.intentobserve.model.text.SafeText;
import dev.intentobserve.slo.openslo.OpenSloParser;
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

@Command(
    name = "validate",
    header = "Checks objective files offline.",
    description =
        "Checks OpenSLO files without a service and reports each problem with its line and a fix."
            + " Exit code 2 if there is a problem.")
final class SloValidateCommand extends CliCommand {
  /** One byte more than allowed, so that the parser itself reports a file that is too large. */
  private static final int MAX_BYTES = (1 << 20) + 1;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files, or folders of *.yaml and *.yml; - is standard input.")
  private List<String> files = List.of();

  @Override
  public Integer call() throws IOException {
    List<Objective> objectives = new ArrayList<>();
    List<ObjectiveProblem> problems = new ArrayList<>();
    Map<String, Objective> byName = new HashMap<>();
    for (String file : paths()) {
      OpenSloResult parsed = read(file, terminal());
      problems.addAll(parsed.problems());
      for (Objective objective : parsed.objectives()) {
        objectives.add(objective);
        Objective other = byName.putIfAbsent(objective.name(), objective);
        if (other != null) {
          problems.add(
              new ObjectiveProblem(
                  file,
                  0,
                  "metadata.name",
                  "the name " + objective.name() + " is already used by " + other.origin()));
        }
      }
    }
    print(objectives, problems);
    return problems.isEmpty() ? 0 : CliException.REFUSED;
  }

  private List<String> paths() throws IOException {
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
      return OpenSloParser.read(file, in.readNBytes(MAX_BYTES));
    }
  }

  private void print(List<Objective> objectives, List<ObjectiveProblem> problems) {
    List<Json.Fields> valid = objectives.stream().map(SloValidateCommand::document).toList();
    List<Json.Fields> wrong = problems.stream().map(SloValidateCommand::document).toList();
    print(
        Json.object().put("objectives", valid).put("problems", wrong).build(),
        wrong,
        () -> text(objectives.size(), problems));
  }

  private static String text(int objectives, List<ObjectiveProblem> problems) {
    StringBuilder out = new StringBuilder();
    problems.forEach(problem -> out.append(SafeText.singleLine(problem.toString())).append('\n'));
    return out.append(NumberText.count(objectives, "objective"))
        .append(", ")
        .append(NumberText.count(problems.size(), "problem"))
        .append('\n')
        .toString();
  }

  private static Json.Fields document(Objective objective) {
    return Json.object()
        .put("name", objective.name())
        .put("origin", objective.origin())
        .put("target", new Json.Num(Double.toString(objective.target())))
        .put("indicator", objective.indicator().canonical())
        .build();
  }

  private static Json.Fields document(ObjectiveProblem problem) {
    return Json.object()
        .put("file", problem.file())
        .put("line", (long) problem.line())
        .put("field", problem.field())
        .put("message", problem.message())
        .build();
  }
}
