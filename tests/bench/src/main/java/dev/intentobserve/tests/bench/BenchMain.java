package dev.intentobserve.tests.bench;

import dev.intentobserve.tests.bench.BenchOptions.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code make bench}: measures, prints the table and writes it below {@code results}. */
public final class BenchMain {
  private static final Path RESULTS = Path.of("tests/bench/results");

  /** The events of a corpus lie within the last weeks, as those of a real installation. */
  private static final Duration CORPUS_AGE = Duration.ofDays(30);

  private BenchMain() {}

  public static void main(String[] arguments) throws Exception {
    BenchOptions options;
    try {
      options = BenchOptions.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + BenchOptions.USAGE);
      System.exit(2);
      return;
    }
    System.exit(run(options, List.of(arguments)) ? 0 : 1);
  }

  /** Whether every check of every scenario held. */
  private static boolean run(BenchOptions options, List<String> arguments) throws Exception {
    Instant now = Instant.now();
    Progress progress = new Progress(System.err);
    Measurements measurements = new Measurements();
    StringBuilder profile = new StringBuilder();
    Map<String, String> machine;
    try (BenchServer server = new BenchServer(options.profile())) {
      machine = MachineFacts.of(server.version());
      Instant start = now.truncatedTo(ChronoUnit.DAYS).minus(CORPUS_AGE);
      Bench bench = new Bench(options, server, progress, measurements, profile, start);
      for (int run = 1; run <= options.runs(); run++) {
        for (Map.Entry<String, Scenario> scenario : scenarios(options).entrySet()) {
          progress.say("run %d of %d: %s".formatted(run, options.runs(), scenario.getKey()));
          run(bench, scenario.getKey() + ", run " + run, scenario.getValue());
        }
      }
    }
    Report report =
        new Report(
            LocalDate.ofInstant(now, ZoneOffset.UTC).toString(),
            commit(),
            command(arguments),
            machine,
            measurements.values(),
            measurements.failures(),
            profile.toString());
    write(report, progress);
    return measurements.failures().isEmpty();
  }

  /** A scenario that fails is reported, and the others run all the same. */
  private static void run(Bench bench, String name, Scenario scenario) {
    try {
      scenario.run(bench);
      bench.measurements().kept();
    } catch (Exception e) {
      bench.progress().say(name + " failed: " + e);
      bench.measurements().failed(name + ": " + e.getMessage());
    }
  }

  private static Map<String, Scenario> scenarios(BenchOptions options) {
    Map<String, Scenario> scenarios = new LinkedHashMap<>();
    if (options.runs(Part.B1, Part.B5, Part.B6)) {
      scenarios.put("B1, B1b, B5, B6", new BulkScenario());
    }
    if (options.runs(Part.B1A)) {
      scenarios.put("B1a", new BehindScenario());
    }
    if (options.runs(Part.B2)) {
      scenarios.put("B2", new SingleEventScenario());
    }
    if (options.runs(Part.B3)) {
      scenarios.put("B3", new TailScenario());
    }
    if (options.runs(Part.B4)) {
      scenarios.put("B4", new ClusterScenario());
    }
    return scenarios;
  }

  private static void write(Report report, Progress progress) throws IOException {
    String name = report.date() + "-" + report.commit();
    Files.createDirectories(RESULTS);
    Files.writeString(RESULTS.resolve(name + ".json"), report.json());
    Files.writeString(RESULTS.resolve(name + ".md"), report.markdown());
    System.out.print(report.markdown());
    progress.say("written to " + RESULTS.resolve(name) + ".md and .json");
  }

  private static String command(List<String> arguments) {
    return arguments.isEmpty()
        ? "make bench"
        : "make bench ARGS=\"" + String.join(" ", arguments) + "\"";
  }

  /** The short id of what is measured; changed where files differ from it. */
  private static String commit() throws IOException, InterruptedException {
    String id = git("rev-parse", "--short", "HEAD");
    String changes = git("status", "--porcelain", "--untracked-files=no");
    return (id.isEmpty() ? "unknown" : id) + (changes.isEmpty() ? "" : "-changed");
  }

  private static String git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git = new ProcessBuilder(command).start();
    String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return git.waitFor() == 0 ? answer : "";
  }
}
