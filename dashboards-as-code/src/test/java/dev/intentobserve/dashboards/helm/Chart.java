package dev.intentobserve.dashboards.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The chart, rendered by Helm as the release {@code obs} in the namespace {@code observe}. */
final class Chart {
  static final String RELEASE = "obs";
  static final String NAMESPACE = "observe";
  static final Path FOLDER = root().resolve("infra/helm/intent-observe");

  /**
   * Rendering leaves hooks out; in this copy the test pods are none, so they are looked at, too.
   */
  private static final Path WITHOUT_HOOKS = withoutHooks();

  private static final Map<Case, List<Manifest>> RENDERED = new ConcurrentHashMap<>();

  static {
    Cluster.start();
  }

  private Chart() {}

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }

  static List<Manifest> render(Case values) {
    return RENDERED.computeIfAbsent(values, c -> render(c.files(), c.yaml()));
  }

  /**
   * Renders it with the named values files and, on top, these values.
   *
   * @throws IllegalStateException with what Helm says when it cannot
   */
  static List<Manifest> render(List<String> files, String yaml) {
    TemplateCommand template =
        new Helm(WITHOUT_HOOKS)
            .template()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion("1.33.4+k3s1");
    files.forEach(file -> template.withValuesFile(FOLDER.resolve(file)));
    return Yaml.readAll(call(template, yaml)).stream().map(Manifest::new).toList();
  }

  private static String call(TemplateCommand template, String yaml) {
    try {
      Path values = Files.createTempFile("values", ".yaml");
      try {
        Files.writeString(values, yaml);
        return template.withValuesFile(values).call();
      } finally {
        Files.delete(values);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Manifest one(List<Manifest> manifests, String kind, String name) {
    return manifests.stream()
        .filter(m -> m.kind().equals(kind) && m.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + "/" + name));
  }

  private static Path withoutHooks() {
    Path copy = root().resolve("dashboards-as-code/target/chart-without-hooks");
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(FOLDER.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.writeString(to, Files.readString(file).replace("helm.sh/hook", "no-hook"));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("dashboards-as-code/pom.xml"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
