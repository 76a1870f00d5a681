package dev.intentobserve.cli.command.slo;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.command.CliCommand;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.NumberText;
import dev.intentobserve.cli.render.SloStatusRenderer;
import dev.intentobserve.cli.render.TextTable;
import dev.intentobserve.cli.render.TreeStyle;
import dev.intentobserve.model.json.Json;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows objectives: all of them, one, or the events that one counts. */
@Command(
    name = "slo",
    header = "Shows objectives, error budgets and burn rates.",
    description = {
      "Service level objectives:",
      "  slo                              all objectives",
      "  slo NAME                         one objective: budget, burn rates, forecast",
      "  slo NAME --events --outcome bad  the events that it counts"
    },
    synopsisSubcommandLabel = "[ACTION]",
    subcommands = {SloValidateCommand.class, SloRulesCommand.class})
public final class SloCommand extends CliCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Name of an objective.")
  private @Nullable String name;

  @Option(names = "--events", description = "List the events that the objective counts.")
  private boolean events;

  public SloCommand() {
    super(
        filter("--outcome", "Only good, bad or open events."),
        filter("--since", "Events from this time on, or an age such as 24h."),
        filter("--until", "Events up to this time."),
        limit("Maximum number of events (default: 100)."),
        cursor());
  }

  @Override
  public Integer call() {
    boolean filtered = given("--outcome", "--since", "--until", "--cursor");
    if (name == null) {
      if (filtered || events) {
        throw CliException.usage("give the name of an objective, as slo lists them");
      }
      return objectives();
    }
    if (events) {
      return eventsOf(name);
    }
    if (filtered) {
      throw CliException.usage("--outcome, --since, --until and --cursor need --events");
    }
    print(
        service().get(path(name), Map.of()),
        document ->
            new SloStatusRenderer(
                    document,
                    new TreeStyle(terminal().unicode(), terminal().colour()),
                    terminal().columns(0))
                .text());
    return 0;
  }

  /** All objectives; problems with files go to standard error. */
  private int objectives() {
    Json.Fields page = service().get(ApiPaths.SLOS, Map.of());
    TextTable table =
        new TextTable("no objectives")
            .left("NAME", "name")
            .left("STATE", "state")
            .right("GOOD/TOTAL", row -> text(row, "good") + "/" + text(row, "total"))
            .right("TARGET", row -> NumberText.percent(text(row, "target")))
            .right("BUDGET LEFT", row -> NumberText.percent(SloStatusRenderer.remaining(row)))
            .right("BURN", SloCommand::fastestLongBurn)
            .prose("MESSAGE", "message");
    printList(page, table, "no objectives");
    for (Json.Fields problem : JsonFields.objects(page, "problems")) {
      note("invalid objective file: " + SloStatusRenderer.problem(problem));
    }
    return 0;
  }

  private static String fastestLongBurn(Json.Fields objective) {
    return JsonFields.objects(objective, "burns").stream()
        .map(burn -> text(burn, "long_rate"))
        .filter(rate -> !rate.isEmpty())
        .max(Comparator.comparingDouble(NumberText::value))
        .map(NumberText::rate)
        .orElse("-");
  }

  private int eventsOf(String objective) {
    Json.Fields page = collect(path(objective) + "/events", query());
    TextTable table =
        new TextTable("no events")
            .left("OUTCOME", "outcome")
            .left("DECIDED", row -> NumberText.moment(firstOf(row, "decided", "due")))
            .right("TOOK", row -> NumberText.seconds(text(row, "took_seconds")))
            .left("SUBJECT", "subject")
            .left("EVENT", row -> firstOf(row, "event_id", "end_event"))
            .left("TRACE", "trace_id")
            .left("TITLE", "title");
    printList(page, table, page.text("note").orElse("no such events"));
    return 0;
  }

  private static String path(String name) {
    return ApiPaths.SLOS + "/" + ServiceClient.encode(name);
  }

  private static String text(Json.Fields row, String name) {
    return JsonFields.text(row, name);
  }

  private static String firstOf(Json.Fields row, String name, String other) {
    String text = text(row, name);
    return text.isEmpty() ? text(row, other) : text;
  }
}
