package dev.intentobserve.tests.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The result as Markdown and as JSON; pure.
 *
 * @param machine facts by name, without names of hosts and paths
 * @param profile where time went, as Markdown; empty for a run without a profile
 */
record Report(
    String date,
    String commit,
    String command,
    Map<String, String> machine,
    Map<Measure, List<Double>> values,
    List<String> failures,
    String profile) {
  private static final int BAR = 20;

  String json() {
    List<Map<String, Object>> rows = new ArrayList<>();
    values.forEach((measure, runs) -> rows.add(row(measure, runs)));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("date", date);
    json.put("commit", commit);
    json.put("command", command);
    json.put("machine", machine);
    json.put("failures", failures);
    json.put("measures", rows);
    return BenchJson.pretty(json) + "\n";
  }

  private static Map<String, Object> row(Measure measure, List<Double> runs) {
    Samples samples = new Samples(runs);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("key", measure.key());
    row.put("scenario", measure.scenario());
    row.put("name", measure.name());
    row.put("unit", measure.unit());
    row.put("median", samples.median());
    row.put("min", samples.min());
    row.put("max", samples.max());
    row.put("runs", runs);
    measure.reach().ifPresent(limit -> row.put("reach", limit));
    measure.then().ifPresent(limit -> row.put("then", limit));
    return row;
  }

  String markdown() {
    StringBuilder page = new StringBuilder("# Measured on %s at %s\n\n".formatted(date, commit));
    page.append("```sh\n%s\n```\n\n".formatted(command));
    machine.forEach((name, value) -> page.append("- %s: %s\n".formatted(name, value)));
    page.append("\n");
    if (!failures.isEmpty()) {
      page.append("**Failed, so that these values are missing:**\n\n");
      failures.forEach(failure -> page.append("- ").append(failure).append('\n'));
      page.append('\n');
    }
    page.append("| # | Measure | Unit | Median | Min–max | Before | Reach | Then |\n");
    page.append("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |\n");
    values.forEach((measure, runs) -> page.append(line(measure, runs)));
    page.append("\n*Before* was measured on 2026-11-30, before states were computed in memory; ");
    page.append(
        "the limits are goals. How much of the limit to reach is reached, by the median:\n\n```\n");
    values.forEach((measure, runs) -> page.append(bar(measure, runs)));
    return page.append("```\n").append(profile).toString();
  }

  private static String line(Measure measure, List<Double> runs) {
    Samples samples = new Samples(runs);
    return "| %s | %s | %s | %s | %s–%s | %s | %s | %s |\n"
        .formatted(
            measure.scenario(),
            measure.name(),
            measure.unit(),
            text(samples.median()),
            text(samples.min()),
            text(samples.max()),
            measure.before(),
            limit(measure.reach()),
            limit(measure.then()));
  }

  private static String limit(OptionalDouble limit) {
    return limit.isPresent() ? text(limit.getAsDouble()) : "";
  }

  private static String bar(Measure measure, List<Double> runs) {
    OptionalDouble reached = measure.reached(new Samples(runs).median());
    if (reached.isEmpty()) {
      return "";
    }
    int full = (int) Math.min(BAR, Math.round(reached.getAsDouble() * BAR));
    return "%-4s %-48s %s%s %4.0f %%\n"
        .formatted(
            measure.scenario(),
            measure.name(),
            "█".repeat(full),
            "·".repeat(BAR - full),
            reached.getAsDouble() * 100);
  }

  /** Three digits are enough for what differs by more than a hundredth from run to run. */
  static String text(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
