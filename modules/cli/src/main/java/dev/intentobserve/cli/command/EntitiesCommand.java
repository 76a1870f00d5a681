package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.client.ListQuery;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "entities",
    header = "Lists signals, intents and other entities, or shows one.",
    description = {
      "Lists entities, optionally of one kind, or shows one, for example:",
      "  entities signal SIG-1"
    })
public final class EntitiesCommand extends CliCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND",
      description = "Kind, such as signal.")
  private @Nullable String kind;

  @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "Show this entity.")
  private @Nullable String id;

  @Option(names = "--state", description = "Only entities in this state.")
  private @Nullable String state;

  @Option(names = "--level", description = "Only with this autonomy level, such as L3.")
  private @Nullable String level;

  @Option(names = "--source", description = "Only entities created by this source.")
  private @Nullable String source;

  @Option(names = "--product", description = "Only of this product.")
  private @Nullable String product;

  @Option(names = "--cluster", description = "Only members of this cluster.")
  private @Nullable String cluster;

  @Option(names = "--id-prefix", description = "Only ids with this prefix.")
  private @Nullable String idPrefix;

  @Option(names = "--limit", description = "Maximum number of items (default: 100).")
  private int limit = 100;

  @Option(names = "--cursor", description = "Continue a list from its next_cursor.")
  private @Nullable String cursor;

  public EntitiesCommand(GlobalOptions global) {
    super(global);
  }

  @Override
  public Integer call() {
    if (kind != null && id != null) {
      String path =
          ApiPaths.ENTITIES + "/" + ServiceClient.encode(kind) + "/" + ServiceClient.encode(id);
      return show(path);
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
    return list(ApiPaths.ENTITIES, query, limit, table());
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
