package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.client.ListQuery;
import dev.intentobserve.cli.render.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "events", header = "Lists events.", description = "Lists events, newest first.")
public final class EventsCommand extends CliCommand {
  @Option(names = "--type", description = "Only this type; signal.* for all types about signals.")
  private @Nullable String type;

  @Option(names = "--source", description = "Only from this source.")
  private @Nullable String source;

  @Option(names = "--entity", description = "Only about this entity, such as signal:SIG-1.")
  private @Nullable String entity;

  @Option(names = "--trace", description = "Only in this trace: an intent, or a trace id.")
  private @Nullable String trace;

  @Option(names = "--since", description = "From this event time on, or an age such as 24h.")
  private @Nullable String since;

  @Option(names = "--until", description = "Up to this event time.")
  private @Nullable String until;

  @Option(
      names = {"-q", "--query"},
      description = "Only with this text in the body.")
  private @Nullable String text;

  @Option(names = "--order", description = "desc (newest first) or asc.")
  private @Nullable String order;

  @Option(names = "--limit", description = "Maximum number of items (default: 100).")
  private int limit = 100;

  @Option(names = "--cursor", description = "Continue a list from its next_cursor.")
  private @Nullable String cursor;

  public EventsCommand(GlobalOptions global) {
    super(global);
  }

  @Override
  public Integer call() {
    ListQuery query =
        new ListQuery().with("type", type).with("source", source).with("entity", entity);
    query.with("trace", trace).with("since", since).with("until", until).with("q", text);
    query.with("order", order).with("cursor", cursor);
    return list(ApiPaths.EVENTS, query, limit, table());
  }

  private static TextTable table() {
    return new TextTable("no events")
        .right("SEQ", "seq")
        .left("TIME", "event_time")
        .left("TYPE", "type")
        .left("ENTITY", "entity")
        .left("SOURCE", "source")
        .left("FLAGS", "flags")
        .left("TITLE", "title");
  }
}
