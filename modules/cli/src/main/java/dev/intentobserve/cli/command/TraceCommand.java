package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ListQuery;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.NumberText;
import dev.intentobserve.cli.render.TextTable;
import dev.intentobserve.cli.render.TraceDocument;
import dev.intentobserve.cli.render.TraceTreeRenderer;
import dev.intentobserve.cli.render.TreeStyle;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a trace, or lists those there are. */
@Command(
    name = "trace",
    header = "Draws a trace as a tree, or lists traces.",
    description =
        "Shows one trace, with --format text as a tree; without an id, lists traces, the one with"
            + " the newest event first.")
final class TraceCommand extends CliCommand {
  private static final String PATH = "/api/v1/traces";
  private static final int WIDTH = 100;
  private static final int MIN_WIDTH = 40;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "An intent such as INT-003, a cluster, or a trace id.")
  private @Nullable String id;

  @Option(names = "--state", description = "list: only in this state.")
  private @Nullable String state;

  @Option(names = "--stage", description = "list: only at notice, spec, execute or observe.")
  private @Nullable String stage;

  @Option(
      names = "--since",
      description = "list: begun at or after this time, or so long ago: 30d.")
  private @Nullable String since;

  @Option(names = "--until", description = "list: begun before this time.")
  private @Nullable String until;

  @Option(names = "--stalled-for", description = "list: open and without an event for so long: 7d.")
  private @Nullable String stalledFor;

  @Option(
      names = {"-q", "--query"},
      description = "list: only with this text in the title or the id.")
  private @Nullable String text;

  @Option(names = "--limit", description = "list: maximum number of items (default: 100).")
  private int limit = 100;

  @Option(names = "--cursor", description = "list: go on where it ended.")
  private @Nullable String cursor;

  @Option(names = "--width", description = "Columns of the tree; else those of the terminal.")
  private int width;

  @Option(names = "--ascii", description = "Draw with plain characters.")
  private boolean ascii;

  TraceCommand(GlobalOptions root) {
    super(root);
  }

  @Override
  public Integer call() {
    if (id == null) {
      ListQuery query =
          new ListQuery().with("state", state).with("stage", stage).with("since", since);
      query.with("until", until).with("stalled_for", stalledFor).with("q", text);
      query.with("cursor", cursor);
      printList(query.collect(root.service(), PATH, limit), table());
      return 0;
    }
    TreeStyle style = new TreeStyle(!ascii && terminal.unicode(), terminal.colour());
    int columns = Math.max(MIN_WIDTH, width > 0 ? width : columns(WIDTH));
    print(
        root.service().get(PATH + "/" + ServiceClient.encode(id), Map.of()),
        trace ->
            new TraceTreeRenderer(
                    TraceDocument.of(trace), style, columns, terminal.clock().instant())
                .draw());
    return 0;
  }

  private static TextTable table() {
    return new TextTable("no traces")
        .left("INTENT", "intent")
        .left("STATE", "state")
        .left("STAGE", "stage")
        .left("AGE", trace -> NumberText.span(JsonFields.text(trace, "age")))
        .left("QUIET FOR", trace -> NumberText.span(JsonFields.text(trace, "stalled_for")))
        .right("SPANS", "spans")
        .left("TITLE", "title");
  }
}
