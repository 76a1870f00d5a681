package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.render.TextTable;
import picocli.CommandLine.Command;

@Command(name = "events", header = "Lists events.", description = "Lists events, newest first.")
public final class EventsCommand extends CliCommand {
  public EventsCommand() {
    super(
        filter("--type", "Only this type; signal.* for all types about signals."),
        filter("--source", "Only from this source."),
        filter("--entity", "Only about this entity, such as signal:SIG-1."),
        filter("--trace", "Only in this trace: an intent, or a trace id."),
        filter("--since", "From this event time on, or an age such as 24h."),
        filter("--until", "Up to this event time."),
        search("Only with this text in the body."),
        filter("--order", "desc (newest first) or asc."),
        limit(),
        cursor());
  }

  @Override
  public Integer call() {
    return list(ApiPaths.EVENTS, query(), table());
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
