package dev.intentobserve.app;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Programs of others that ours has to get along with, as installed on this machine. Their state can
 * only be asked for, so this is the one place where tests ask again until a deadline.
 */
public final class PeerPrograms {
  private static final Duration WAIT_LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private PeerPrograms() {}

  /** What a program said, in whichever stream, and how it ended. */
  public record ProgramOutput(int code, String text) {}

  /** A program that runs until it is closed. */
  public record Peer(Process process, int port, Path log) implements AutoCloseable {
    URI uri(String path) {
      return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  /** Runs a program to its end. */
  public static ProgramOutput run(Path directory, String input, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "said", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(WAIT_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command[0] + " does not come to an end");
    }
    return new ProgramOutput(process.exitValue(), Files.readString(output));
  }

  /** A Prometheus with this configuration, on a port nobody uses, once it is ready. */
  public static Peer prometheus(Path directory, String config, String... more) throws Exception {
    int port = freePort();
    Files.writeString(directory.resolve("prometheus.yml"), config);
    ProcessBuilder builder =
        new ProcessBuilder(
            "prometheus",
            "--config.file=prometheus.yml",
            "--storage.tsdb.path=tsdb",
            "--web.listen-address=127.0.0.1:" + port);
    builder.command().addAll(List.of(more));
    Path log = directory.resolve("prometheus.log");
    Process process =
        builder
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Peer peer = new Peer(process, port, log);
    try {
      until(peer, "/-/ready", answer -> answer.statusCode() == 200);
      return peer;
    } catch (AssertionError never) {
      peer.close();
      throw never;
    }
  }

  /**
   * The first answer that will do.
   *
   * @throws AssertionError with the last answer and the peer's own words after a minute without one
   */
  public static HttpResponse<String> until(
      Peer peer, String path, Predicate<HttpResponse<String>> enough) throws Exception {
    long deadline = System.nanoTime() + WAIT_LIMIT.toNanos();
    String last = "no answer";
    try (HttpClient client = HttpClient.newHttpClient();
        ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor()) {
      while (System.nanoTime() < deadline && peer.process().isAlive()) {
        Optional<HttpResponse<String>> answer =
            turns
                .schedule(
                    () -> ask(client, peer.uri(path)), PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                .get();
        if (answer.filter(enough).isPresent()) {
          return answer.get();
        }
        last = answer.map(HttpResponse::body).orElse(last);
      }
    }
    throw new AssertionError(path + ": " + last + "\n" + Files.readString(peer.log()));
  }

  private static Optional<HttpResponse<String>> ask(HttpClient client, URI uri)
      throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
      return Optional.of(client.send(request, BodyHandlers.ofString()));
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
