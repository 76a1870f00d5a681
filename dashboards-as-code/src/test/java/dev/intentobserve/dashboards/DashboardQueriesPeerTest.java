package dev.intentobserve.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intentobserve.dashboards.RunningPrograms.Peer;
import dev.intentobserve.dashboards.dashboards.DashboardCatalog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every question to the metrics backend is one that Prometheus understands, and one that has an
 * answer once the demo was played into the running product.
 */
@Tag("peer")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DashboardQueriesPeerTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path APP = ROOT.resolve("modules/app/target/intent-observe/app.jar");

  /** How many scrapes in a row after the demo: growth takes at least two. */
  private static final int SCRAPES = 15;

  @TempDir Path dir;

  @Test
  void promtool_understandsEveryQuery() throws Exception {
    List<ResolvedQuery> all = ResolvedQuery.of(DashboardCatalog.all());
    assertThat(all).isNotEmpty();
    InstalledPrograms.Said said = check(all);
    assertThat(said.code()).as(() -> ResolvedQuery.said(said.text(), all)).isZero();
  }

  @Test
  void queryThatIsNone_isToldByItsPanel() throws Exception {
    List<ResolvedQuery> all =
        List.of(
            new ResolvedQuery("a", "Sound", "up"),
            new ResolvedQuery("a", "Broken", "sum by (x (up)"));
    InstalledPrograms.Said said = check(all);
    assertThat(said.code()).isNotZero();
    assertThat(ResolvedQuery.said(said.text(), all)).contains("a / Broken: sum by (x (up)");
  }

  private InstalledPrograms.Said check(List<ResolvedQuery> all)
      throws IOException, InterruptedException {
    Files.writeString(dir.resolve("asked.yaml"), ResolvedQuery.asRules(all));
    return InstalledPrograms.run(dir, List.of("promtool", "check", "rules", "asked.yaml"));
  }

  @Test
  void everyPanel_showsSomethingAfterTheDemo_orIsListedWithTheReason() throws Exception {
    assertThat(APP).as("make package builds it").exists();
    int metrics = RunningPrograms.freePort();
    try (Peer product = product(metrics)) {
      RunningPrograms.until(product, "/health/ready", ready -> ready.isObject());
      WebSocket listener = listening(product);
      try (Peer prometheus = prometheus(metrics)) {
        scraped(prometheus, 2);
        play(product);
        settled(product);
        scraped(prometheus, 1);
        lookAround(product);
        scraped(prometheus, SCRAPES);
        assertThat(problems(prometheus)).isEmpty();
      } finally {
        listener.abort();
      }
    }
  }

  /** Live events are published only while a client listens. */
  private static WebSocket listening(Peer product) {
    String uri = "ws://127.0.0.1:" + product.port() + "/eventbus/websocket";
    String register = "{\"type\":\"register\",\"address\":\"intent.events.live\"}";
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(URI.create(uri), new WebSocket.Listener() {})
        .thenCompose(socket -> socket.sendText(register, true))
        .join();
  }

  private Peer product(int metrics) throws IOException {
    int port = RunningPrograms.freePort();
    Map<String, String> environment =
        Map.of(
            "INTENT_OBSERVE_HTTP_PORT", Integer.toString(port),
            "INTENT_OBSERVE_HTTP_METRICS_PORT", Integer.toString(metrics),
            "INTENT_OBSERVE_DATA_DIR", dir.resolve("data").toString(),
            "INTENT_OBSERVE_ALERTS_TICK", "1s");
    String java = ProcessHandle.current().info().command().orElseThrow();
    return RunningPrograms.start(
        Files.createDirectory(dir.resolve("product")),
        port,
        environment,
        List.of(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx512m",
            "-cp",
            APP.toString(),
            "dev.intentobserve.app.Main"));
  }

  private Peer prometheus(int metrics) throws IOException {
    Path home = Files.createDirectory(dir.resolve("prometheus"));
    Files.writeString(
        home.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s}
        scrape_configs:
          - job_name: intent-observe
            static_configs: [{targets: ['127.0.0.1:%d']}]
        """
            .formatted(metrics));
    int port = RunningPrograms.freePort();
    return RunningPrograms.start(
        home,
        port,
        Map.of(),
        List.of(
            "prometheus",
            "--config.file=prometheus.yml",
            "--storage.tsdb.path=tsdb",
            "--web.listen-address=127.0.0.1:" + port));
  }

  /** Waits for that many further scrapes that succeeded. */
  private static void scraped(Peer prometheus, int times) throws Exception {
    String path = "/api/v1/query?query=sum_over_time(up%5B1h%5D)";
    double before = value(RunningPrograms.until(prometheus, path, answer -> value(answer) >= 0));
    RunningPrograms.until(prometheus, path, answer -> value(answer) >= before + times);
  }

  private static double value(JsonNode answer) {
    return answer.at("/data/result/0/value/1").asDouble(-1);
  }

  private void play(Peer product) throws IOException, InterruptedException {
    String url = "http://127.0.0.1:" + product.port();
    InstalledPrograms.Said said =
        InstalledPrograms.run(dir, List.of(ROOT.resolve("bin/demo").toString(), "--url", url));
    assertThat(said.code()).as(said.text()).isZero();
  }

  /** The intent that nobody went on with is the last thing the product finds out. */
  private static void settled(Peer product) throws Exception {
    RunningPrograms.until(
        product, "/api/v1/alerts", alerts -> alerts.toString().contains("\"StaleIntent\""));
  }

  /** Questions after a scrape that saw some already: what was counted once has not grown. */
  private static void lookAround(Peer product) throws Exception {
    for (String path : List.of("/api/v1/alerts", "/api/v1/traces", "/api/v1/events")) {
      assertThat(product.get(path).isObject()).as(path).isTrue();
    }
  }

  private static List<String> problems(Peer prometheus) throws Exception {
    Set<String> asked = new TreeSet<>();
    Set<String> filled = new TreeSet<>();
    List<String> problems = new ArrayList<>();
    for (ResolvedQuery question : ResolvedQuery.of(DashboardCatalog.all())) {
      asked.add(question.where());
      try {
        if (shows(prometheus.query(question.promql()))) {
          filled.add(question.where());
        }
      } catch (AssertionError refused) {
        problems.add(question.where() + ": " + refused.getMessage());
      }
    }
    Set<String> listed = PanelsEmptyAfterDemo.read().keySet();
    problems.addAll(
        PanelsEmptyAfterDemo.problems(
            ResolvedQuery.panels(DashboardCatalog.all()), asked, filled, listed));
    return problems;
  }

  private static boolean shows(JsonNode series) {
    for (JsonNode one : series) {
      if (!one.at("/value/1").asText("NaN").equals("NaN")) {
        return true;
      }
    }
    return false;
  }
}
