package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.IngestClient;
import dev.intentobserve.cli.client.IngestCounts;
import dev.intentobserve.cli.client.InputBatches;
import dev.intentobserve.cli.client.InputFile;
import dev.intentobserve.cli.client.ServiceUnreachableException;
import dev.intentobserve.cli.render.TextTable;
import dev.intentobserve.model.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    header = "Sends files of events.",
    description = {
      "Sends files of events: one JSON object per line, or one JSON array; gzip is allowed.",
      "Importing a file again stores nothing twice; after an interruption, repeat the command."
    })
public final class ImportCommand extends CliCommand {
  private static final int ATTEMPTS = 10;
  private static final int SHOWN_REFUSALS = 10;
  private static final int BATCHES_PER_NOTE = 20;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files; - is standard input.")
  private List<String> files = List.of();

  @Override
  public Integer call() throws IOException {
    IngestClient ingest = new IngestClient(service(), terminal().pause(), ATTEMPTS);
    Map<String, IngestCounts> countsByFile = new LinkedHashMap<>();
    IngestCounts total = IngestCounts.NONE;
    for (String file : files) {
      IngestCounts counts = send(file, ingest);
      countsByFile.merge(file, counts, IngestCounts::plus);
      total = total.plus(counts);
    }
    write(countsByFile, total);
    return total.refused() > 0 ? CliException.REFUSED : 0;
  }

  private IngestCounts send(String file, IngestClient ingest) throws IOException {
    String name = file.equals(InputFile.STDIN) ? "standard input" : file;
    IngestCounts counts = IngestCounts.NONE;
    long shown = 0;
    try (InputBatches batches = new InputBatches(InputFile.open(file, terminal()), name)) {
      int sent = 0;
      for (InputBatches.Batch batch = batches.next(); batch != null; batch = batches.next()) {
        if (!terminal().pause().sleep(Duration.ZERO)) {
          throw CliException.general(stopped(name, counts));
        }
        IngestClient.Result result = send(batch, ingest, name, counts);
        counts = counts.plus(result.counts());
        shown = noteRefused(name, batch, result, shown);
        if (++sent % BATCHES_PER_NOTE == 0) {
          note(name + ": " + counts.text() + " …");
        }
      }
    }
    note(name + ": " + counts.text());
    return counts;
  }

  private static IngestClient.Result send(
      InputBatches.Batch batch, IngestClient ingest, String file, IngestCounts soFar) {
    try {
      return ingest.send(batch.contentType(), batch.body().array());
    } catch (ServiceUnreachableException e) {
      throw new ServiceUnreachableException(e.getMessage() + "\n" + stopped(file, soFar));
    }
  }

  private static String stopped(String file, IngestCounts soFar) {
    return file + ": stopped after " + soFar.text() + ". Import it again: nothing is stored twice.";
  }

  private long noteRefused(
      String file, InputBatches.Batch batch, IngestClient.Result result, long shownBefore) {
    long shown = shownBefore;
    for (IngestClient.Refused refused : result.refused()) {
      if (++shown <= SHOWN_REFUSALS) {
        note(file + ", " + batch.origin(refused.index()) + ": refused: " + refused.reason());
      } else if (shown == SHOWN_REFUSALS + 1) {
        note(file + ": more records were refused; see: intent-observe dead-letters");
      }
    }
    return shown;
  }

  private void write(Map<String, IngestCounts> countsByFile, IngestCounts total) {
    List<Json.Fields> rows = new ArrayList<>();
    countsByFile.forEach(
        (file, counts) -> rows.add(counts.writeTo(Json.object().put("file", file)).build()));
    Json.Fields sum = total.writeTo(Json.object()).build();
    print(
        Json.object().put("files", rows).put("total", sum).build(),
        rows,
        () -> {
          rows.add(total.writeTo(Json.object().put("file", "total")).build());
          return table().draw(rows, 0, terminal().unicode());
        });
  }

  private static TextTable table() {
    return new TextTable("no files")
        .left("FILE", "file")
        .right("RECEIVED", "received")
        .right("STORED", "stored")
        .right("DUPLICATES", "duplicates")
        .right("REFUSED", "refused");
  }
}
