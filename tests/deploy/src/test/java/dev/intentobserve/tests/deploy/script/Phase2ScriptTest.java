package dev.intentobserve.tests.deploy.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.deploy.Images;
import dev.intentobserve.tests.deploy.script.DeployScriptRun.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class Phase2ScriptTest {
  private static final String COMPOSE =
      "docker compose --project-name intent-observe --file infra/compose/compose.yaml ";
  private static final String SECRETS = "infra/compose/secrets/";

  @TempDir private Path folder;
  private DeployScriptRun deployment;

  @BeforeEach
  void readyToGo() throws IOException {
    deployment = new DeployScriptRun(folder);
    compose("2.39.1");
    deployment.file(
        "infra/compose/compose.yaml",
        """
        secrets:
          database: {file: ./secrets/database-password}
          grafana: {file: ./secrets/grafana-password}
          key: {file: ./secrets/admin-key}
          slack: {file: ./secrets/slack_url}
        """);
  }

  private void compose(String version) throws IOException {
    deployment.fake("docker", "case $* in 'compose version'*) echo " + version + " ;; esac");
  }

  @Test
  void up_checksMakesSecretsBuildsAndWaits() throws Exception {
    Result result = deployment.up(2);

    assertThat(result.exitCode()).as(result.out()).isZero();
    assertThat(deployment.calls())
        .containsExactly(
            "docker info",
            "docker compose version --short",
            COMPOSE + "config --quiet",
            "docker build --tag " + Images.INTENT_OBSERVE.reference() + " .",
            COMPOSE + "up --detach --wait --wait-timeout 300");
    assertThat(result.out())
        .contains("http://127.0.0.1:3000", SECRETS + "grafana-password", SECRETS + "admin-key");
  }

  @Test
  void secrets_areMadeOnceAndReadableForContainersOnly() throws Exception {
    Result first = deployment.up(2);
    String password = deployment.read(SECRETS + "grafana-password");
    Result second = deployment.up(2);

    assertThat(password).matches("[A-Za-z0-9]{40}");
    assertThat(deployment.read(SECRETS + "grafana-password")).isEqualTo(password);
    assertThat(deployment.read(SECRETS + "database-password")).isNotEqualTo(password);
    // Nobody else gets through the folder; what is mounted out of it, every container's user reads.
    assertThat(deployment.mode(SECRETS)).isEqualTo("rwx------");
    assertThat(deployment.mode(SECRETS + "grafana-password")).isEqualTo("r--r--r--");
    assertThat(first.out() + second.out()).doesNotContain(password);
    assertThat(second.out()).contains("grafana-password is there, and stays");
    assertThat(deployment.calls()).noneMatch(call -> call.contains(password));
  }

  @Test
  void address_canOnlyComeFromYou() throws Exception {
    deployment.file(SECRETS + "slack_url", "https://hooks.example/mine");

    deployment.up(2);

    assertThat(deployment.read(SECRETS + "slack_url")).isEqualTo("https://hooks.example/mine");
    assertThat(deployment.read(SECRETS + "admin-key")).matches("[A-Za-z0-9]{40}");
  }

  @Test
  void imageNamedInTheFileThatComposeReads_isNotBuiltEither() throws Exception {
    deployment.file("infra/compose/.env", "# mine\nINTENT_OBSERVE_IMAGE=registry.example/io:7\n");

    deployment.up(2);

    assertThat(deployment.calls()).noneMatch(call -> call.startsWith("docker build"));
  }

  @Test
  void imageThatIsNamed_isNotBuilt() throws Exception {
    deployment.environment.put("INTENT_OBSERVE_IMAGE", "registry.example/intent-observe:7");

    deployment.up(2);

    assertThat(deployment.calls()).noneMatch(call -> call.startsWith("docker build"));
  }

  @Test
  void dockerThatIsNotThere_isNamed() throws Exception {
    DeployScriptRun bare = new DeployScriptRun(folder.resolve("bare"));

    Result result = bare.up(2);

    assertThat(result.exitCode()).isEqualTo(12);
    assertThat(result.out())
        .contains("missing: docker\n", "missing: docker compose, version 2.20 or newer")
        .contains("infra/compose/compose.yaml", "make dashboards");
    assertThat(bare.has(SECRETS)).isFalse();
  }

  @Test
  void engineThatDoesNotAnswer_isToldApart() throws Exception {
    deployment.fake("docker", "case $* in 'compose version'*) echo v2.39.1 ;; *) exit 1 ;; esac");

    Result result = deployment.up(2);

    assertThat(result.exitCode()).isEqualTo(12);
    assertThat(result.out()).contains("a Docker engine that answers").doesNotContain("2.20");
  }

  @Test
  void oldCompose_isRefused() throws Exception {
    compose("2.19.9");
    assertThat(deployment.up(2).exitCode()).isEqualTo(12);
    compose("1.29.2");
    assertThat(deployment.up(2).exitCode()).isEqualTo(12);
    compose("5.0.1");
    assertThat(deployment.up(2).exitCode()).isZero();
  }

  @Test
  void stackThatDoesNotGetHealthy_failsAndSaysWhereToLook() throws Exception {
    deployment.fake(
        "docker", "case $* in 'compose version'*) echo 2.39.1 ;; *' up '*) exit 1 ;; esac");

    Result result = deployment.up(2);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("not everything is healthy", " ps");
  }

  @Test
  void composeFileThatIsRefused_startsNothing() throws Exception {
    deployment.fake(
        "docker", "case $* in 'compose version'*) echo 2.39.1 ;; *' config '*) exit 15 ;; esac");

    assertThat(deployment.up(2).exitCode()).isNotZero();
    assertThat(deployment.calls()).noneMatch(call -> call.contains(" up "));
  }

  @Test
  void down_keepsVolumesAndSecrets() throws Exception {
    deployment.up(2);
    deployment.calls();

    Result result = deployment.down(2);

    assertThat(result.exitCode()).isZero();
    assertThat(deployment.calls()).endsWith(COMPOSE + "down --remove-orphans");
    assertThat(deployment.has(SECRETS + "grafana-password")).isTrue();
  }

  @Test
  void purge_removesVolumesAfterSayingSo() throws Exception {
    deployment.environment.put("PURGE", "1");

    Result result = deployment.down(2);

    assertThat(result.out()).contains("PURGE=1: the volumes go");
    assertThat(deployment.calls()).endsWith(COMPOSE + "down --volumes --remove-orphans");
  }

  @Test
  void dryRun_printsEveryStepAndChangesNothing() throws Exception {
    DeployScriptRun bare = new DeployScriptRun(folder.resolve("bare"));
    bare.file("infra/compose/compose.yaml", "secrets: {key: {file: ./secrets/admin-key}}\n");
    bare.environment.put("DRY_RUN", "1");
    List<String> before = bare.tree();

    Result result = bare.up(2);

    assertThat(result.exitCode()).as(result.out()).isZero();
    assertThat(result.out())
        .contains("would create ", SECRETS + "admin-key")
        .contains("config --quiet", "would run: docker build", "up --detach --wait");
    bare.environment.put("PURGE", "1");
    assertThat(bare.down(2).out()).contains("down --volumes");
    assertThat(bare.calls()).isEmpty();
    assertThat(bare.tree()).isEqualTo(before);
  }
}
