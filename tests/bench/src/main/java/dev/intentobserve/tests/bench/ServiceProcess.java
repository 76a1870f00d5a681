package dev.intentobserve.tests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intentobserve.testkit.TestPostgres;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged product in a process of its own, on a database of the bench's server. */
final class ServiceProcess implements AutoCloseable {
  private static final Path APP = Path.of("modules/app/target/intent-observe/app.jar");
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** The service answers from a check that may be a second old. */
  private static final Duration CONFIRMED = Duration.ofMillis(1_200);

  private static final Pattern BACKLOG = Pattern.compile(".*_behind|set_aside");

  private final Path home;
  private final Process process;
  private final int port;

  private ServiceProcess(Path home, Process process, int port) {
    this.home = home;
    this.process = process;
    this.port = port;
  }

  /** Returns when it is ready. */
  static ServiceProcess start(
      TestPostgres.Database database, Map<String, String> environment, List<String> jvmOptions)
      throws Exception {
    Path home = Files.createTempDirectory("intent-observe-bench");
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", APP.toAbsolutePath().toString(), "dev.intentobserve.app.Main"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(OTEL|INTENT)_.*"));
    builder.environment().putAll(database(database));
    builder.environment().put("INTENT_OBSERVE_HTTP_PORT", Integer.toString(port));
    builder.environment().put("INTENT_OBSERVE_HTTP_METRICS_PORT", Integer.toString(freePort()));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(home.resolve("log").toFile());
    ServiceProcess service = new ServiceProcess(home, builder.start(), port);
    Runtime.getRuntime().addShutdownHook(new Thread(service.process::destroy));
    try {
      Polling.until("the start of the service", START, PAUSE, service::isReady);
      return service;
    } catch (Exception | Error e) {
      String log = service.log();
      service.close();
      throw new IllegalStateException("the service did not start: " + log, e);
    }
  }

  private static Map<String, String> database(TestPostgres.Database database) {
    return Map.of(
        "INTENT_OBSERVE_DATABASE_HOST", database.host(),
        "INTENT_OBSERVE_DATABASE_PORT", Integer.toString(database.port()),
        "INTENT_OBSERVE_DATABASE_NAME", database.name(),
        "INTENT_OBSERVE_DATABASE_USER", database.user(),
        "INTENT_OBSERVE_DATABASE_PASSWORD", database.password());
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  HttpConnection connect() throws IOException {
    return new HttpConnection(port);
  }

  JsonNode get(String path) throws IOException {
    try (HttpConnection connection = connect()) {
      return connection.get(path).json();
    }
  }

  int status(String path) throws IOException {
    try (HttpConnection connection = connect()) {
      return connection.get(path).status();
    }
  }

  private boolean isReady() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("the service has ended");
    }
    try {
      return status("/health/ready") == 200;
    } catch (ConnectException notYet) {
      return false;
    }
  }

  /**
   * Waits until no reader of the record is behind, by the service's own report, which must say so
   * twice; returns when it said so first, as {@link System#nanoTime}. Exact to a second, because
   * the report is.
   */
  long settled(Duration deadline, Progress progress) throws Exception {
    long[] since = {0};
    Polling.until(
        "the end of all backlogs",
        deadline,
        PAUSE,
        () -> {
          long behind = backlog();
          long now = System.nanoTime();
          progress.sometimes(() -> "%,d behind".formatted(behind));
          since[0] = behind > 0 ? 0 : since[0] == 0 ? now : since[0];
          return since[0] != 0 && now - since[0] > CONFIRMED.toNanos();
        });
    return since[0];
  }

  /** Events, changes and traces that a component of the service has not processed yet. */
  private long backlog() throws IOException {
    JsonNode components = get("/health/ready").path("components");
    if (!components.path("trace").has("events_behind")) {
      return Long.MAX_VALUE;
    }
    long behind = 0;
    for (JsonNode component : components) {
      for (Map.Entry<String, JsonNode> member : component.properties()) {
        behind += BACKLOG.matcher(member.getKey()).matches() ? member.getValue().asLong() : 0;
      }
    }
    return behind;
  }

  /** How many items a list has, on all its pages. */
  long count(String list) throws IOException {
    long count = 0;
    try (HttpConnection connection = connect()) {
      String cursor = "";
      do {
        JsonNode page = connection.get(list + "?limit=1000" + cursor).json();
        count += page.path("items").size();
        cursor =
            page.path("next_cursor").isTextual()
                ? "&cursor=" + page.path("next_cursor").asText()
                : "";
      } while (!cursor.isEmpty());
    }
    return count;
  }

  private String log() throws IOException {
    List<String> lines = Files.readAllLines(home.resolve("log"));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Stops it gently, and deletes its files. */
  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
