package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.NumberText;
import dev.intentobserve.cli.render.TextTable;
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

  @Option(names = "--width", description = "Columns of the tree; else those of the terminal().")
  private int width;

  @Option(names = "--ascii", description = "Draw with ASCII characters.")
  private boolean ascii;

  public TraceCommand() {
    super(
        filter("--state", "list: only in this state."),
        filter("--stage", "list: only at notice, spec, execute or observe."),
        filter("--since", "list: started at or after this time, or an age such as 30d."),
        filter("--until", "list: started before this time."),
        filter("--stalled-for", "list: open, without an event for this long, such as 7d."),
        search("list: only with this text in the title or the id."),
        limit("list: maximum number of items (default: 100)."),
        filter("--cursor", "list: continue from its next_cursor."));
  }

  @Override
  public Integer call() {
    if (id == null) {
      return list(ApiPaths.TRACES, query(), table());
    }
    TreeStyle style = new TreeStyle(!ascii && terminal().unicode(), terminal().colour());
    int columns = Math.max(MIN_WIDTH, width > 0 ? width : terminal().columns(WIDTH));
    print(
        service().get(ApiPaths.TRACES + "/" + ServiceClient.encode(id), Map.of()),
        trace -> new TraceTreeRenderer(trace, style, columns, terminal().clock().instant()).draw());
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
