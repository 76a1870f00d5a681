package dev.intentobserve.tests.deploy.chart;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
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
final class RenderedChart {
  static final String RELEASE = "obs";
  static final String NAMESPACE = "observe";
  static final Path FOLDER = root().resolve("infra/helm/intent-observe");

  /** Rendering leaves hooks out; in this copy the test pod is none, so it is looked at, too. */
  private static final Path WITHOUT_HOOKS = copy("chart-without-hooks", Map.of());

  private static final Map<ChartCase, List<Manifest>> RENDERED = new ConcurrentHashMap<>();

  static {
    FakeCluster.start();
  }

  private RenderedChart() {}

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }

  static List<Manifest> render(ChartCase values) {
    return RENDERED.computeIfAbsent(values, c -> render(c.files(), c.yaml()));
  }

  /**
   * Renders it with the named values files and, on top, these values.
   *
   * @throws IllegalStateException with what Helm says when it cannot
   */
  static List<Manifest> render(List<String> files, String yaml) {
    return render(WITHOUT_HOOKS, NAMESPACE, files, yaml);
  }

  static List<Manifest> render(Path chart, String namespace, List<String> files, String yaml) {
    TemplateCommand template =
        new Helm(chart)
            .template()
            .withName(RELEASE)
            .withNamespace(namespace)
            .withKubeVersion("1.33.4+k3s1");
    files.forEach(file -> template.withValuesFile(FOLDER.resolve(file)));
    return StrictYaml.readAll(call(template, yaml)).stream().map(Manifest::new).toList();
  }

  /** What Helm prints at the end of an install; nothing is installed, and no cluster is asked. */
  static String notes(ChartCase values) {
    try {
      Path yaml = Files.createTempFile("values", ".yaml");
      try {
        Files.writeString(yaml, values.yaml());
        InstallCommand install =
            new Helm(FOLDER)
                .install()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion("1.33.4+k3s1")
                .clientOnly()
                .dryRun()
                .withDryRunOption(DryRun.CLIENT);
        values.files().forEach(file -> install.withValuesFile(FOLDER.resolve(file)));
        return install.withValuesFile(yaml).call().getOutput();
      } finally {
        Files.delete(yaml);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** A copy without hooks, and with these files by their path. */
  static Path copy(String name, Map<String, String> added) {
    Path copy = root().resolve("dashboards-as-code/target").resolve(name);
    try {
      delete(copy);
      for (Path file : files(FOLDER)) {
        String text = Files.readString(file).replace("helm.sh/hook", "no-hook");
        write(copy.resolve(FOLDER.relativize(file).toString()), text);
      }
      for (Map.Entry<String, String> file : added.entrySet()) {
        write(copy.resolve(file.getKey()), file.getValue());
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      for (Path file : files(folder)) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
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
