package dev.intentobserve.tests.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The packaged product in a process of its own. Nothing tells a test when an event was processed,
 * so this is the one place where tests poll until a deadline.
 */
final class PackagedService implements AutoCloseable {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path APP = ROOT.resolve("modules/app/target/intent-observe/app.jar");
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ServiceSetup setup;
  private final Process process;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private JsonNode intent = MAPPER.nullNode();

  private PackagedService(ServiceSetup setup, Process process, int port) {
    this.setup = setup;
    this.process = process;
    this.port = port;
  }

  /** Starts it on an empty store; fills the store where the setup says so. */
  static PackagedService start(ServiceSetup setup) throws Exception {
    if (!Files.exists(APP)) {
      throw new AssertionError("make package builds the service under test: " + APP);
    }
    TargetFolders.empty(setup.home());
    int port = freePort();
    PackagedService service = new PackagedService(setup, process(setup, port), port);
    try {
      service.until("/health/ready", JsonNode::isObject);
      if (setup.filled()) {
        service.fill();
        service.demo();
      }
      return service;
    } catch (Exception | AssertionError e) {
      service.close();
      throw e;
    }
  }

  private static Process process(ServiceSetup setup, int port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx" + setup.heap(),
            "-cp",
            APP.toString(),
            "dev.intentobserve.app.Main");
    builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    builder.environment().put("INTENT_OBSERVE_HTTP_PORT", Integer.toString(port));
    builder.environment().put("INTENT_OBSERVE_HTTP_METRICS_PORT", Integer.toString(freePort()));
    builder.environment().put("INTENT_OBSERVE_DATA_DIR", setup.data().toString());
    builder.environment().putAll(setup.environment());
    builder.redirectErrorStream(true).redirectOutput(setup.log().toFile());
    return builder.directory(setup.home().toFile()).start();
  }

  /** The log so far. */
  String log() throws IOException {
    return Files.readString(setup.log());
  }

  /** Runs last, so that its events are at the top of the pages. */
  private void demo() throws Exception {
    Path log = setup.home().resolve("demo");
    Process demo =
        new ProcessBuilder(ROOT.resolve("bin/demo").toString(), "--url", url(""))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || demo.exitValue() != 0) {
      demo.destroyForcibly();
      throw new AssertionError("the demo failed: " + Files.readString(log));
    }
    JsonNode traces = get("/api/v1/traces?state=executing");
    intent = get("/api/v1/traces/" + traces.at("/items/0/trace_id").asText());
    until("/api/v1/alerts", alerts -> !alerts.at("/items").isEmpty());
  }

  private void fill() throws Exception {
    sendAll(HostileEvents.lines());
    post(HostileEvents.REJECTED);
    untilPlaced(HostileEvents.INTENT, HostileEvents.SIGNALS + 1);
  }

  /** The trace of the demo's intent. */
  JsonNode intent() {
    return intent;
  }

  String intentId() {
    return intent.at("/intent").asText();
  }

  String traceId() {
    return intent.at("/trace_id").asText();
  }

  /** The first entity of a kind in the demo's trace. */
  String entity(String kind) {
    for (JsonNode span : intent.at("/spans")) {
      if (span.at("/kind").asText().equals(kind)) {
        return span.at("/id").asText();
      }
    }
    throw new AssertionError("no " + kind + " in " + intent);
  }

  /** A field of the first item in a list of the API. */
  String first(String list, String member) throws Exception {
    return until(list, found -> !found.at("/items").isEmpty()).at("/items/0/" + member).asText();
  }

  /** The id of the newest event that matches {@code query}. */
  String event(String query) throws Exception {
    return first("/api/v1/events?" + query, "event_id");
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** Sends events, one per line; returns the answer. */
  JsonNode post(String lines) throws IOException, InterruptedException {
    HttpRequest request =
        request("/api/v1/events")
            .timeout(PATIENCE)
            .header("content-type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(lines))
            .build();
    return MAPPER.readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)));
    return setup.key().isEmpty()
        ? request
        : request.header("authorization", "Bearer " + setup.key());
  }

  /** Waits until a trace has at least {@code spans} spans. */
  void untilPlaced(String ref, int spans) throws Exception {
    until("/api/v1/traces/" + ref, trace -> trace.at("/spans").size() >= spans);
  }

  /** Polls until an answer satisfies {@code enough}. */
  JsonNode until(String path, Predicate<JsonNode> enough) throws Exception {
    return until(path, PATIENCE, enough);
  }

  JsonNode until(String path, Duration patience, Predicate<JsonNode> enough) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    JsonNode last = MAPPER.nullNode();
    try (ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor()) {
      while (System.nanoTime() < deadline && process.isAlive()) {
        last = turns.schedule(() -> get(path), PAUSE.toMillis(), TimeUnit.MILLISECONDS).get();
        if (enough.test(last)) {
          return last;
        }
      }
    }
    String answer = last.toString();
    String begin = answer.substring(0, Math.min(answer.length(), 2_000));
    throw new AssertionError(path + ": " + begin + "\n" + log());
  }

  /** The answer where it is a JSON object; a null node otherwise. */
  JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = request(path).timeout(Duration.ofSeconds(30)).build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      return answer.body().startsWith("{") ? MAPPER.readTree(answer.body()) : MAPPER.nullNode();
    } catch (ConnectException | HttpTimeoutException notYet) {
      return MAPPER.nullNode();
    }
  }

  /** Sends events, one per line, all of which must be accepted. */
  void sendAll(String lines) throws IOException, InterruptedException {
    JsonNode answer = post(lines);
    if (answer.at("/stored").asInt() != lines.strip().lines().count()) {
      throw new AssertionError(answer.toString());
    }
  }

  /** Sends one event that must be accepted; returns its id. */
  String send(String event) throws IOException, InterruptedException {
    JsonNode receipt = post(event).at("/receipts/0");
    if (!receipt.at("/status").asText().equals("stored")) {
      throw new AssertionError(receipt.toString());
    }
    return receipt.at("/event_id").asText();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Stops it gently, so that it stops its database, too. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    http.close();
  }
}
