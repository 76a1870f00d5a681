package dev.intentobserve.dashboards;

import dev.intentobserve.dashboards.deploy.PhaseComparison;
import dev.intentobserve.dashboards.grafana.GrafanaCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Writes the generated files, checks them, compares phases, or pushes to Grafana. */
public final class DashboardsMain {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private static final String HELP =
      """
      usage: dashboards COMMAND [ROOT]   ROOT is the project's folder; default: the current one
        generate   writes every generated file
        check      shows how committed files differ from generated ones; exit code 1 if any do
      or:    dashboards diff FROM TO     shows what changes from one phase (1, 2, 3) to another
      """
          + GrafanaCommand.HELP;

  private DashboardsMain() {}

  public static void main(String[] args) throws IOException {
    System.exit(run(List.of(args), System.out, System.err));
  }

  /** Data and differences go to {@code out}, remarks to {@code err}; returns the exit code. */
  public static int run(List<String> args, PrintStream out, PrintStream err) throws IOException {
    if (!args.isEmpty() && GrafanaCommand.VERBS.contains(args.getFirst())) {
      return GrafanaCommand.run(args, System.getenv(), out, err);
    }
    if (!args.isEmpty() && args.getFirst().equals("diff")) {
      return diff(args, out, err);
    }
    Path root = Path.of(args.size() > 1 ? args.get(1) : ".");
    if (args.isEmpty() || args.size() > 2) {
      err.print(HELP);
      return USAGE;
    }
    if (!Files.isRegularFile(root.resolve("dashboards-as-code/pom.xml"))) {
      err.println("dashboards: " + root.toAbsolutePath() + " is not the project's folder");
      return USAGE;
    }
    try {
      return files(args.getFirst(), root, out, err);
    } catch (RuntimeException | ExceptionInInitializerError e) {
      Optional<String> mistake = DefinitionError.message(e);
      if (mistake.isEmpty()) {
        throw e;
      }
      err.println("dashboards: " + mistake.get());
      return FAILED;
    }
  }

  private static int files(String verb, Path root, PrintStream out, PrintStream err)
      throws IOException {
    return switch (verb) {
      case "generate" -> generate(drift(root), out);
      case "check" -> check(drift(root), out, err);
      default -> {
        err.print(HELP);
        yield USAGE;
      }
    };
  }

  private static int diff(List<String> args, PrintStream out, PrintStream err) {
    if (args.size() != 3) {
      err.print(HELP);
      return USAGE;
    }
    try {
      out.print(PhaseComparison.between(args.get(1), args.get(2)));
      return OK;
    } catch (IllegalArgumentException e) {
      err.println("dashboards: " + e.getMessage());
      return USAGE;
    }
  }

  private static GenerationDrift drift(Path root) {
    return new GenerationDrift(root, GeneratedFiles.files(), GeneratedFiles.FOLDERS);
  }

  private static int generate(GenerationDrift drift, PrintStream out) throws IOException {
    SortedSet<String> changed = drift.paths();
    drift.write();
    changed.forEach(out::println);
    return OK;
  }

  private static int check(GenerationDrift drift, PrintStream out, PrintStream err)
      throws IOException {
    SortedSet<String> paths = drift.paths();
    for (String path : paths) {
      drift.difference(path).forEach(out::println);
    }
    if (paths.isEmpty()) {
      return OK;
    }
    err.println(
        "dashboards: "
            + paths.size()
            + (paths.size() == 1 ? " file differs" : " files differ")
            + " from the generated ones; run: make dashboards");
    return FAILED;
  }
}
