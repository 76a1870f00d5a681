package dev.intentobserve.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The product as a process of its own, to be killed. */
final class ServiceProcess implements AutoCloseable {
  private static final Duration WAIT_LIMIT = Duration.ofSeconds(60);

  private final Path directory;
  private final int port;
  private final Map<String, String> environment = new TreeMap<>();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(WAIT_LIMIT).build();
  private Process process;

  private ServiceProcess(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /** Prepares, without starting; data and configuration lie under {@code directory}. */
  static ServiceProcess in(Path directory) throws IOException {
    ServiceProcess running = new ServiceProcess(directory, freePort());
    running.with("INTENT_OBSERVE_HTTP_PORT", Integer.toString(running.port));
    running.with("INTENT_OBSERVE_HTTP_METRICS_PORT", Integer.toString(freePort()));
    running.with("INTENT_OBSERVE_DATA_DIR", directory.resolve("data").toString());
    return running;
  }

  ServiceProcess with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Starts it and waits for the banner that names its address. */
  void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "dev.intentobserve.app.Main");
    builder.directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()));
    process = builder.start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains(":" + port)) {
        return;
      }
    }
    throw new IOException("it did not start: " + Files.readString(directory.resolve("log")));
  }

  /** {@code kill -9}, and waits until it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** {@code kill -9} of the embedded PostgreSQL alone. */
  void killDatabase() throws IOException {
    ProcessHandle.of(databasePid()).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** SIGTERM; the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .timeout(WAIT_LIMIT)
            .header("content-type", type)
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).timeout(WAIT_LIMIT).GET().build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** The first {@code count} events of the stream from the beginning of the record. */
  List<String> stream(int count) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/api/v1/events/stream?after=0"))
            .timeout(WAIT_LIMIT)
            .header("accept", "text/event-stream")
            .build();
    try (Stream<String> lines = http.send(request, BodyHandlers.ofLines()).body()) {
      return lines.filter(line -> line.startsWith("id:")).limit(count).toList();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private long databasePid() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().equals("postmaster.pid"))
              .findFirst()
              .orElseThrow();
      return Long.parseLong(Files.readAllLines(file).getFirst().strip());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
