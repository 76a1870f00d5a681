package dev.intentobserve.testkit;

import dev.intentobserve.postgres.EmbeddedPostgres;
import dev.intentobserve.postgres.PostgresAddress;
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
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL with the settings of the product, durability included. {@link #shared} is one
 * server for all tests of a JVM, in which each test class creates its own database; {@link #own} is
 * a server that a fault test may pause and kill.
 */
public final class TestPostgres implements AutoCloseable {
  private static final Duration END_TIMEOUT = Duration.ofSeconds(30);
  private static final AtomicInteger NAMES = new AtomicInteger();

  /** Unpacked once for all test runs on a machine. */
  private static final Path BINARIES =
      Path.of(System.getProperty("java.io.tmpdir"), "intent-observe-test-postgres");

  private static @Nullable TestPostgres shared;

  private final Path home;
  private final EmbeddedPostgres server;

  private TestPostgres(Path home) throws IOException {
    this.home = home;
    this.server = EmbeddedPostgres.openUnwatched(home, BINARIES);
  }

  /** How to reach a database. */
  public record Database(String host, int port, String name, String user, String password) {
    public String jdbcUrl() {
      return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
          .formatted(host, port, name, user, password);
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

  /** A separate server on its own port; to be closed. */
  public static TestPostgres own() {
    try {
      return new TestPostgres(Files.createTempDirectory("intent-observe-test-pg"));
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
    PostgresAddress address = server.superuser();
    return new Database(address.host(), address.port(), name, address.user(), address.password());
  }

  /** Sends SIGSTOP to every process of the server: it keeps its connections and does not answer. */
  public void pause() {
    signal("STOP", processes());
  }

  /** Sends SIGCONT: the server continues. */
  public void resume() {
    signal("CONT", processes());
  }

  /** Sends SIGKILL to every process of the server, and waits until they have ended. */
  public void kill() {
    List<ProcessHandle> processes = processes();
    signal("KILL", processes);
    processes.forEach(TestPostgres::awaitEnd);
  }

  /** CPU time of the processes of the server that run now, on all cores together. */
  public Duration cpuTime() {
    return processes().stream()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Starts the killed server again with the same data and port. */
  public void restart() {
    try {
      server.restart();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the server and deletes its files. */
  @Override
  public synchronized void close() {
    if (!Files.exists(home)) {
      return;
    }
    try {
      server.discard();
      Files.delete(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<ProcessHandle> processes() {
    ProcessHandle postmaster = ProcessHandle.of(server.pid()).orElseThrow();
    List<ProcessHandle> processes = new ArrayList<>(List.of(postmaster));
    postmaster.descendants().forEach(processes::add);
    return processes;
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

  /**
   * Waits until the process is reaped: the lock file of a zombie would make the next start fail.
   */
  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(END_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("process " + process.pid() + " does not end", e);
    }
  }
}
