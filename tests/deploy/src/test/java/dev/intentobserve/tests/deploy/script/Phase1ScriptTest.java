package dev.intentobserve.tests.deploy.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.tests.deploy.script.DeployScriptRun.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class Phase1ScriptTest {
  private static final String TOKEN = "glc_nobody-may-see-this";
  private static final String GRAFANA_TOKEN = "glsa_nor-this";
  private static final String COLLECTOR = "otelcol-contrib --config=infra/cloud/otelcol.yaml";
  private static final String VALIDATE =
      "otelcol-contrib validate --config=infra/cloud/otelcol.yaml";
  private static final String MAKE = "make --silent --no-print-directory -C . package";
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
  void up_buildsAndStartsCollectorThenService() throws Exception {
    Result result = deployment.up(1);

    assertThat(result.exitCode()).as(result.out()).isZero();
    assertThat(deployment.calls())
        .containsExactly("otelcol-contrib --version", MAKE, VALIDATE, COLLECTOR, SERVICE);
    assertThat(result.out())
        .contains("otelcol is ready: http://127.0.0.1:" + deployment.healthPort + "/")
        .contains("service is ready: http://127.0.0.1:" + deployment.apiPort + "/health/ready")
        .contains("data/phase1/service.log", "make undeploy-phase1", "not pushed");
    assertThat(result.out()).doesNotContain("refused", "bin/deploy:");
    assertThat(deployment.mode("data/phase1")).isEqualTo("rwx------");
  }

  @Test
  void service_shipsToTheCollectorAndTails() throws Exception {
    deployment.environment.put("TAIL", "/logs/a.jsonl,b.jsonl");
    deployment.environment.put("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Basic x");

    deployment.up(1);

    assertThat(deployment.environmentOf(deployment.apiPort).lines())
        .contains("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318")
        .contains("OTEL_METRICS_EXPORTER=none")
        .anyMatch(line -> line.matches("INTENT_OBSERVE_TAIL_FILES=/logs/a.jsonl,/.*/b.jsonl"))
        .noneMatch(line -> line.startsWith("OTEL_EXPORTER_OTLP_HEADERS"));
  }

  @Test
  void eachProgram_getsOnlyItsOwnSecrets() throws Exception {
    deployment.environment.put("GRAFANA_TOKEN", GRAFANA_TOKEN);

    Result result = deployment.up(1);

    assertThat(deployment.environmentOf(deployment.healthPort))
        .contains("GRAFANA_CLOUD_TOKEN=" + TOKEN, "OTELCOL_QUEUE_DIR=")
        .doesNotContain(GRAFANA_TOKEN);
    assertThat(deployment.environmentOf(deployment.apiPort)).doesNotContain(TOKEN, GRAFANA_TOKEN);
    assertThat(result.out()).doesNotContain(TOKEN, GRAFANA_TOKEN);
    assertThat(deployment.calls()).noneMatch(call -> call.contains(TOKEN));
    assertThat(deployment.mentions(TOKEN)).isFalse();
  }

  @Test
  void secondUp_leavesWhatRuns() throws Exception {
    deployment.up(1);
    String pid = deployment.read("data/phase1/otelcol.pid");
    deployment.calls();

    Result result = deployment.up(1);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("otelcol runs unchanged", "service runs unchanged");
    assertThat(deployment.calls()).containsExactly("otelcol-contrib --version", MAKE, VALIDATE);
    assertThat(deployment.read("data/phase1/otelcol.pid")).isEqualTo(pid);
  }

  @Test
  void secondUp_restartsOnlyWhatChanged() throws Exception {
    deployment.up(1);
    deployment.calls();
    deployment.file("modules/app/target/intent-observe/app.jar", "the service, 2");

    Result result = deployment.up(1);

    assertThat(result.out()).contains("otelcol runs unchanged", "service stopped");
    assertThat(deployment.calls()).contains(SERVICE).doesNotContain(COLLECTOR);
    deployment.environment.put("GRAFANA_CLOUD_TOKEN", "glc_another");
    deployment.up(1);
    assertThat(deployment.calls()).contains(COLLECTOR).doesNotContain(SERVICE);
  }

  @Test
  void portsOfTheServicesOwnFile_areAskedFor() throws Exception {
    int configured = DeployScriptRun.freePort();
    deployment.file("intent-observe.yaml", "http: {port: " + configured + "}\n");
    deployment.environment.put("CONFIGURED", String.valueOf(configured));

    Result result = deployment.up(1);

    assertThat(result.exitCode()).as(result.out()).isZero();
    assertThat(result.out()).contains("http://127.0.0.1:" + configured + "/health/ready");
  }

  @Test
  void collectorThatEndsAtOnce_isShownAndNothingElseStarted() throws Exception {
    deployment.fake(
        "otelcol-contrib",
        "case $1 in --version | validate) exit ;; esac\necho 'queue is locked' >&2; exit 1");

    Result result = deployment.up(1);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("otelcol ended before it was ready", "queue is locked");
    assertThat(deployment.calls()).doesNotContain(SERVICE);
    assertThat(deployment.has("data/phase1/otelcol.pid")).isFalse();
  }

  @Test
  void grafanaNamed_isPushedToAtTheEnd() throws Exception {
    deployment.environment.put("GRAFANA_URL", "https://grafana.example");
    deployment.environment.put("GRAFANA_TOKEN", GRAFANA_TOKEN);

    Result result = deployment.up(1);

    assertThat(deployment.calls())
        .endsWith(
            "make --silent --no-print-directory -C . dashboards-as-code/target/dashboards/dashboards.jar",
            "java -jar dashboards-as-code/target/dashboards/dashboards.jar push .");
    assertThat(result.out()).doesNotContain(GRAFANA_TOKEN);
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void pushThatFails_decidesTheExitCodeAndLeavesTheRest() throws Exception {
    deployment.environment.put("GRAFANA_URL", "https://grafana.example");
    deployment.environment.put("GRAFANA_TOKEN", GRAFANA_TOKEN);
    deployment.environment.put("FAKE_EXIT", "12");

    Result result = deployment.up(1);

    assertThat(result.exitCode()).isEqualTo(12);
    assertThat(result.out()).contains("service is ready", "make undeploy-phase1");
  }

  @Test
  void down_stopsTheServiceFirstAndKeepsTheData() throws Exception {
    deployment.up(1);
    deployment.calls();

    Result result = deployment.down(1);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out().indexOf("service stopped"))
        .isPositive()
        .isLessThan(result.out().indexOf("otelcol stopped"));
    assertThat(deployment.has("data/phase1/queue")).isTrue();
    assertThat(deployment.calls()).isEmpty();
    assertThat(deployment.down(1).exitCode()).isZero();
  }

  @Test
  void purge_takesBackWhatWasPushed() throws Exception {
    deployment.environment.put("GRAFANA_URL", "https://grafana.example");
    deployment.environment.put("GRAFANA_TOKEN", GRAFANA_TOKEN);
    deployment.environment.put("PURGE", "1");

    deployment.down(1);

    assertThat(deployment.calls())
        .contains("java -jar dashboards-as-code/target/dashboards/dashboards.jar unpush .");
  }

  @Test
  void pidOfAnotherProcess_isNotKilled() throws Exception {
    long ours = ProcessHandle.current().pid();
    deployment.file("data/phase1/service.pid", ours + "\nlong ago\n");

    Result result = deployment.down(1);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).doesNotContain("service stopped");
  }
}
