package dev.intentobserve.dashboards.stack;

import static dev.intentobserve.dashboards.Tree.tree;

import dev.intentobserve.dashboards.Tree;
import java.util.List;
import java.util.Map;

/**
 * Phase 2 as one Compose file. Written so that both the Compose plugin of today and Debian's
 * docker-compose 1.29 read it: no top-level name, so the project is named by {@code -p
 * intent-observe}.
 */
final class ComposeFile {
  /** Who has no health check, and why. */
  static final Map<String, String> UNCHECKED =
      Map.of(
          Part.COLLECTOR.host(),
          "The image holds one program, no shell, and the program cannot ask itself.",
          Part.MIMIR.host(),
          "The image has no shell and the program no flag to ask itself; who needs it tries again.",
          ComposeServices.PERMISSIONS,
          "Ends by itself; the others wait for its success.",
          ComposeServices.BACKUP,
          "Ends by itself.");

  private static final List<String> SECRETS =
      List.of(
          "postgres",
          "identity",
          "grafana",
          "key_ingest",
          "key_read",
          "key_admin",
          ServiceSettings.SCRAPE_KEY,
          "slack_url");

  private ComposeFile() {}

  static String yaml() {
    return tree()
        .with("services", services())
        .with("volumes", volumes())
        .with(
            "secrets",
            secrets(),
            "Files, mounted as they are: readable for the users of the containers, in a folder that"
                + " only its owner may enter. Not in git; make deploy-phase2 makes them.")
        .yaml(
            StackFiles.head(ComposeFile.class)
                + "\nmake deploy-phase2, or: docker compose -p intent-observe up -d"
                + "\nMemory limits sum up to "
                + Memory.sum()
                + " MiB, for a machine of "
                + Memory.MACHINE_GIB
                + " GiB; see docs/operations/deploy-phase2.md");
  }

  private static Tree services() {
    Tree services = tree();
    for (Container container : ComposeServices.all()) {
      services.with(container.name(), container.tree());
    }
    return services;
  }

  private static Tree volumes() {
    Tree volumes = tree();
    ComposeServices.VOLUMES.forEach(volume -> volumes.with(volume, tree()));
    return volumes;
  }

  private static Tree secrets() {
    Tree secrets = tree();
    SECRETS.forEach(name -> secrets.with(name, tree("file", "./secrets/" + name)));
    return secrets;
  }
}
