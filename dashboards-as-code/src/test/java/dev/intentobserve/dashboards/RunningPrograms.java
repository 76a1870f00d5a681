package dev.intentobserve.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Programs that run while a test does. Their state can only be asked for, so this is the one place
 * where tests of dashboards ask again until a deadline.
 */
final class RunningPrograms {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RunningPrograms() {}

  /** A program that runs until it is closed. */
  record Peer(Process process, int port, Path log) implements AutoCloseable {
    /** What it answers, or an empty node. */
    JsonNode get(String path) throws IOException, InterruptedException {
      try (HttpClient client = HttpClient.newHttpClient()) {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        return answer.body().startsWith("{") ? MAPPER.readTree(answer.body()) : MAPPER.nullNode();
      }
    }

    /** The series that a Prometheus has for a query, now. */
    JsonNode query(String promql) throws IOException, InterruptedException {
      String query = URLEncoder.encode(promql, StandardCharsets.UTF_8);
      JsonNode answer = get("/api/v1/query?query=" + query);
      if (!answer.path("status").asText().equals("success")) {
        throw new AssertionError(promql + ": " + answer.path("error").asText());
      }
      return answer.at("/data/result");
    }

    @Override
    public void close() {
      // First as one asks a program to end: ours takes its database with it.
      process.destroy();
      process.onExit().join();
    }
  }

  /** A program that listens on a port. */
  static Peer start(Path home, int port, Map<String, String> environment, List<String> command)
      throws IOException {
    Path log = home.resolve("log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    builder.environment().putAll(environment);
    return new Peer(
        builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), port, log);
  }

  /** The first answer that will do. */
  static JsonNode until(Peer peer, String path, Predicate<JsonNode> enough) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    JsonNode last = MAPPER.nullNode();
    try (ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor()) {
      while (System.nanoTime() < deadline && peer.process().isAlive()) {
        last = turns.schedule(() -> ask(peer, path), PAUSE.toMillis(), TimeUnit.MILLISECONDS).get();
        if (enough.test(last)) {
          return last;
        }
      }
    }
    throw new AssertionError(path + ": " + last + "\n" + Files.readString(peer.log()));
  }

  private static JsonNode ask(Peer peer, String path) throws InterruptedException {
    try {
      return peer.get(path);
    } catch (IOException notThere) {
      return MAPPER.nullNode();
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
