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

/** Reads files as the service would, without one. */
@Command(
    name = "validate",
    header = "Checks files offline: what would be refused, and why.",
    description =
        "Checks files without sending them: which records would be refused, and why. Works offline."
            + " Which are repetitions only the service can tell: the id of a redacted event depends"
            + " on the installation's key. Exit code 2 when any would be refused.")
final class ValidateCommand extends CliCommand {
  private static final int MAX_PROBLEMS = 1000;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files; - is standard input.")
  private List<String> files = List.of();

  private final List<Json.Fields> problems = new ArrayList<>();
  private final Map<EventFlag, Long> flags = new TreeMap<>();
  private long records;
  private long refused;

  ValidateCommand(GlobalOptions root) {
    super(root);
  }

  @Override
  public Integer call() throws IOException {
    OfflineRecordReader reading = new OfflineRecordReader(terminal);
    for (String file : files) {
      reading.read(file, (origin, outcome, idKnown) -> record(file, origin, outcome));
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
      case ParseResult.ParsedEvent understood ->
          understood.event().flags().forEach(flag -> flags.merge(flag, 1L, Long::sum));
      case ParseResult.Refused no -> {
        refused++;
        problem(file, origin, no);
      }
    }
  }

  private void problem(String file, String origin, ParseResult.Refused no) {
    Json.Fields problem =
        Json.object()
            .put("file", file)
            .put("origin", origin)
            .put("reason", no.reason().code())
            .put("detail", no.detail())
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
                      file + ", " + origin + ": " + no.reason() + ": " + no.detail()));
    }
  }

  private Json.Builder summary() {
    Json.Builder odd = Json.object();
    flags.forEach((flag, count) -> odd.put(flag.code(), count));
    return Json.object()
        .put("received", records)
        .put("valid", records - refused)
        .put("refused", refused)
        .put("flags", odd.build());
  }

  private String text() {
    StringBuilder out = new StringBuilder();
    out.append(records).append(" records: ").append(records - refused).append(" valid, ");
    out.append(refused).append(" would be refused\n");
    flags.forEach((flag, n) -> out.append("  ").append(flag).append(": ").append(n).append('\n'));
    return out.toString();
  }
}
