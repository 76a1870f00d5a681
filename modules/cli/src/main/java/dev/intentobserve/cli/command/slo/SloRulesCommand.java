package dev.intentobserve.cli.command.slo;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.command.CliCommand;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.ObjectiveProblem;
import dev.intentobserve.model.text.SafeText;
import dev.intentobserve.slo.RuleThresholds;
import dev.intentobserve.slo.openslo.OpenSloResult;
import dev.intentobserve.slo.openslo.ShippedObjectives;
import dev.intentobserve.slo.prometheus.PrometheusRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "rules",
    header = "Writes Prometheus rules for objectives, offline.",
    description =
        "Writes recording and alerting rules and their promtool unit tests for the built-in"
            + " objectives and those of a folder. An objective of the folder replaces the built-in"
            + " one with the same name.")
final class SloRulesCommand extends CliCommand {
  @Option(
      names = "--objectives",
      paramLabel = "DIR",
      description = "Folder of OpenSLO files, *.yaml and *.yml.")
  private @Nullable Path folder;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Output folder.")
  private Path out = Path.of(".");

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Write for mimirtool: rules in this namespace, no tests.")
  private @Nullable String namespace;

  @Override
  public Integer call() throws IOException {
    Collection<Objective> objectives = objectives().values();
    SortedMap<String, String> files =
        namespace == null
            ? PrometheusRules.files(objectives, RuleThresholds.DEFAULT)
            : PrometheusRules.mimir(objectives, RuleThresholds.DEFAULT, namespace);
    Files.createDirectories(out);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(out.resolve(file.getKey()), file.getValue());
    }
    staleFiles(files).forEach(name -> note(name + " belongs to no objective; delete it"));
    List<Json> written = files.keySet().stream().map(Json::of).toList();
    print(
        Json.object().put("out", out.toString()).put("files", written).build(),
        document ->
            written.size() + " files written to " + SafeText.singleLine(out.toString()) + "\n");
    return 0;
  }

  private Map<String, Objective> objectives() throws IOException {
    Map<String, Objective> objectives = new LinkedHashMap<>();
    ShippedObjectives.objectives()
        .forEach(objective -> objectives.put(objective.name(), objective));
    Map<String, String> origins = new LinkedHashMap<>();
    for (Path file : folder == null ? List.<Path>of() : yamlFiles(folder)) {
      OpenSloResult parsed = SloValidateCommand.read(file.toString(), terminal());
      refuse(parsed.problems());
      for (Objective objective : parsed.objectives()) {
        String other = origins.putIfAbsent(objective.name(), objective.origin());
        if (other != null) {
          throw CliException.usage(
              objective.origin()
                  + ": the name "
                  + objective.name()
                  + " is already used by "
                  + other);
        }
        objectives.put(objective.name(), objective);
      }
    }
    return objectives;
  }

  private static void refuse(List<ObjectiveProblem> problems) {
    if (!problems.isEmpty()) {
      List<String> lines = problems.stream().map(ObjectiveProblem::toString).toList();
      throw CliException.usage("no rules written\n" + String.join("\n", lines));
    }
  }

  /** The files that the service would read; sub-folders are not read. */
  static List<Path> yamlFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
          .sorted()
          .toList();
    }
  }

  /** Rule files of deleted objectives, which Prometheus would still evaluate. */
  private List<String> staleFiles(Map<String, String> written) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("slo-") && name.endsWith(PrometheusRules.RULES))
          .filter(name -> !written.containsKey(name))
          .sorted()
          .toList();
    }
  }
}
