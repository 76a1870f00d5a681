package dev.intentobserve.dashboards.grafana;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The commands {@code push} and {@code unpush}. */
public final class GrafanaCommand {
  public static final Set<String> VERBS = Set.of("push", "unpush");

  public static final String HELP =
      """
        push       [--dry-run] [ROOT]: shows the differences, then writes dashboards and alert rules to Grafana
        unpush     [--dry-run] [ROOT]: deletes what push wrote, nothing else
                   GRAFANA_URL, GRAFANA_TOKEN (both required), GRAFANA_FOLDER, GRAFANA_METRICS_UID,
                   FORCE=1 (overwrite manual changes), GRAFANA_PUSH_POLICIES=1
      """;

  private static final String DRY_RUN = "--dry-run";
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;
  private final GrafanaClient.Sleeper sleeper;

  GrafanaCommand(
      Map<String, String> environment,
      PrintStream out,
      PrintStream err,
      GrafanaClient.Sleeper sleeper) {
    this.environment = Map.copyOf(environment);
    this.out = out;
    this.err = err;
    this.sleeper = sleeper;
  }

  /** Returns the exit code: 0, 1 a change failed, 2 usage or files, 12 configuration. */
  public static int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err)
      throws IOException {
    return new GrafanaCommand(environment, out, err, Thread::sleep).run(args);
  }

  int run(List<String> args) throws IOException {
    List<String> rest = new ArrayList<>(args.subList(1, args.size()));
    boolean dryRun = rest.remove(DRY_RUN);
    Path root = Path.of(rest.isEmpty() ? "." : rest.getFirst());
    if (rest.size() > 1 || rest.stream().anyMatch(arg -> arg.startsWith("-"))) {
      err.print(HELP);
      return USAGE;
    }
    if (!Files.isRegularFile(root.resolve("dashboards-as-code/pom.xml"))) {
      err.println("dashboards: " + root.toAbsolutePath() + " is not the project's folder");
      return USAGE;
    }
    try {
      GrafanaSettings settings = GrafanaSettings.from(environment);
      PushReport report = new PushReport(settings, out, err);
      return carryOut(new Job(args.getFirst(), root, dryRun), settings, report);
    } catch (GrafanaException e) {
      err.println("dashboards: " + e.text());
      return e.kind().exitCode;
    }
  }

  private record Job(String verb, Path root, boolean dryRun) {}

  private int carryOut(Job job, GrafanaSettings settings, PushReport report) throws IOException {
    try {
      PushPlanner push =
          new PushPlanner(
              settings, GeneratedResources.read(job.root()), new GrafanaClient(settings, sleeper));
      if (settings.isUnencrypted()) {
        report.remark("http:// sends the token unencrypted; use https://");
      }
      report.remark(push.greet() + " at " + settings.url() + ", folder " + settings.folder());
      List<PlannedChange> plans = job.verb().equals("push") ? push.plan() : push.planDelete();
      return report.carryOut(plans, job.dryRun()) ? OK : FAILED;
    } catch (GrafanaException e) {
      report.remark(e.text());
      return e.kind().exitCode;
    }
  }
}
