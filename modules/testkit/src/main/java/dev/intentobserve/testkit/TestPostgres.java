package dev.intentobserve.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL with durable settings. {@link #shared} is one server for all tests of a JVM,
 * where each test class makes its own database; {@link #own} is a server that a fault test may
 * pause and kill.
 */
public final class TestPostgres implements AutoCloseable {
  private static final Duration START_WAIT = Duration.ofSeconds(30);
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static @Nullable TestPostgres shared;

  private final Path home;
  private final int port;
  private EmbeddedPostgres server;

  private TestPostgres(Path home, int port) {
    this.home = home;
    this.server = start(home, port);
    this.port = server.getPort();
    assertDurable();
  }

  /**
   * How to reach a database; the server trusts everyone on loopback.
   *
   * @param password any
   */
  public record Database(String host, int port, String name, String user, String password) {
    public String jdbcUrl() {
      return "jdbc:postgresql://" + host + ":" + port + "/" + name + "?user=" + user;
    }

    /** Runs one statement outside of any transaction. */
    public void execute(String sql) {
      try (Connection connection = DriverManager.getConnection(jdbcUrl());
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }

    /** The first column of the first row as text; null for SQL's null. */
    public @Nullable String value(String sql) {
      try (Connection connection = DriverManager.getConnection(jdbcUrl());
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        rows.next();
        return rows.getString(1);
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }
  }

  /** The server of this JVM; it stops with the JVM. */
  public static synchronized TestPostgres shared() {
    TestPostgres server = shared;
    if (server == null) {
      TestPostgres started = own();
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      server = started;
      shared = started;
    }
    return server;
  }

  /** A server of its own, on a port of its own; to be closed. */
  public static TestPostgres own() {
    try {
      return new TestPostgres(Files.createTempDirectory("intent-observe-test-pg"), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new, empty database. */
  public Database create() {
    String name = "test_" + NAMES.incrementAndGet();
    database("postgres").execute("create database " + name);
    return database(name);
  }

  public Database database(String name) {
    return new Database("127.0.0.1", port, name, "postgres", "postgres");
  }

  /** SIGSTOP to every process of the server: it holds its connections and answers nothing. */
  public void pause() {
    signal("STOP", processes());
  }

  /** SIGCONT: the server goes on where it stood. */
  public void resume() {
    signal("CONT", processes());
  }

  /** {@code kill -9} of every process of the server, and waits until they are gone. */
  public void kill() {
    List<ProcessHandle> processes = processes();
    signal("KILL", processes);
    processes.forEach(TestPostgres::awaitEnd);
  }

  /** What the processes of the server that run now have used of all cores together. */
  public Duration cpuTime() {
    return processes().stream()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Starts the killed server again on the same files and port. */
  public void restart() {
    stop(); // the library holds a lock file until told that its server is gone
    server = start(home, port);
  }

  /** Stops the server and forgets its files. */
  @Override
  public synchronized void close() {
    if (!Files.exists(home)) {
      return;
    }
    stop();
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddedPostgres start(Path home, int port) {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(home.resolve("data"))
          .setCleanDataDirectory(false)
          .setPort(port)
          .setPGStartupWait(START_WAIT)
          .setLocaleConfig("encoding", "UTF8")
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("full_page_writes", "on")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The library turns durability off by default; a test that passes that way proves nothing. */
  private void assertDurable() {
    for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      String value = database("postgres").value("select current_setting('" + setting + "')");
      if (!"on".equals(value)) {
        throw new IllegalStateException(setting + " is " + value);
      }
    }
  }

  private List<ProcessHandle> processes() {
    try {
      long pid =
          Long.parseLong(
              Files.readAllLines(home.resolve("data/postmaster.pid")).getFirst().strip());
      ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
      List<ProcessHandle> processes = new ArrayList<>(List.of(postmaster));
      postmaster.descendants().forEach(processes::add);
      return processes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void signal(String name, List<ProcessHandle> processes) {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    try {
      new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A zombie's lock file makes the next start refuse, so this waits until it is reaped. */
  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(START_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      throw new IllegalStateException("process " + process.pid() + " does not end", e);
    }
  }
}
