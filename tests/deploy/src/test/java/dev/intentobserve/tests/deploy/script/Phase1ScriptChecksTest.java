package dev.intentobserve.tests.deploy.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.tests.deploy.script.DeployScriptRun.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class Phase1ScriptChecksTest {
  private static final String TOKEN = "glc_nobody-may-see-this";
  private static final String GRAFANA_TOKEN = "glsa_nor-this";
  private static final String COLLECTOR = "otelcol-contrib --config=infra/cloud/otelcol.yaml";
  private static final String SERVICE =
      "java --enable-native-access=ALL-UNNAMED -Xmx1g -XX:+ExitOnOutOfMemoryError"
          + " -cp modules/app/target/intent-observe/app.jar dev.intentobserve.app.Main";

  @TempDir private Path folder;
  private DeployScriptRun deployment;

  @BeforeEach
  void readyToGo() throws IOException {
    deployment = new DeployScriptRun(folder);
    deployment.fakeCollector();
    deployment.environment.put("GRAFANA_CLOUD_OTLP_ENDPOINT", "https://otlp.example/otlp");
    deployment.environment.put("GRAFANA_CLOUD_INSTANCE_ID", "4711");
    deployment.environment.put("GRAFANA_CLOUD_TOKEN", TOKEN);
  }

  @AfterEach
  void end() throws IOException {
    deployment.end();
  }

  @Test
  void whatIsMissing_isAllNamedAndNothingStarted() throws Exception {
    DeployScriptRun bare = new DeployScriptRun(folder.resolve("bare"));
    List<String> before = bare.tree();

    Result result = bare.up(1);

    assertThat(result.exitCode()).isEqualTo(12);
    assertThat(result.out())
        .contains("missing: GRAFANA_CLOUD_OTLP_ENDPOINT", "missing: GRAFANA_CLOUD_INSTANCE_ID")
        .contains("missing: GRAFANA_CLOUD_TOKEN", "missing: otelcol-contrib 0.159.0")
        .contains("releases/tag/v0.159.0", "nothing was started");
    assertThat(bare.calls()).isEmpty();
    assertThat(bare.tree()).isEqualTo(before);
  }

  @Test
  void missingCredentialsAlone_startNothing() throws Exception {
    deployment.environment.remove("GRAFANA_CLOUD_TOKEN");

    Result result = deployment.up(1);

    assertThat(result.exitCode()).isEqualTo(12);
    assertThat(result.out()).contains("GRAFANA_CLOUD_TOKEN").doesNotContain("otelcol-contrib 0");
    assertThat(deployment.calls()).containsExactly("otelcol-contrib --version");
    assertThat(deployment.has("data")).isFalse();
  }

  @Test
  void settingsFromTheFile_doAsWellAndTheEnvironmentWins() throws Exception {
    deployment.environment.remove("GRAFANA_CLOUD_TOKEN");
    deployment.file(
        "infra/cloud/.env",
        "# ours\n\nGRAFANA_CLOUD_INSTANCE_ID=other\nGRAFANA_CLOUD_TOKEN=\"glc_filed\"\nGRAFANA_URL=\n"
            + "echo $(not run) >x\n");

    Result result = deployment.up(1);

    assertThat(result.exitCode()).as(result.out()).isZero();
    assertThat(deployment.environmentOf(deployment.healthPort).lines())
        .contains("GRAFANA_CLOUD_INSTANCE_ID=4711", "GRAFANA_CLOUD_TOKEN=glc_filed");
    assertThat(result.out()).doesNotContain("glc_filed");
  }

  @Test
  void tokenOfTheWrongKind_isToldApart() throws Exception {
    deployment.environment.put("GRAFANA_CLOUD_TOKEN", GRAFANA_TOKEN);

    Result result = deployment.up(1);

    assertThat(result.exitCode()).isEqualTo(12);
    assertThat(result.out()).contains("glc_").doesNotContain(GRAFANA_TOKEN);
  }

  @Test
  void configurationThatTheCollectorRefuses_startsNothing() throws Exception {
    deployment.fake("otelcol-contrib", "case $1 in validate) echo 'unknown key'; exit 1 ;; esac");

    Result result = deployment.up(1);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("unknown key", "nothing was started");
    assertThat(deployment.calls()).doesNotContain(COLLECTOR, SERVICE);
  }

  @Test
  void portOfSomebodyElse_isNamed() throws Exception {
    try (ServerSocket taken =
        new ServerSocket(deployment.apiPort, 1, InetAddress.getByName("127.0.0.1"))) {
      Result result = deployment.up(1);

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.out()).contains("127.0.0.1:" + taken.getLocalPort() + " is taken");
    }
  }

  @Test
  void anotherVersionOfTheCollector_isAWarning() throws Exception {
    deployment.fakeCollector("0.140.1");

    Result result = deployment.up(1);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("otelcol-contrib is 0.140.1", "written for 0.159.0");
  }

  @Test
  void dryRun_printsEveryStepAndChangesNothing() throws Exception {
    DeployScriptRun bare = new DeployScriptRun(folder.resolve("bare"));
    bare.file("dashboards-as-code/generated/dashboards/overview.json", "{}");
    bare.file("dashboards-as-code/generated/alerting/api/pipeline.json", "{}");
    bare.environment.put("DRY_RUN", "1");
    List<String> before = bare.tree();

    Result result = bare.up(1);

    assertThat(result.exitCode()).as(result.out()).isZero();
    assertThat(result.out())
        .contains(
            "would run: make --silent --no-print-directory", "would run: otelcol-contrib validate")
        .contains("would start otelcol", "would start service", "OTEL_METRICS_EXPORTER=none")
        .contains("POST GRAFANA_URL/api/dashboards/db", "generated/dashboards/overview.json")
        .contains("rule-groups (dashboards-as-code/generated/alerting/api/pipeline.json)");
    assertThat(bare.run("down", "1").out()).contains("would stop service");
    assertThat(bare.calls()).isEmpty();
    assertThat(bare.tree()).isEqualTo(before);
  }
}
