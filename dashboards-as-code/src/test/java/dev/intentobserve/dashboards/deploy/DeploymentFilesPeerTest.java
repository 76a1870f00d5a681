package dev.intentobserve.dashboards.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.dashboards.output.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that read these files read them. Nothing is started. */
@Tag("peer")
final class DeploymentFilesPeerTest {
  @TempDir private Path dir;

  /** What a program said and how it ended. */
  private record Said(int code, String text) {}

  @Test
  void compose_readsTheFile() throws Exception {
    writeAll();
    Said said = compose();
    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text())
        .contains("image: " + Images.INTENT_OBSERVE.reference(), "127.0.0.1:3000:3000");
  }

  @Test
  void compose_refusesAPlantedTypo() throws Exception {
    writeAll();
    Path file = dir.resolve(DeploymentFiles.COMPOSE + "compose.yaml");
    String sound = Files.readString(file);
    for (String key : List.of("healthcheck", "depends_on", "secrets")) {
      String typo = sound.replace("    " + key + ":", "    " + key + "x:");
      assertThat(typo).isNotEqualTo(sound);
      Files.writeString(file, typo);
      Said said = compose();
      assertThat(said.code()).as(key + ": " + said.text()).isNotZero();
    }
  }

  @Test
  void amtool_takesBothWaysToTell() throws Exception {
    writeAll();
    for (String name : List.of("alertmanager.yml", "alertmanager-slack.yml")) {
      Said said = run("amtool", "check-config", DeploymentFiles.COMPOSE + name);
      assertThat(said.code()).as(said.text()).isZero();
    }
    Files.writeString(dir.resolve("typo.yml"), "rout: {receiver: x}\n");
    assertThat(run("amtool", "check-config", "typo.yml").code()).isNotZero();
  }

  /** The collector's Prometheus receiver takes what Prometheus takes. */
  @Test
  void promtool_takesWhatIsScraped() throws Exception {
    for (Map.Entry<String, ParsedFile> collector : ParsedFile.collectors().entrySet()) {
      Object jobs = collector.getValue().at("receivers", "prometheus", "config", "scrape_configs");
      String yaml = DocumentTree.tree("scrape_configs", jobs).yaml("");
      Files.writeString(dir.resolve("prometheus.yml"), withDefaults(yaml));
      Said said = run("promtool", "check", "config", "prometheus.yml");
      assertThat(said.code()).as(collector.getKey() + ": " + said.text()).isZero();
    }
  }

  /** As the collector itself would: without quotes, so that a number is one. Secrets lie here. */
  private String withDefaults(String yaml) throws IOException {
    Path secret = Files.writeString(dir.resolve("key"), "any\n");
    return yaml.replaceAll("\"\\$\\{env:[A-Z_]+:-([^}]*)}\"", "$1")
        .replaceAll("(credentials_file: ).*", "$1" + secret);
  }

  private Said compose() throws Exception {
    return run(
        "docker-compose",
        "-p",
        "intent-observe",
        "-f",
        DeploymentFiles.COMPOSE + "compose.yaml",
        "config");
  }

  private void writeAll() throws IOException {
    for (GeneratedFile file : DeploymentFiles.all()) {
      Path path = dir.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.content(), UTF_8);
    }
  }

  private Said run(String... command) throws Exception {
    Path output = Files.createTempFile(dir, "said", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = process.waitFor();
    return new Said(code, Files.readString(output));
  }
}
