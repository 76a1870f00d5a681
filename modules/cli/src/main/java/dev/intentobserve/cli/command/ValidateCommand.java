package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.OfflineRecordReader;
import dev.intentobserve.cli.render.JsonPrinter;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.SafeText;
import dev.intentobserve.parser.ParseResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "validate",
    header = "Checks offline which records would be refused.",
    description =
        "Checks files without sending them and reports which records would be refused, and why."
            + " Duplicates are known to the service only, because the id of a redacted event depends"
            + " on the installation's key. Exit code 2 if a record would be refused.")
public final class ValidateCommand extends CliCommand {
  private static final int MAX_PROBLEMS = 1000;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files; - is standard input.")
  private List<String> files = List.of();

  private final List<Json.Fields> problems = new ArrayList<>();
  private final Map<EventFlag, Long> flags = new TreeMap<>();
  private long records;
  private long refused;

  @Override
  public Integer call() throws IOException {
    OfflineRecordReader reader = new OfflineRecordReader(terminal());
    for (String file : files) {
      reader.read(file, (origin, outcome, idKnown) -> record(file, origin, outcome));
    }
    switch (format()) {
      case JSON -> out().println(JsonPrinter.pretty(summary().put("problems", problems).build()));
      case NDJSON -> out().println(JsonPrinter.line(summary().build()));
      case TEXT -> out().print(text());
    }
    return refused > 0 ? CliException.REFUSED : 0;
  }

  private void record(String file, String origin, ParseResult outcome) {
    records++;
    switch (outcome) {
      case ParseResult.ParsedEvent parsed ->
          parsed.event().flags().forEach(flag -> flags.merge(flag, 1L, Long::sum));
      case ParseResult.Refused refusal -> {
        refused++;
        problem(file, origin, refusal);
      }
    }
  }

  private void problem(String file, String origin, ParseResult.Refused refusal) {
    Json.Fields problem =
        Json.object()
            .put("file", file)
            .put("origin", origin)
            .put("reason", refusal.reason().code())
            .put("detail", refusal.detail())
            .build();
    switch (format()) {
      case JSON -> {
        if (problems.size() < MAX_PROBLEMS) {
          problems.add(problem);
        }
      }
      case NDJSON -> out().println(JsonPrinter.line(problem));
      case TEXT ->
          out()
              .println(
                  SafeText.singleLine(
                      file + ", " + origin + ": " + refusal.reason() + ": " + refusal.detail()));
    }
  }

  private Json.Builder summary() {
    Json.Builder flagCounts = Json.object();
    flags.forEach((flag, count) -> flagCounts.put(flag.code(), count));
    return Json.object()
        .put("received", records)
        .put("valid", records - refused)
        .put("refused", refused)
        .put("flags", flagCounts.build());
  }

  private String text() {
    StringBuilder out = new StringBuilder();
    out.append(records).append(" records: ").append(records - refused).append(" valid, ");
    out.append(refused).append(" would be refused\n");
    flags.forEach((flag, n) -> out.append("  ").append(flag).append(": ").append(n).append('\n'));
    return out.toString();
  }
}
