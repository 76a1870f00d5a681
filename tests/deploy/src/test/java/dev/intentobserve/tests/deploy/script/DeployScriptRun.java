package dev.intentobserve.tests.deploy.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The deploying scripts in a project of their own, with a PATH of fakes that note how they were
 * called. Nothing else is on that PATH but the plain tools that the scripts may use.
 */
final class DeployScriptRun {
  /** What one call of the script came to. */
  record Result(int exitCode, String out) {}

  private static final List<String> TOOLS =
      List.of(
          "bash",
          "sh",
          "env",
          "awk",
          "cat",
          "chmod",
          "cut",
          "dirname",
          "find",
          "grep",
          "head",
          "mkdir",
          "mv",
          "ps",
          "rm",
          "sed",
          "sha256sum",
          "shasum",
          "sleep",
          "sort",
          "tail",
          "tr",
          "uname",
          "xargs");
  private static final List<String> SCRIPTS =
      List.of(
          "bin/deploy",
          "infra/cloud/phase1.sh",
          "infra/compose/phase2.sh",
          "infra/helm/phase3.sh",
          "dashboards-as-code/src/main/java/dev/intentobserve/dashboards/deploy/Images.java");

  private final Path root;
  private final Path fakes;
  private final Path calls;
  final Map<String, String> environment = new TreeMap<>();
  final int healthPort = freePort();
  final int apiPort = freePort();

  DeployScriptRun(Path folder) throws IOException {
    this.root = folder.resolve("project");
    this.fakes = Files.createDirectories(folder.resolve("fakes"));
    this.calls = Files.createFile(folder.resolve("calls"));
    Path tools = tools();
    for (String script : SCRIPTS) {
      Path copy = root.resolve(script);
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of("../..").resolve(script), copy);
      executable(copy);
    }
    environment.put("PATH", fakes + File.pathSeparator + tools);
    environment.put("INTENT_OBSERVE_HTTP_PORT", String.valueOf(apiPort));
    environment.put("INTENT_OBSERVE_HTTP_METRICS_PORT", String.valueOf(freePort()));
    file("modules/app/target/intent-observe/app.jar", "the service, 1");
    file("bin/find-jdk", "#!/bin/sh\necho '" + fakes + "/jdk'\n");
    executable(root.resolve("bin/find-jdk"));
    fake("make", "");
    fake(
        "jdk/bin/java",
        "case $* in\n*-jar*) exit \"${FAKE_EXIT:-0}\" ;;\n"
            + "*--print-config*) echo \"http.port: $CONFIGURED  # file:1\"; exit ;;\nesac\n"
            + healthy("${CONFIGURED:-" + apiPort + "}"));
  }

  Result up(int phase) throws IOException, InterruptedException {
    return run("up", String.valueOf(phase));
  }

  Result down(int phase) throws IOException, InterruptedException {
    return run("down", String.valueOf(phase));
  }

  /** Standard output and error as one text, as somebody at a terminal sees it. */
  Result run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(root.getParent(), "out", "");
    ProcessBuilder builder = new ProcessBuilder(root.resolve("bin/deploy").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().putAll(environment);
    // Into a file: what runs on in the background may not hold a pipe of ours.
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .directory(root.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("does not end: " + Files.readString(out));
    }
    return new Result(process.exitValue(), Files.readString(out));
  }

  /** How the fakes were called since the last time, paths seen from the project. */
  List<String> calls() throws IOException {
    List<String> lines =
        Files.readAllLines(calls).stream()
            .map(line -> line.replace(root + "/", "").replace(" " + root, " ."))
            .toList();
    Files.writeString(calls, "");
    return lines;
  }

  /** A program on the PATH: notes its call, then does what {@code body} says. */
  void fake(String name, String body) throws IOException {
    Path file = fakes.resolve(name);
    Files.createDirectories(file.getParent());
    String program = Path.of(name).getFileName().toString();
    Files.writeString(
        file, "#!/bin/sh\necho \"" + program + " $*\" >>'" + calls + "'\n" + body + "\n");
    executable(file);
  }

  void fakeCollector() throws IOException {
    fakeCollector("0.159.0");
  }

  void fakeCollector(String version) throws IOException {
    fake(
        "otelcol-contrib",
        "case $1 in --version) echo 'otelcol-contrib version "
            + version
            + "'; exit ;; validate) exit ;; esac\n"
            + healthy(String.valueOf(healthPort)));
    file(
        "infra/cloud/otelcol.yaml",
        "extensions:\n  health_check:\n    endpoint: \"127.0.0.1:" + healthPort + "\"\n");
  }

  /** Notes its environment beside the calls and serves health. */
  private String healthy(String port) {
    return "env >'%s'.env.%s\nexec '%s' -Xshare:auto -XX:TieredStopAtLevel=1 -cp '%s' %s %s"
        .formatted(
            calls,
            port,
            Path.of(System.getProperty("java.home"), "bin", "java"),
            Path.of("target/test-classes").toAbsolutePath(),
            FakeHealthServer.class.getName(),
            port);
  }

  /** The environment of what listens on the port. */
  String environmentOf(int port) throws IOException {
    return Files.readString(Path.of(calls + ".env." + port));
  }

  void file(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  String read(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
  }

  boolean has(String path) {
    return Files.exists(root.resolve(path));
  }

  /** Whether any file of the project holds the text. */
  boolean mentions(String text) throws IOException {
    for (String path : tree()) {
      if (new String(Files.readAllBytes(root.resolve(path)), UTF_8).contains(text)) {
        return true;
      }
    }
    return false;
  }

  List<String> tree() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** Ends what a failed test may have left running. */
  void end() throws IOException {
    for (String name : List.of("service", "otelcol")) {
      Path file = root.resolve("data/phase1/" + name + ".pid");
      if (Files.exists(file)) {
        long pid = Long.parseLong(Files.readAllLines(file).getFirst());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A folder with nothing but the plain tools; the same for every test. */
  private static Path tools() throws IOException {
    Path tools = Files.createDirectories(Path.of("target/plain-tools").toAbsolutePath());
    for (String tool : TOOLS) {
      for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
        Path found = Path.of(folder, tool);
        if (Files.isExecutable(found) && Files.notExists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), found);
        }
      }
    }
    return tools;
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
