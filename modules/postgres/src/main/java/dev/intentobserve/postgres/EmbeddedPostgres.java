package dev.intentobserve.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server under the data directory: durable, on loopback, with a generated password.
 * It can be opened again after this process or the server was killed. While open, a server that
 * dies is started again on the same port. All methods block.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  static final String SUPERUSER = "postgres";
  private static final String MAINTENANCE = "postgres";
  static final String NAME = "intent_observe";

  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final List<String> DURABILITY_SETTINGS =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private final FileChannel lock;
  private final PostgresFiles files;
  private final PostgresServer server;
  private final PostgresWatchdog watchdog;
  private final String password;
  private final int port;

  private EmbeddedPostgres(FileChannel lock, PostgresFiles files, Path binaries)
      throws IOException {
    this.lock = lock;
    this.files = files;
    this.password = files.choosePassword();
    this.server = new PostgresServer(files, PostgresBinaries.unpack(binaries));
    prepareData();
    server.clearLeftovers();
    this.port = files.choosePort();
    server.start(port);
    this.watchdog = new PostgresWatchdog(server::isRunning, this::restart);
  }

  /**
   * Opens the server under {@code dataDir}, and creates it the first time.
   *
   * @throws IOException if it cannot run or another process uses it; the message says what to do
   */
  public static EmbeddedPostgres open(Path dataDir) throws IOException {
    PostgresFiles files = PostgresFiles.in(dataDir);
    EmbeddedPostgres database = open(files, files.root());
    database.watchdog.start();
    return database;
  }

  /**
   * The same for tests that kill the server: it is only started again by {@link #restart}.
   *
   * @param binaries where the server is unpacked; may be shared by several servers
   */
  public static EmbeddedPostgres openUnwatched(Path dataDir, Path binaries) throws IOException {
    return open(PostgresFiles.in(dataDir), Files.createDirectories(binaries));
  }

  private static EmbeddedPostgres open(PostgresFiles files, Path binaries) throws IOException {
    FileChannel lock = files.lock();
    try {
      EmbeddedPostgres database = new EmbeddedPostgres(lock, files, binaries);
      database.setUp();
      return database;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  public PostgresAddress address() {
    return new PostgresAddress("127.0.0.1", port, NAME, NAME, password);
  }

  /** The maintenance database, as a user who may create databases. */
  public PostgresAddress superuser() {
    return new PostgresAddress("127.0.0.1", port, MAINTENANCE, SUPERUSER, password);
  }

  /** The pid of the server; 0 while none runs. */
  public long pid() {
    return server.postmaster().orElse(0L);
  }

  @Override
  public void close() throws IOException {
    watchdog.stop();
    try {
      if (server.isRunning()) {
        server.stop();
      }
    } finally {
      lock.close();
    }
  }

  /** Closes as fast as possible, and deletes all data; for tests. */
  public void discard() throws IOException {
    watchdog.stop();
    if (server.isRunning()) {
      server.stopAtOnce();
    }
    lock.close();
    PostgresBinaries.delete(files.root());
  }

  private void prepareData() throws IOException {
    Path version = files.data().resolve("PG_VERSION");
    if (!Files.exists(version)) {
      server.initialise();
      return;
    }
    String found = Files.readString(version).strip();
    String own = server.majorVersion();
    if (!found.equals(own)) {
      throw new IOException(
          String.format(
              "%s was created by PostgreSQL %s, but this release contains %s. Dump it with the"
                  + " release that created it, move the directory away, start this release and"
                  + " restore the dump: see docs/operations, Upgrade.",
              files.data(), found, own));
    }
  }

  /** Starts a server that has died again, with the same data and port. */
  public void restart() throws IOException {
    server.clearLeftovers();
    server.start(port);
  }

  /** Runs at every start, because an earlier start may have been interrupted. */
  private void setUp() throws IOException {
    try (Connection connection = source().getConnection()) {
      requireDurable(connection);
      if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?")) {
        createRole(connection);
      }
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?")) {
        execute(connection, "CREATE DATABASE intent_observe OWNER intent_observe");
      }
    } catch (SQLException e) {
      stopAfterFailure(e);
      throw new IOException("The embedded PostgreSQL does not answer: " + e.getMessage(), e);
    } catch (IOException e) {
      stopAfterFailure(e);
      throw e;
    }
  }

  private void stopAfterFailure(Exception failure) {
    try {
      server.stop();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    PostgresAddress address = superuser();
    source.setServerNames(new String[] {address.host()});
    source.setPortNumbers(new int[] {address.port()});
    source.setDatabaseName(address.database());
    source.setUser(address.user());
    source.setPassword(address.password());
    source.setConnectTimeout(10);
    source.setSocketTimeout(30);
    return source;
  }

  /** Also checks that the server on this port uses our data, and is not another one. */
  private void requireDurable(Connection connection) throws SQLException, IOException {
    for (String name : DURABILITY_SETTINGS) {
      if (!setting(connection, name).equals("on")) {
        throw new IOException("The embedded PostgreSQL runs with " + name + " off");
      }
    }
    Path directory = Path.of(setting(connection, "data_directory"));
    if (!Files.isSameFile(directory, files.data())) {
      throw new IOException(
          "Port " + port + " is used by a PostgreSQL with its data in " + directory);
    }
    log.atInfo()
        .addKeyValue("version", setting(connection, "server_version"))
        .addKeyValue("port", port)
        .log("embedded PostgreSQL has started");
  }

  private static String setting(Connection connection, String name) throws SQLException {
    return first(connection, "SELECT current_setting(?)", name).orElseThrow();
  }

  private static boolean exists(Connection connection, String sql) throws SQLException {
    return first(connection, sql, NAME).isPresent();
  }

  /** The server quotes the password, because {@code CREATE ROLE} takes no parameters. */
  private void createRole(Connection connection) throws SQLException {
    String template = "SELECT format('CREATE ROLE intent_observe LOGIN PASSWORD %L', ?::text)";
    execute(connection, first(connection, template, password).orElseThrow());
  }

  /** The first value of the first row; empty without a row. */
  private static Optional<String> first(Connection connection, String sql, String parameter)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, parameter);
      try (ResultSet result = query.executeQuery()) {
        return result.next() ? Optional.of(result.getString(1)) : Optional.empty();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
