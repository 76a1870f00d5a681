package dev.intentobserve.dashboards.stack;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.Tree;
import java.util.List;

/** A service of the Compose file with what all of them have in common. */
record Container(String name, Tree tree) {
  Container {
    requireNonNull(name, "name");
    requireNonNull(tree, "tree");
  }

  /** One that runs for good. */
  static Container of(Part part) {
    Container container = of(part.host(), image(part), Memory.limit(part));
    container.tree.with("restart", "unless-stopped");
    return container;
  }

  /** One that does its work and ends. */
  static Container once(String name, Images image, int memory) {
    Container container = of(name, image.reference(), memory);
    container.tree.with("restart", "no");
    return container;
  }

  private static Container of(String name, String image, int memory) {
    Tree tree = Tree.tree("image", image);
    String unchecked = ComposeFile.UNCHECKED.get(name);
    if (unchecked != null) {
      tree.with("labels", Tree.tree("intent-observe.no-healthcheck", unchecked));
    }
    tree.with("security_opt", List.of("no-new-privileges:true"))
        .with(
            "logging",
            Tree.tree("driver", "json-file")
                .with("options", Tree.tree("max-size", "10m").with("max-file", "3")))
        .with(
            "deploy",
            Tree.tree("resources", Tree.tree("limits", Tree.tree("memory", memory + "M"))));
    return new Container(name, tree);
  }

  private static String image(Part part) {
    String reference = part.image().reference();
    return part == Part.SERVICE ? "${INTENT_OBSERVE_IMAGE:-" + reference + "}" : reference;
  }

  Container with(String key, Object value) {
    tree.with(key, value);
    return this;
  }

  Container with(String key, Object value, String why) {
    tree.with(key, value, why);
    return this;
  }

  /** Published on loopback only. */
  Container ports(int... ports) {
    return with(
        "ports",
        java.util.Arrays.stream(ports)
            .mapToObj(port -> Part.LOOPBACK + ":" + port + ":" + port)
            .toList());
  }

  Container checked(String period, Object... test) {
    return with(
        "healthcheck",
        Tree.tree("test", List.of(test))
            .with("interval", "10s")
            .with("timeout", "6s")
            .with("retries", 12)
            .with("start_period", period));
  }
}
