package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.config.ConfigParserTest;
import dev.intentobserve.app.config.ConfigRenderer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void help_saysHowToStart() {
    assertThat(run(Map.of(), "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("--config FILE", "Exit codes");
  }

  @Test
  void defaultConfig_isPrinted() {
    assertThat(run(Map.of(), "--print-default-config")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(ConfigRenderer.defaults());
  }

  @Test
  void unknownArgument_isAMatterOfConfiguration() {
    assertThat(run(Map.of(), "--prot")).isEqualTo(12);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--prot", "--help");
  }

  @Test
  void missingFile_isNamed() {
    assertThat(run(Map.of(), "--config", "nowhere.yaml")).isEqualTo(12);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("nowhere.yaml");
  }

  @Test
  void checkedConfig_isReadFromTheFileTheEnvironmentNames() throws IOException {
    Path file = Files.writeString(directory.resolve("c.yaml"), "http: {prot: 1}\n");
    int status = run(Map.of("INTENT_OBSERVE_CONFIG", file.toString()), "--check-config");
    assertThat(status).isEqualTo(12);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(file + ":1: unknown key http.prot. Did you mean http.port?");
  }

  @Test
  void badExportEndpoint_isAMatterOfConfiguration() {
    int status = run(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "not a url"), "--check-config");
    assertThat(status).isEqualTo(12);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("OTEL_EXPORTER_OTLP_ENDPOINT");
  }

  @Test
  void portInUse_isNamedWithItsKey_andNothingStaysOpen() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String yaml =
          String.format(
              "data_dir: '%s'\nhttp: {port: 0, metrics_port: %d}\n",
              directory, taken.getLocalPort());
      Service service = new Service(ConfigParserTest.fromYaml(yaml));
      Assertions.assertThatThrownBy(() -> service.open(Map.of(), InstantSource.system()))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("http.metrics_port: " + taken.getLocalPort());
      assertThat(directory.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }
  }

  private int run(Map<String, String> environment, String... arguments) {
    return new Main(environment, new PrintStream(out, true), new PrintStream(err, true))
        .run(arguments);
  }
}
