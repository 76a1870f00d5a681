package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.PeerPrograms.ProgramOutput;
import dev.intentobserve.testkit.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the image would run, run here: the parts put together by the same script, on the runtime it
 * makes, with the entry point and the environment of the Dockerfile, as a user who may write
 * nowhere. Needs the program packaged ({@code make package}), and setpriv where it is started by
 * root.
 */
@Tag("peer")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImagePeerTest {
  private static final String KEY = "a key for the test";

  @TempDir static Path directory;
  private static Path image;
  private static Path work;
  private static DockerfileReader dockerfile;

  @BeforeAll
  static void assemble() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path built = Path.of("target/intent-observe");
    assertThat(built.resolve("app.jar")).as("first: make package").exists();
    image = directory.resolve("image");
    work = Files.createDirectory(directory.resolve("work"));
    dockerfile = DockerfileReader.read().image();
    String script = DockerfileReader.ROOT.resolve("infra/image/assemble").toRealPath().toString();
    ProgramOutput said =
        PeerPrograms.run(directory, "", script, built.toRealPath().toString(), image.toString());
    assertThat(said.code()).as(said.text()).isZero();
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("r-xr-xr-x"));
  }

  @Test
  void withoutDatabase_itSaysWhatToSet() throws Exception {
    Process process = start(Map.of());
    assertThat(process.waitFor()).isEqualTo(12);
    assertThat(log())
        .contains("database.url or database.host: neither is set")
        .contains("database.password_file");
  }

  @Test
  void withDatabase_itIngestsEvents_servesMetrics_andStopsOnSigterm() throws Exception {
    int port = PeerPrograms.freePort();
    int metrics = PeerPrograms.freePort();
    Process process = start(environment(port, metrics));
    try {
      awaitBanner(process, port);
      assertThat(
              send(post(port, "{\"event_type\":\"intent.proposed\",\"intent_id\":\"INT-001\"}"))
                  .body())
          .contains("\"stored\":1");
      assertThat(
              send(get(metrics, "/metrics").header("Authorization", "Bearer " + KEY).build())
                  .body())
          .contains("intent_observe_", "process_cpu_usage");
      for (int each : List.of(port, metrics)) {
        assertThat(send(get(each, "/metrics").build()).statusCode()).isEqualTo(401);
      }
      assertThat(healthcheck(metrics).code()).isZero();
      assertThat(healthcheck(PeerPrograms.freePort()).code()).isNotZero();
    } finally {
      process.destroy();
    }
    assertThat(process.waitFor()).as(log()).isZero();
    assertThat(log()).doesNotContain("WARN", "ERROR");
  }

  private static Map<String, String> environment(int port, int metrics) throws IOException {
    TestPostgres.Database database = TestPostgres.shared().create();
    Path password = Files.writeString(directory.resolve("password"), database.password() + "\n");
    Path key = Files.writeString(directory.resolve("key"), KEY + "\n");
    Path identity = Files.writeString(directory.resolve("identity"), "5a".repeat(32) + "\n");
    Map<String, String> environment = new TreeMap<>();
    environment.put("INTENT_OBSERVE_HTTP_PORT", Integer.toString(port));
    environment.put("INTENT_OBSERVE_HTTP_METRICS_PORT", Integer.toString(metrics));
    environment.put("INTENT_OBSERVE_DATABASE_HOST", database.host());
    environment.put("INTENT_OBSERVE_DATABASE_PORT", Integer.toString(database.port()));
    environment.put("INTENT_OBSERVE_DATABASE_NAME", database.name());
    environment.put("INTENT_OBSERVE_DATABASE_USER", database.user());
    environment.put("INTENT_OBSERVE_DATABASE_PASSWORD_FILE", password.toString());
    environment.put("INTENT_OBSERVE_IDENTITY_KEY_FILE", identity.toString());
    environment.put("INTENT_OBSERVE_AUTH_KEYS_0_NAME", "test");
    environment.put("INTENT_OBSERVE_AUTH_KEYS_0_KEY_FILE", key.toString());
    environment.put("INTENT_OBSERVE_AUTH_KEYS_0_ROLE", "admin");
    return environment;
  }

  private static Process start(Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>(asNobody());
    for (String word : dockerfile.entrypoint()) {
      command.add(word.replace("/opt/intent-observe", image.resolve("intent-observe").toString()));
    }
    command.set(command.indexOf("java"), image.resolve("java/bin/java").toString());
    ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
    builder.environment().clear();
    builder.environment().putAll(dockerfile.pairs("ENV"));
    builder.environment().putAll(environment);
    return builder.redirectError(directory.resolve("log").toFile()).start();
  }

  /** The image's user, where we may become it. */
  private static List<String> asNobody() {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    String[] user = dockerfile.only("USER").split(":");
    return List.of(
        "setpriv", "--reuid=" + user[0], "--regid=" + user[1], "--clear-groups", "--no-new-privs");
  }

  private static void awaitBanner(Process process, int port) throws IOException {
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains(":" + port)) {
        return;
      }
    }
    throw new AssertionError(log());
  }

  private static ProgramOutput healthcheck(int metrics) throws Exception {
    return PeerPrograms.run(
        directory,
        "",
        "env",
        "INTENT_OBSERVE_HTTP_METRICS_PORT=" + metrics,
        image.resolve("intent-observe/healthcheck").toString());
  }

  private static String log() throws IOException {
    return Files.readString(directory.resolve("log"));
  }

  private static HttpRequest post(int port, String body) {
    return get(port, "/api/v1/events")
        .header("Authorization", "Bearer " + KEY)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static HttpRequest.Builder get(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
