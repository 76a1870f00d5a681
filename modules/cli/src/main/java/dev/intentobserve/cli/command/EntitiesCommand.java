package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ListQuery;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.JsonOutline;
import dev.intentobserve.cli.render.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists signals, clusters, intents and the rest, or shows one of them. */
@Command(
    name = "entities",
    header = "Lists signals, intents and the rest, or shows one.",
    description = {
      "Lists entities, those of a kind, or shows one, such as",
      "  entities signal SIG-1"
    })
final class EntitiesCommand extends CliCommand {
  private static final String PATH = "/api/v1/entities";

  @Parameters(index = "0", arity = "0..1", paramLabel = "KIND", description = "Such as signal.")
  private @Nullable String kind;

  @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "Show this one.")
  private @Nullable String id;

  @Option(names = "--state", description = "Only in this state.")
  private @Nullable String state;

  @Option(names = "--level", description = "Only of this autonomy level, such as L3.")
  private @Nullable String level;

  @Option(names = "--source", description = "Only what this source created.")
  private @Nullable String source;

  @Option(names = "--product", description = "Only of this product.")
  private @Nullable String product;

  @Option(names = "--cluster", description = "Only what belongs to this cluster.")
  private @Nullable String cluster;

  @Option(names = "--id-prefix", description = "Only ids that begin so.")
  private @Nullable String idPrefix;

  @Option(names = "--limit", description = "Maximum number of items (default: 100).")
  private int limit = 100;

  @Option(names = "--cursor", description = "Go on where a list ended.")
  private @Nullable String cursor;

  EntitiesCommand(GlobalOptions root) {
    super(root);
  }

  @Override
  public Integer call() {
    if (kind != null && id != null) {
      String path = PATH + "/" + ServiceClient.encode(kind) + "/" + ServiceClient.encode(id);
      print(root.service().get(path, new ListQuery().parameters()), JsonOutline::of);
      return 0;
    }
    ListQuery query =
        new ListQuery()
            .with("kind", kind)
            .with("state", state)
            .with("level", level)
            .with("source", source)
            .with("product", product)
            .with("cluster", cluster)
            .with("id_prefix", idPrefix)
            .with("cursor", cursor);
    printList(query.collect(root.service(), PATH, limit), table());
    return 0;
  }

  private static TextTable table() {
    return new TextTable("no entities")
        .left("KIND", "kind")
        .left("ID", "id")
        .left("STATE", "state")
        .left("LEVEL", "level")
        .left("TRUST", "trust")
        .left("LAST SEEN", "last_seen")
        .left("TITLE", "title");
  }
}
