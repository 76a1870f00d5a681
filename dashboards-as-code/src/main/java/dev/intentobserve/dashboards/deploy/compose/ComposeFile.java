package dev.intentobserve.dashboards.deploy.compose;

import static dev.intentobserve.dashboards.output.DocumentTree.tree;

import dev.intentobserve.dashboards.deploy.DeploymentFiles;
import dev.intentobserve.dashboards.deploy.component.Component;
import dev.intentobserve.dashboards.deploy.component.MemoryLimits;
import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.List;
import java.util.Map;

/**
 * Phase 2 as one Compose file. Written so that both the Compose plugin of today and Debian's
 * docker-compose 1.29 read it: no top-level name, so the project is named by {@code -p
 * intent-observe}.
 */
public final class ComposeFile {
  /** Who has no health check, and why. */
  static final Map<String, String> UNCHECKED =
      Map.of(
          Component.COLLECTOR.host(),
          "The image holds one program, no shell, and the program cannot ask itself.",
          Component.MIMIR.host(),
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
          ServiceEnvironment.SCRAPE_KEY,
          "slack_url");

  private ComposeFile() {}

  public static String yaml() {
    return tree()
        .with("services", services())
        .with("volumes", volumes())
        .with(
            "secrets",
            secrets(),
            "Files, mounted as they are: readable for the users of the containers, in a folder that"
                + " only its owner may enter. Not in git; make deploy-phase2 makes them.")
        .yaml(
            DeploymentFiles.head(ComposeFile.class)
                + "\nmake deploy-phase2, or: docker compose -p intent-observe up -d"
                + "\nMemory limits sum up to "
                + MemoryLimits.sum()
                + " MiB, for a machine of "
                + MemoryLimits.MACHINE_GIB
                + " GiB; see docs/operations/deploy-phase2.md");
  }

  private static DocumentTree services() {
    DocumentTree services = tree();
    for (ComposeService container : ComposeServices.all()) {
      services.with(container.name(), container.tree());
    }
    return services;
  }

  private static DocumentTree volumes() {
    DocumentTree volumes = tree();
    ComposeServices.VOLUMES.forEach(volume -> volumes.with(volume, tree()));
    return volumes;
  }

  private static DocumentTree secrets() {
    DocumentTree secrets = tree();
    SECRETS.forEach(name -> secrets.with(name, tree("file", "./secrets/" + name)));
    return secrets;
  }
}
