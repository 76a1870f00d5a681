package dev.intentobserve.tests.deploy.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.tests.deploy.script.DeployScriptRun.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class DeployScriptTest {
  @TempDir private Path folder;
  private DeployScriptRun deployment;

  @BeforeEach
  void open() throws IOException {
    deployment = new DeployScriptRun(folder);
  }

  @ParameterizedTest(name = "\"{0}\" is usage")
  @ValueSource(strings = {"up", "up 4", "up 1 2", "down", "diff 1", "diff 1 4", "sideways 1", "-h"})
  void whatIsNotUnderstood_isUsage(String arguments) throws Exception {
    Result result = deployment.run(arguments.split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).startsWith("usage: bin/deploy");
    assertThat(deployment.calls()).isEmpty();
  }

  @Test
  void diff_asksTheGenerator() throws Exception {
    deployment.fake("java", "echo 'what changes'");

    Result result = deployment.run("diff", "1", "2");

    assertThat(result.exitCode()).isZero();
    assertThat(deployment.calls())
        .containsExactly(
            "make --silent --no-print-directory -C . dashboards-as-code/target/dashboards/dashboards.jar",
            "java -jar dashboards-as-code/target/dashboards/dashboards.jar diff 1 2");
  }
}
