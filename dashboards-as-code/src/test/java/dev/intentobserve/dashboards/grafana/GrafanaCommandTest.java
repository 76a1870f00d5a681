package dev.intentobserve.dashboards.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.intentobserve.dashboards.grafana.PushRun.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong, and what is said of it. */
class GrafanaCommandTest {
  @TempDir private Path root;
  private FakeGrafana grafana;
  private PushRun project;

  @BeforeEach
  void open() throws IOException {
    grafana = new FakeGrafana();
    project = new PushRun(root, grafana.url());
    project.dashboard("overview", "Overview");
  }

  @AfterEach
  void close() {
    grafana.close();
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource({
    "GRAFANA_URL, '', GRAFANA_URL is not set",
    "GRAFANA_URL, grafana.example, must start with https://",
    "GRAFANA_URL, https://me:hidden@grafana.example, no user",
    "GRAFANA_TOKEN, '', GRAFANA_TOKEN is not set",
    "GRAFANA_TOKEN, glc_hidden, glsa_",
    "GRAFANA_TOKEN, hidden hidden, blanks",
    "GRAFANA_FOLDER, a/b, at most 40 letters"
  })
  void unusableSetting_isNamedAndNotShown(String name, String value, String said)
      throws IOException {
    project.environment.put(name, value);

    Result result = project.push();

    assertThat(result.exitCode()).isEqualTo(12);
    assertThat(result.err()).contains(said).doesNotContain("hidden");
    assertThat(grafana.requests).isEmpty();
  }

  @Test
  void wrongToken_saysWhichKindIsNeeded() throws IOException {
    project.environment.put("GRAFANA_TOKEN", "glsa_wrong");

    Result result = project.push();

    assertThat(result.exitCode()).isEqualTo(12);
    assertThat(result.err()).contains("401", "glsa_", "Editor").doesNotContain("glsa_wrong");
  }

  @Test
  void token_isNeverPrintedEvenWhenGrafanaRepeatsIt() throws IOException {
    project.push();
    project.dashboard("overview", FakeGrafana.TOKEN);
    grafana.failWith(403);

    Result result = project.push();

    assertThat(result.err()).contains("[REDACTED]").doesNotContain(FakeGrafana.TOKEN);
    assertThat(result.out()).noneMatch(line -> line.contains(FakeGrafana.TOKEN));
  }

  @Test
  void busyGrafana_isAskedAgainAfterTheTimeItAsksFor() throws IOException {
    grafana.failWith(429, 503);

    Result result = project.push();

    assertThat(result.exitCode()).isZero();
    assertThat(project.slept).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
  }

  @Test
  void brokenGrafana_isGivenUpAfterSomeAttempts() throws IOException {
    grafana.failWith(500, 500, 500, 500, 500);

    Result result = project.push();

    assertThat(result.exitCode()).isNotZero();
    assertThat(project.slept).hasSize(GrafanaClient.ATTEMPTS - 1);
    assertThat(grafana.writes()).isEmpty();
  }

  @Test
  void forbidden_namesThePermissionAndGoesOn() throws IOException {
    project.dashboard("second", "Second");
    project.push();
    grafana.requests.clear();
    project.push();
    // Greeting and folder are asked first, then the two dashboards.
    assertThat(grafana.requests.subList(0, 3))
        .containsExactly(
            "GET /api/health",
            "GET /api/folders/intent-observe",
            "GET /api/dashboards/uid/overview");
    grafana.beforeSave = () -> grafana.failWith(403);
    project.dashboard("overview", "Changed");
    project.dashboard("second", "Changed, too");

    Result result = project.push();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.lines())
        .contains(
            "changed  dashboard  overview  Changed", "failed  dashboard  second  Changed, too");
    assertThat(result.err()).contains("403", "dashboards:write", "Editor");
  }

  @Test
  void addressOfSomethingElse_isToldApart() throws IOException {
    project.environment.put("GRAFANA_URL", grafana.url() + "/elsewhere");

    Result result = project.push();

    assertThat(result.exitCode()).isEqualTo(12);
    assertThat(result.err()).contains("no Grafana at", "/elsewhere", "with its path");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "302, redirects to https://login.example/sign-in:",
    "200, a page instead of JSON",
    "404, no Grafana at"
  })
  void pageInFront_isExplained(int status, String said) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange
              .getResponseHeaders()
              .add("Location", "https://login.example/sign-in?state=hidden");
          exchange.sendResponseHeaders(status, 6);
          exchange.getResponseBody().write("<html>".getBytes());
          exchange.close();
        });
    server.start();
    project.environment.put("GRAFANA_URL", "http://127.0.0.1:" + server.getAddress().getPort());

    Result result = project.push();
    server.stop(0);

    assertThat(result.exitCode()).isEqualTo(12);
    assertThat(result.err()).contains(said).doesNotContain("hidden");
  }

  @Test
  void nobodyThere_isAQuestionOfTheAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      project.environment.put("GRAFANA_URL", "http://127.0.0.1:" + socket.getLocalPort());
    }

    Result result = project.push();

    assertThat(result.exitCode()).isEqualTo(12);
    assertThat(result.err()).contains("no answer at");
  }

  @Test
  void plainHttpToTellsOfTheOpenToken_onlyWhereItLeavesTheMachine() throws IOException {
    assertThat(project.push().err()).doesNotContain("unencrypted");

    project.environment.put("GRAFANA_URL", "http://grafana.invalid");
    assertThat(project.push().err()).contains("unencrypted");
  }

  @Test
  void nothingGenerated_isAUsageMistake() throws IOException {
    project.delete(GeneratedResources.DASHBOARDS + "/overview.json");

    Result result = project.push();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("make dashboards");
  }

  @Test
  void sameUidTwice_isRefusedBeforeAnythingIsAsked() throws IOException {
    project.write(
        GeneratedResources.DASHBOARDS + "/copy.json", "{\"uid\":\"overview\",\"title\":\"Copy\"}");

    assertThat(project.push().exitCode()).isEqualTo(2);
    assertThat(grafana.requests).isEmpty();
  }

  @Test
  void unknownOption_isUsage() throws IOException {
    Result result = project.run("push", "--dryrun");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--dry-run");
  }
}
