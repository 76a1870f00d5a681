package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.InputFile;
import dev.intentobserve.cli.client.OfflineRecordReader;
import dev.intentobserve.cli.render.JsonOutline;
import dev.intentobserve.cli.render.JsonPrinter;
import dev.intentobserve.cli.render.OutputFormat;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.ParseResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "inspect",
    header = "Shows offline how each event is interpreted.",
    description = "Shows how each event of a file is interpreted, without sending it.")
public final class InspectCommand extends CliCommand {
  private static final int MAX_ITEMS = 10_000;

  @Parameters(index = "0", paramLabel = "FILE", description = "A file; - is standard input.")
  private String file = InputFile.STDIN;

  private final List<Json.Fields> items = new ArrayList<>();
  private long refused;

  @Override
  public Integer call() throws IOException {
    new OfflineRecordReader(terminal()).read(file, this::record);
    if (format() == OutputFormat.JSON) {
      out().println(JsonPrinter.pretty(Json.object().put("items", items).build()));
    }
    return refused > 0 ? CliException.REFUSED : 0;
  }

  private void record(String origin, ParseResult outcome, boolean idKnown) {
    Json.Fields item =
        switch (outcome) {
          case ParseResult.ParsedEvent parsed -> parsed(origin, parsed.event(), idKnown);
          case ParseResult.Refused refusal -> refused(origin, refusal);
        };
    switch (format()) {
      case JSON -> {
        if (items.size() == MAX_ITEMS) {
          throw CliException.usage("more than " + MAX_ITEMS + " records: use --format ndjson");
        }
        items.add(item);
      }
      case NDJSON -> out().println(JsonPrinter.line(item));
      case TEXT -> out().println(JsonOutline.of(item));
    }
  }

  private Json.Fields refused(String origin, ParseResult.Refused refusal) {
    refused++;
    return Json.object()
        .put("origin", origin)
        .put("refused", refusal.reason().code())
        .put("detail", refusal.detail())
        .put("source", refusal.source())
        .build();
  }

  private static Json.Fields parsed(String origin, WorkEvent event, boolean idKnown) {
    Json.Builder out = Json.object().put("origin", origin);
    out.put("event_id", idKnown ? event.eventId() : null);
    out.put("dialect", event.dialect()).put("type", event.type());
    out.put("raw_type", event.rawType()).put("source", event.source());
    out.put("entity", key(event.entity())).put("event_time", event.eventTime());
    out.put("trace_ref", event.traceRef()).put("actor", event.actor());
    out.put("title", event.title());
    out.put("claims", event.claims().stream().map(InspectCommand::claim).map(Json::of).toList());
    List<String> flags = event.flags().stream().sorted().map(Object::toString).toList();
    return out.put("flags", flags.stream().map(Json::of).toList())
        .put("data", event.data())
        .build();
  }

  private static Json key(@Nullable EntityKey key) {
    return key == null
        ? Json.nothing()
        : Json.object().put("kind", key.kind().code()).put("id", key.id()).build();
  }

  private static String claim(Claim claim) {
    return switch (claim) {
      case Claim.Touches touches -> "touches " + touches.entity();
      case Claim.BelongsTo belongs -> belongs.child() + " belongs to " + belongs.parent();
      case Claim.Lists lists ->
          lists.parent()
              + " lists "
              + String.join(
                  ", ", lists.ids().stream().map(id -> lists.memberKind() + ":" + id).toList());
      case Claim.LinksTo links -> links.from() + " " + links.relation() + " " + links.to();
    };
  }
}
