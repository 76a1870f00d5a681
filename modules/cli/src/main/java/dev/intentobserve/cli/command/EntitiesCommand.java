package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

  public EntitiesCommand() {
    super(
        filter("--state", "Only entities in this state."),
        filter("--level", "Only with this autonomy level, such as L3."),
        filter("--source", "Only entities created by this source."),
        filter("--product", "Only of this product."),
        filter("--cluster", "Only members of this cluster."),
        filter("--id-prefix", "Only ids with this prefix."),
        limit(),
        cursor());
  }

  @Override
  public Integer call() {
    if (kind != null && id != null) {
      String path =
          ApiPaths.ENTITIES + "/" + ServiceClient.encode(kind) + "/" + ServiceClient.encode(id);
      return show(path);
    }
    return list(ApiPaths.ENTITIES, query().with("kind", kind), table());
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
