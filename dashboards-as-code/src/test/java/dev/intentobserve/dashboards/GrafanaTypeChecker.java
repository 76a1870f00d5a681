package dev.intentobserve.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TypeScript's compiler with Grafana's published types. Dashboards become constants of these types,
 * part by part; what the compiler says of one names the part it is about.
 */
final class GrafanaTypeChecker {
  private static final Path SOURCES = Path.of("src/test/typescript");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "grafana.ts");
  private static final Pattern ERROR =
      Pattern.compile("(?m)^boards\\.ts\\(([0-9]+),[0-9]+\\): (error .*)$");

  private final Path home;
  private final List<String> lines = new ArrayList<>();

  private GrafanaTypeChecker(Path home) {
    this.home = home;
    lines.add("import type * as g from './grafana.js';");
  }

  /** Installs what the lock file names, unless that was done already. */
  static Path install() throws IOException, InterruptedException {
    Path home = Files.createDirectories(Path.of("target/grafana-types"));
    Path installed = home.resolve("installed");
    String lock = Files.readString(SOURCES.resolve("package-lock.json"));
    for (String file : FILES) {
      Files.writeString(home.resolve(file), Files.readString(SOURCES.resolve(file)));
    }
    if (!Files.exists(installed) || !Files.readString(installed).equals(lock)) {
      InstalledPrograms.Said said =
          InstalledPrograms.run(home, List.of("npm", "ci", "--no-audit", "--no-fund"));
      assertThat(said.code()).as(said.text()).isZero();
      Files.writeString(installed, lock);
    }
    return home;
  }

  static GrafanaTypeChecker in(Path home) {
    return new GrafanaTypeChecker(home);
  }

  /** Adds a dashboard, whole and in its parts. */
  void add(String name, JsonNode board) {
    constant(name, "g.SdkDashboard", board);
    constant(name, "g.SchemaDashboard", board);
    for (JsonNode panel : board.path("panels")) {
      if (!panel.path("type").asText().equals("row")) {
        addPanel(name + " / " + panel.path("title").asText(), panel);
      }
    }
  }

  private void addPanel(String name, JsonNode panel) {
    String kind = "['" + panel.path("type").asText() + "']";
    JsonNode custom = panel.path("fieldConfig").path("defaults").path("custom");
    for (String of : List.of("g.Sdk", "g.Schema")) {
      constant(name + " / options", of + "Options" + kind, panel.path("options"));
      constant(name + " / custom", of + "Custom" + kind, custom);
      for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
        override.path("properties").forEach(property -> addProperty(name, of, kind, property));
      }
    }
    for (JsonNode target : panel.path("targets")) {
      String type = target.path("datasource").path("type").asText();
      constant(name + " / " + target.path("refId").asText(), "g.Targets['" + type + "']", target);
    }
  }

  private void addProperty(String name, String of, String kind, JsonNode property) {
    String id = property.path("id").asText();
    String type =
        id.startsWith("custom.")
            ? "Required<" + of + "Custom" + kind + ">['" + id.substring("custom.".length()) + "']"
            : of + "Field['" + id + "']";
    constant(name + " / override " + id, type, property.path("value"));
  }

  private void constant(String name, String type, JsonNode value) {
    lines.add("// " + name);
    lines.add("export const c" + lines.size() + ": " + type + " = " + value + ";");
  }

  /** What the compiler says, part by part; empty when it has nothing to say. */
  List<String> problems() throws IOException, InterruptedException {
    Files.write(home.resolve("boards.ts"), lines);
    InstalledPrograms.Said said =
        InstalledPrograms.run(
            home,
            List.of(
                "node",
                "node_modules/typescript/bin/tsc",
                "--noEmit",
                "--strict",
                "--skipLibCheck",
                "--module",
                "nodenext",
                "--moduleResolution",
                "nodenext",
                "--target",
                "es2022",
                "boards.ts"));
    List<String> problems = new ArrayList<>();
    for (Matcher error = ERROR.matcher(said.text()); error.find(); ) {
      int line = Integer.parseInt(error.group(1));
      problems.add(lines.get(line - 2).substring("// ".length()) + ": " + error.group(2));
    }
    // Whatever else it says, such as that a file is missing, is a problem as well.
    if (problems.isEmpty() && said.code() != 0) {
      problems.add(said.text());
    }
    return problems;
  }
}
