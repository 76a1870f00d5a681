package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.client.ListQuery;
import dev.intentobserve.cli.client.RawBodyExtractor;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.model.Bytes;
import dev.intentobserve.parser.RecordSplitter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    header = "Writes stored events as JSON lines.",
    description =
        "Writes events as JSON lines in the order they were stored, byte for byte as received,"
            + " except for redacted secrets.")
public final class ExportCommand extends CliCommand {
  private static final int PAGE = 200;
  private static final int PAGES_PER_NOTE = 100;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to this file; it appears only when it is complete.")
  private @Nullable Path output;

  public ExportCommand() {
    super(
        filter("--since", "From this event time on, or an age such as 7d."),
        filter("--until", "Up to this event time."),
        filter("--type", "Only this type; signal.* for all types about signals."));
  }

  @Override
  public Integer call() throws IOException {
    long count = output == null ? write(out()) : writeFile(output);
    out().flush();
    note(count + (count == 1 ? " event" : " events"));
    return 0;
  }

  private long writeFile(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    long count;
    try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(part))) {
      count = write(to);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    return count;
  }

  private long write(OutputStream to) throws IOException {
    ServiceClient service = service();
    ListQuery query = query().with("order", "asc").with("limit", String.valueOf(PAGE));
    long count = 0;
    for (int page = 1; ; page++) {
      ServiceClient.Answer answer = service.getLines(ApiPaths.EVENTS, query.parameters());
      count += writePage(answer.body(), to);
      Optional<String> next = answer.header("x-next-cursor");
      if (next.isEmpty() || (output == null && out().checkError())) {
        return count;
      }
      query.with("cursor", next.get());
      if (page % PAGES_PER_NOTE == 0) {
        note(count + " events …");
      }
    }
  }

  private static long writePage(Bytes lines, OutputStream to) throws IOException {
    byte[] page = lines.array();
    List<RecordSplitter.Slice> events = RecordSplitter.lines(page);
    for (RecordSplitter.Slice event : events) {
      int end = event.offset() + event.length();
      to.write(RawBodyExtractor.of(Arrays.copyOfRange(page, event.offset(), end)));
      to.write('\n');
    }
    return events.size();
  }
}
