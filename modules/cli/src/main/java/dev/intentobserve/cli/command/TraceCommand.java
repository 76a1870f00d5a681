package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ApiPaths;
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

@Command(
    name = "trace",
    header = "Shows a trace as a tree, or lists traces.",
    description =
        "Shows one trace, with --format text as a tree. Without an ID, lists traces by their newest"
            + " event.")
public final class TraceCommand extends CliCommand {
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
      description = "list: started at or after this time, or an age such as 30d.")
  private @Nullable String since;

  @Option(names = "--until", description = "list: started before this time.")
  private @Nullable String until;

  @Option(
      names = "--stalled-for",
      description = "list: open, without an event for this long, such as 7d.")
  private @Nullable String stalledFor;

  @Option(
      names = {"-q", "--query"},
      description = "list: only with this text in the title or the id.")
  private @Nullable String text;

  @Option(names = "--limit", description = "list: maximum number of items (default: 100).")
  private int limit = 100;

  @Option(names = "--cursor", description = "list: continue from its next_cursor.")
  private @Nullable String cursor;

  @Option(names = "--width", description = "Columns of the tree; else those of the terminal().")
  private int width;

  @Option(names = "--ascii", description = "Draw with ASCII characters.")
  private boolean ascii;

  public TraceCommand(GlobalOptions global) {
    super(global);
  }

  @Override
  public Integer call() {
    if (id == null) {
      ListQuery query =
          new ListQuery().with("state", state).with("stage", stage).with("since", since);
      query.with("until", until).with("stalled_for", stalledFor).with("q", text);
      query.with("cursor", cursor);
      return list(ApiPaths.TRACES, query, limit, table());
    }
    TreeStyle style = new TreeStyle(!ascii && terminal().unicode(), terminal().colour());
    int columns = Math.max(MIN_WIDTH, width > 0 ? width : terminal().columns(WIDTH));
    print(
        service().get(ApiPaths.TRACES + "/" + ServiceClient.encode(id), Map.of()),
        trace ->
            new TraceTreeRenderer(
                    TraceDocument.of(trace), style, columns, terminal().clock().instant())
                .draw());
    return 0;
  }

  private static TextTable table() {
    return new TextTable("no traces")
        .left("INTENT", "intent")
        .left("STATE", "state")
        .left("STAGE", "stage")
        .left("AGE", trace -> NumberText.span(JsonFields.text(trace, "age")))
        .left("IDLE FOR", trace -> NumberText.span(JsonFields.text(trace, "stalled_for")))
        .right("SPANS", "spans")
        .left("TITLE", "title");
  }
}
