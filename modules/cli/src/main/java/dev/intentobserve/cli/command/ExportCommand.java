package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.InputLineReader;
import dev.intentobserve.cli.client.ListQuery;
import dev.intentobserve.cli.client.RawBodyExtractor;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.model.Bytes;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the record back as the lines it came in. */
@Command(
    name = "export",
    header = "Writes the record back as JSON lines.",
    description =
        "Writes events as JSON lines, byte for byte as they were received (redactions apart), in the"
            + " order of the record.")
final class ExportCommand extends CliCommand {
  private static final int PAGE = 200;
  private static final int MAX = 64 << 20;
  private static final int PAGES_PER_REMARK = 100;

  @Option(names = "--since", description = "From this event time on, or this long ago: 7d.")
  private @Nullable String since;

  @Option(names = "--until", description = "Up to this event time.")
  private @Nullable String until;

  @Option(names = "--type", description = "Only this type; signal.* for all about signals.")
  private @Nullable String type;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write here; the file appears only when it is complete.")
  private @Nullable Path output;

  ExportCommand(GlobalOptions root) {
    super(root);
  }

  @Override
  public Integer call() throws IOException {
    long count = output == null ? write(out()) : writeFile(output);
    out().flush();
    remark(count + (count == 1 ? " event" : " events"));
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
    ServiceClient service = root.service();
    ListQuery query = new ListQuery().with("order", "asc").with("limit", String.valueOf(PAGE));
    query.with("since", since).with("until", until).with("type", type);
    long count = 0;
    for (int page = 1; ; page++) {
      ServiceClient.Answer answer = service.getLines("/api/v1/events", query.parameters());
      count += writePage(answer.body(), to);
      Optional<String> next = answer.header("x-next-cursor");
      if (next.isEmpty() || (output == null && out().checkError())) {
        return count;
      }
      query.with("cursor", next.get());
      if (page % PAGES_PER_REMARK == 0) {
        remark(count + " events …");
      }
    }
  }

  private static long writePage(Bytes lines, OutputStream to) throws IOException {
    long count = 0;
    try (InputLineReader source =
        new InputLineReader(new ByteArrayInputStream(lines.array()), MAX)) {
      for (byte[] line = source.next(); line != null; line = source.next()) {
        to.write(RawBodyExtractor.of(line));
        to.write('\n');
        count++;
      }
    }
    return count;
  }
}
