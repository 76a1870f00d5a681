package dev.intentobserve.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the PostgreSQL programs on one data directory, and cleans up after earlier runs of the
 * program or the server that were killed.
 */
final class PostgresServer {
  private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
  private static final Duration PROGRAM_LIMIT = Duration.ofSeconds(60);
  private static final Duration LEFTOVER_LIMIT = Duration.ofSeconds(10);

  /** Durability is set explicitly, whatever the defaults of a release are. */
  private static final List<String> SETTINGS =
      List.of(
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "recovery_init_sync_method=syncfs",
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "timezone=UTC",
          "log_timezone=UTC");

  private final PostgresFiles files;
  private final Path home;
  private final boolean root;

  PostgresServer(PostgresFiles files, Path home) throws IOException {
    this.files = files;
    this.home = home;
    this.root = Integer.valueOf(0).equals(Files.getAttribute(files.root(), "unix:uid"));
  }

  /** For example {@code 18} from {@code postgres (PostgreSQL) 18.4}. */
  String majorVersion() throws IOException {
    String answer = run("postgres", "--version");
    return answer.replaceAll("^.*PostgreSQL\\) ", "").replaceAll("\\D.*$", "").strip();
  }

  /** Creates the data directory, all or nothing. */
  void initialise() throws IOException {
    PostgresBinaries.delete(files.incompleteData());
    run(
        "initdb",
        "--pgdata=" + files.incompleteData(),
        "--username=" + EmbeddedPostgres.SUPERUSER,
        "--pwfile=" + files.password(),
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8");
    Files.move(files.incompleteData(), files.data());
  }

  /** Returns when the server accepts connections. */
  void start(int port) throws IOException {
    files.rotateLog();
    StringBuilder options = new StringBuilder("-p " + port);
    SETTINGS.forEach(setting -> options.append(" -c ").append(setting));
    run(
        "pg_ctl",
        "start",
        "-w",
        "-t",
        "30",
        "-D",
        files.data().toString(),
        "-l",
        files.log().toString(),
        "-o",
        options.toString());
  }

  /** Rolls open transactions back, writes a checkpoint, and stops. */
  void stop() throws IOException {
    stop("fast");
  }

  /** Stops without a checkpoint: a later start would have to recover. */
  void stopAtOnce() throws IOException {
    stop("immediate");
  }

  private void stop(String mode) throws IOException {
    run("pg_ctl", "stop", "-w", "-t", "30", "-m", mode, "-D", files.data().toString());
  }

  boolean isRunning() {
    return postmaster().filter(this::isOurs).isPresent();
  }

  /**
   * Stops a server whose program was killed, and waits for backends whose server was killed. A pid
   * file that is left after that belongs to a zombie or, after a restart of the machine, to an
   * unrelated process, and would keep PostgreSQL from starting.
   */
  void clearLeftovers() throws IOException {
    if (isRunning()) {
      log.atWarn().addKeyValue("pid", postmaster().orElse(0L)).log("stopping leftover PostgreSQL");
      stop();
    }
    awaitProcessesEnd();
    if (Files.deleteIfExists(pidFile())) {
      log.atWarn().log("removed the pid file of a PostgreSQL that was killed");
    }
  }

  /** The pid of the server according to its pid file. */
  Optional<Long> postmaster() {
    try (Stream<String> lines = Files.lines(pidFile())) {
      return lines.findFirst().map(line -> Long.parseLong(line.strip()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Path pidFile() {
    return files.data().resolve("postmaster.pid");
  }

  /** Every process of a server has its data directory as working directory; a zombie has none. */
  private boolean isOurs(long pid) {
    try {
      return Files.isSameFile(Path.of("/proc/" + pid + "/cwd"), files.data());
    } catch (IOException e) {
      return false;
    }
  }

  private void awaitProcessesEnd() throws IOException {
    long deadline = System.nanoTime() + LEFTOVER_LIMIT.toNanos();
    while (ProcessHandle.allProcesses().map(ProcessHandle::pid).anyMatch(this::isOurs)) {
      if (System.nanoTime() > deadline) {
        throw new IOException("Processes of an earlier PostgreSQL still use " + files.data());
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for PostgreSQL", e);
    }
  }

  /**
   * PostgreSQL refuses to run as root. In a user namespace it is not root, and the files still
   * belong to root outside of it.
   */
  private String run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(root ? List.of("unshare", "-U") : List.of());
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(files.root(), program, ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      await(process, program, output);
      return Files.readString(output);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private void await(Process process, String program, Path output) throws IOException {
    try {
      if (!process.waitFor(PROGRAM_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException(program + " did not end within " + PROGRAM_LIMIT.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for " + program, e);
    }
    if (process.exitValue() != 0) {
      throw new IOException(program + " failed: " + tail(Files.readString(output)) + tailOfLog());
    }
  }

  private String tailOfLog() throws IOException {
    return Files.exists(files.log()) ? " | " + tail(Files.readString(files.log())) : "";
  }

  private static String tail(String text) {
    List<String> lines = text.strip().lines().toList();
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
  }
}
