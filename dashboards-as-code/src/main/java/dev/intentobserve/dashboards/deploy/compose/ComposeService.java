package dev.intentobserve.dashboards.deploy.compose;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.deploy.component.Component;
import dev.intentobserve.dashboards.deploy.component.Images;
import dev.intentobserve.dashboards.deploy.component.MemoryLimits;
import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.List;

/** A service of the Compose file with what all of them have in common. */
record ComposeService(String name, DocumentTree tree) {
  ComposeService {
    requireNonNull(name, "name");
    requireNonNull(tree, "tree");
  }

  /** One that runs for good. */
  static ComposeService of(Component part) {
    ComposeService container = of(part.host(), image(part), MemoryLimits.limit(part));
    container.tree.with("restart", "unless-stopped");
    return container;
  }

  /** One that does its work and ends. */
  static ComposeService once(String name, Images image, int memory) {
    ComposeService container = of(name, image.reference(), memory);
    container.tree.with("restart", "no");
    return container;
  }

  private static ComposeService of(String name, String image, int memory) {
    DocumentTree tree = DocumentTree.tree("image", image);
    String unchecked = ComposeFile.UNCHECKED.get(name);
    if (unchecked != null) {
      tree.with("labels", DocumentTree.tree("intent-observe.no-healthcheck", unchecked));
    }
    tree.with("security_opt", List.of("no-new-privileges:true"))
        .with(
            "logging",
            DocumentTree.tree("driver", "json-file")
                .with("options", DocumentTree.tree("max-size", "10m").with("max-file", "3")))
        .with(
            "deploy",
            DocumentTree.tree(
                "resources",
                DocumentTree.tree("limits", DocumentTree.tree("memory", memory + "M"))));
    return new ComposeService(name, tree);
  }

  private static String image(Component part) {
    String reference = part.image().reference();
    return part == Component.SERVICE ? "${INTENT_OBSERVE_IMAGE:-" + reference + "}" : reference;
  }

  ComposeService with(String key, Object value) {
    tree.with(key, value);
    return this;
  }

  ComposeService with(String key, Object value, String why) {
    tree.with(key, value, why);
    return this;
  }

  /** Published on loopback only. */
  ComposeService ports(int... ports) {
    return with(
        "ports",
        java.util.Arrays.stream(ports)
            .mapToObj(port -> Component.LOOPBACK + ":" + port + ":" + port)
            .toList());
  }

  ComposeService checked(String period, Object... test) {
    return with(
        "healthcheck",
        DocumentTree.tree("test", List.of(test))
            .with("interval", "10s")
            .with("timeout", "6s")
            .with("retries", 12)
            .with("start_period", period));
  }
}
