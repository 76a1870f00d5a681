package dev.intentobserve.cli;

import dev.intentobserve.event.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sends whole files. */
@Command(
    name = "import",
    header = "Sends whole files.",
    description = {
      "Sends files of events, one JSON object a line or one JSON array; gzip is unpacked.",
      "Importing a file again stores nothing twice, so after an interruption just repeat it."
    })
final class ImportVerb extends Verb {
  private static final int ATTEMPTS = 10;
  private static final int SHOWN_REFUSALS = 10;
  private static final int BATCHES_A_REMARK = 20;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files; - is standard input.")
  private List<String> files = List.of();

  ImportVerb(Root root) {
    super(root);
  }

  @Override
  public Integer call() throws IOException {
    Ingest ingest = new Ingest(root.service(), world.pause(), ATTEMPTS);
    Map<String, Tally> tallies = new LinkedHashMap<>();
    Tally total = Tally.NONE;
    for (String file : files) {
      Tally tally = send(file, ingest);
      tallies.merge(file, tally, Tally::plus);
      total = total.plus(tally);
    }
    write(tallies, total);
    return total.refused() > 0 ? CliException.REFUSED : 0;
  }

  private Tally send(String file, Ingest ingest) throws IOException {
    String name = file.equals(Input.STDIN) ? "standard input" : file;
    Tally tally = Tally.NONE;
    long shown = 0;
    try (Batches batches = new Batches(Input.open(file, world), name)) {
      int sent = 0;
      for (Batches.Batch batch = batches.next(); batch != null; batch = batches.next()) {
        if (!world.pause().sleep(Duration.ZERO)) {
          throw CliException.general(stopped(name, tally));
        }
        Ingest.Result result = send(batch, ingest, name, tally);
        tally = tally.plus(result.tally());
        shown = remarkRefused(name, batch, result, shown);
        if (++sent % BATCHES_A_REMARK == 0) {
          remark(name + ": " + tally.text() + " …");
        }
      }
    }
    remark(name + ": " + tally.text());
    return tally;
  }

  private static Ingest.Result send(Batches.Batch batch, Ingest ingest, String file, Tally soFar) {
    try {
      return ingest.send(batch.contentType(), batch.body().array());
    } catch (Unreachable e) {
      throw new Unreachable(e.getMessage() + "\n" + stopped(file, soFar));
    }
  }

  private static String stopped(String file, Tally soFar) {
    return file + ": stopped after " + soFar.text() + ". Import it again: nothing is stored twice.";
  }

  private long remarkRefused(
      String file, Batches.Batch batch, Ingest.Result result, long shownBefore) {
    long shown = shownBefore;
    for (Ingest.Refused refused : result.refused()) {
      if (++shown <= SHOWN_REFUSALS) {
        remark(file + ", " + batch.origin(refused.index()) + ": refused: " + refused.reason());
      } else if (shown == SHOWN_REFUSALS + 1) {
        remark(file + ": more were refused; see: intent-observe dead-letters");
      }
    }
    return shown;
  }

  private void write(Map<String, Tally> tallies, Tally total) {
    List<Json.Fields> rows = new ArrayList<>();
    tallies.forEach(
        (file, tally) -> rows.add(tally.putInto(Json.object().put("file", file)).build()));
    Json.Fields sum = total.putInto(Json.object()).build();
    switch (format()) {
      case JSON ->
          out()
              .println(
                  JsonPrinter.pretty(Json.object().put("files", rows).put("total", sum).build()));
      case NDJSON -> rows.forEach(row -> out().println(JsonPrinter.line(row)));
      case TEXT -> {
        rows.add(total.putInto(Json.object().put("file", "total")).build());
        out().print(table().draw(rows, 0, world.unicode()));
      }
    }
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
