package dev.intentobserve.tests.deploy.script;

import static org.assertj.core.api.Assertions.assertThat;

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
class Phase3ScriptTest {
  private static final String CHART = "infra/helm/intent-observe";
  private static final String IN = " --namespace intent-observe";
  private static final String VALUES = " --values " + CHART + "/values-one-node.yaml";
  private static final String KAFKA = "echo 'apiVersion: kafka.strimzi.io/v1'";

  @TempDir private Path folder;
  private DeployScriptRun deployment;

  @BeforeEach
  void readyToGo() throws IOException {
    deployment = new DeployScriptRun(folder);
    deployment.fake("helm", "");
    deployment.fake("kubectl", "case $* in 'get namespace'*) exit 1 ;; esac");
    deployment.file(CHART + "/values-one-node.yaml", "");
    deployment.file(CHART + "/values-multi-node.yaml", "");
  }

  @Test
  void up_makesTheNamespaceAndInstalls() throws Exception {
    Result result = deployment.up(3);

    assertThat(result.exitCode()).as(result.out()).isZero();
    assertThat(deployment.calls())
        .containsExactly(
            "kubectl version --request-timeout=10s",
            "helm template intent-observe " + CHART + IN + VALUES,
            "kubectl get namespace intent-observe",
            "kubectl create namespace intent-observe",
            "helm upgrade --install intent-observe "
                + CHART
                + IN
                + VALUES
                + " --wait --timeout 900s");
    assertThat(result.out()).contains("port-forward svc/grafana", "helm test intent-observe");
  }

  @Test
  void namespaceThatIsThere_isNotMadeAgain() throws Exception {
    deployment.fake("kubectl", "");

    deployment.up(3);

    assertThat(deployment.calls()).noneMatch(call -> call.startsWith("kubectl create"));
  }

  @Test
  void valuesNamespaceAndImage_areYours() throws Exception {
    deployment.file("mine.yaml", "");
    deployment.environment.put("VALUES", "values-multi-node.yaml,mine.yaml");
    deployment.environment.put("NAMESPACE", "watch");
    deployment.environment.put("INTENT_OBSERVE_IMAGE", "registry.example:5000/io:7");

    deployment.up(3);

    assertThat(deployment.calls())
        .contains(
            "helm upgrade --install intent-observe "
                + CHART
                + " --namespace watch --values "
                + CHART
                + "/values-multi-node.yaml --values mine.yaml --set-string"
                + " app.image.repository=registry.example:5000/io,app.image.tag=7"
                + " --wait --timeout 900s");
  }

  @Test
  void kafkaWithoutItsOperator_saysTheOneCommand() throws Exception {
    deployment.fake("helm", "case $1 in template) " + KAFKA + " ;; esac");
    deployment.fake("kubectl", "case $* in 'get crd'*) exit 1 ;; esac");

    Result result = deployment.up(3);

    assertThat(result.exitCode()).isEqualTo(12);
    assertThat(result.out())
        .contains("helm upgrade --install strimzi oci://quay.io/strimzi-helm")
        .contains("--version 1.2.0");
    assertThat(deployment.calls()).noneMatch(call -> call.startsWith("helm upgrade"));
  }

  @Test
  void kafkaWithItsOperator_goesOn() throws Exception {
    deployment.fake("helm", "case $1 in template) " + KAFKA + " ;; esac");

    assertThat(deployment.up(3).exitCode()).isZero();
  }

  @Test
  void noCluster_isToldApartFromNoTools() throws Exception {
    deployment.fake("kubectl", "exit 1");
    assertThat(deployment.up(3).out()).contains("a cluster that answers kubectl");

    Result bare = new DeployScriptRun(folder.resolve("bare")).up(3);

    assertThat(bare.exitCode()).isEqualTo(12);
    assertThat(bare.out()).contains("missing: kubectl", "missing: helm", "values-one-node.yaml");
  }

  @Test
  void installationThatFails_fails() throws Exception {
    deployment.fake("helm", "case $1 in upgrade) exit 1 ;; esac");

    assertThat(deployment.up(3).exitCode()).isEqualTo(1);
  }

  @Test
  void down_uninstallsAndKeepsTheNamespace() throws Exception {
    Result result = deployment.down(3);

    assertThat(result.exitCode()).isZero();
    assertThat(deployment.calls())
        .endsWith("helm uninstall intent-observe" + IN + " --wait --timeout 900s")
        .noneMatch(call -> call.startsWith("kubectl delete"));
  }

  @Test
  void releaseThatIsNotThere_isNothingToUninstall() throws Exception {
    deployment.fake("helm", "case $1 in status) exit 1 ;; esac");

    assertThat(deployment.down(3).exitCode()).isZero();
    assertThat(deployment.calls()).noneMatch(call -> call.startsWith("helm uninstall"));
  }

  @Test
  void purge_deletesTheNamespaceAfterSayingSo() throws Exception {
    deployment.environment.put("PURGE", "1");

    assertThat(deployment.down(3).out()).contains("PURGE=1: the namespace intent-observe goes");
    assertThat(deployment.calls())
        .endsWith("kubectl delete namespace intent-observe --ignore-not-found");
  }

  @Test
  void dryRun_printsEveryStepAndChangesNothing() throws Exception {
    DeployScriptRun bare = new DeployScriptRun(folder.resolve("bare"));
    bare.environment.put("DRY_RUN", "1");
    List<String> before = bare.tree();

    Result result = bare.up(3);

    assertThat(result.exitCode()).as(result.out()).isZero();
    assertThat(result.out())
        .contains("would run: kubectl create namespace", "would run: helm upgrade --install");
    bare.environment.put("PURGE", "1");
    assertThat(bare.down(3).out())
        .contains("would run: helm uninstall", "kubectl delete namespace");
    assertThat(bare.calls()).isEmpty();
    assertThat(bare.tree()).isEqualTo(before);
  }
}
