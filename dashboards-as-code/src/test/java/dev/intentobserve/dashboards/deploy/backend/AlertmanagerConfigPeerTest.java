package dev.intentobserve.dashboards.deploy.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.intentobserve.dashboards.deploy.DeploymentFiles;
import dev.intentobserve.dashboards.deploy.ParsedFile;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.slo.BurnAlert;
import dev.intentobserve.slo.openslo.ShippedObjectives;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our configuration makes a real Alertmanager, as Debian packs it, tell and keep quiet. */
@Tag("peer")
final class AlertmanagerConfigPeerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LISTENING =
      Pattern.compile("Listening on.*address=(127\\.0\\.0\\.1:[0-9]+)");

  @TempDir private Path dir;

  private final CompletableFuture<JsonNode> told = new CompletableFuture<>();
  private final List<SortedMap<String, String>> alerts = new ArrayList<>();
  private HttpServer sink;
  private Process alertmanager;

  @BeforeEach
  void open() throws IOException {
    sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sink.createContext("/", this::hear);
    sink.start();
  }

  @AfterEach
  void close() {
    alertmanager.toHandle().destroy();
    alertmanager.onExit().join();
    sink.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alertmanager.yml", "alertmanager-slack.yml"})
  void criticalAlertOfOneObjective_mutesOnlyItsOwnWarning(String config) throws Exception {
    List<Objective> five = ShippedObjectives.objectives().subList(0, 5);
    burns(five.getFirst(), Severity.CRITICAL);
    five.forEach(objective -> burns(objective, Severity.WARNING));
    start(config);
    post();
    assertThat(toldOf("slo", "burn"))
        .containsExactlyInAnyOrder(
            five.getFirst().name() + " fast",
            five.get(1).name() + " slow",
            five.get(2).name() + " slow",
            five.get(3).name() + " slow",
            five.get(4).name() + " slow");
  }

  /** Two alerts that both lack a label are equal in it, as far as Alertmanager is concerned. */
  @ParameterizedTest
  @ValueSource(strings = {"intent", "contract", "emitter", "file", "destination", "label_to_come"})
  void criticalAlertWithoutAnObjective_mutesNothing(String label) throws Exception {
    alert(Map.of("alertname", "Rule", "severity", "critical", label, "a"));
    alert(Map.of("alertname", "Rule", "severity", "warning", label, "b"));
    alert(Map.of("alertname", "Rule", "severity", "warning", label, "a"));
    start("alertmanager.yml");
    post();
    assertThat(toldOf("severity", label))
        .containsExactlyInAnyOrder("critical a", "warning a", "warning b");
  }

  private void burns(Objective objective, Severity severity) {
    SortedMap<String, String> labels = new TreeMap<>(BurnAlert.labels(objective, severity));
    labels.put("alertname", BurnAlert.NAME);
    labels.put("severity", severity.code());
    alert(labels);
  }

  private void alert(Map<String, String> labels) {
    SortedMap<String, String> all = new TreeMap<>(labels);
    all.put("tenant", "default");
    all.put("project", "default");
    alerts.add(all);
  }

  /**
   * In one request, and begun now: Alertmanager tells at once of what began before the group's
   * wait, and could tell of one before it has looked at what mutes it.
   */
  private void post() throws Exception {
    URI uri = URI.create("http://" + address() + "/api/v2/alerts");
    String now = Instant.now().toString();
    List<Map<String, Object>> body =
        alerts.stream()
            .map(labels -> Map.<String, Object>of("labels", labels, "startsAt", now))
            .toList();
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  /** The first notification: all that the group holds and that nothing mutes. */
  private Set<String> toldOf(String first, String second) throws Exception {
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : told.get(60, TimeUnit.SECONDS).path("alerts")) {
      JsonNode labels = alert.path("labels");
      names.add(labels.path(first).asText() + " " + labels.path(second).asText());
    }
    return names;
  }

  private void hear(HttpExchange exchange) throws IOException {
    told.complete(JSON.readTree(exchange.getRequestBody()));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** Our file, but for whom it tells and how long a group waits for more. */
  private void start(String config) throws IOException {
    String ours = ParsedFile.text(DeploymentFiles.COMPOSE + config);
    String receiver = config.contains("slack") ? "slack" : "shown";
    String heard =
        """
        receivers:
          - name: shown-to-nobody
          - name: %s
            webhook_configs:
              - url: http://127.0.0.1:%d/
        """
            .formatted(receiver, sink.getAddress().getPort());
    String text =
        ours.substring(0, ours.indexOf("receivers:")).replace("group_wait: 30s", "group_wait: 2s")
            + heard;
    alertmanager =
        new ProcessBuilder(
                "prometheus-alertmanager",
                "--config.file=" + Files.writeString(dir.resolve("alertmanager.yml"), text),
                "--storage.path=" + dir.resolve("data"),
                "--web.listen-address=127.0.0.1:0",
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .start();
  }

  /** Where it listens, once it does. */
  private String address() throws IOException {
    BufferedReader output = alertmanager.inputReader(UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher address = LISTENING.matcher(line);
      if (address.find()) {
        Thread.ofVirtual().start(() -> drain(output));
        return address.group(1);
      }
    }
    throw new AssertionError("prometheus-alertmanager does not start:\n" + said);
  }

  private static void drain(BufferedReader output) {
    try {
      output.lines().forEach(line -> {});
    } catch (UncheckedIOException ended) {
      assertThat(ended).hasMessageContaining("closed");
    }
  }
}
