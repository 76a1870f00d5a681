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
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own under the data directory: durable, on loopback, behind a password nobody
 * has to know. Survives the sudden end of this process and of its own; while open, a server that
 * dies is started again on the same port. All methods block.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  static final String SUPERUSER = "postgres";
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

  private EmbeddedPostgres(FileChannel lock, PostgresFiles files) throws IOException {
    this.lock = lock;
    this.files = files;
    this.password = files.choosePassword();
    this.server = new PostgresServer(files, PostgresBinaries.unpack(files.root()));
    prepareData();
    server.clearLeftovers();
    this.port = files.choosePort();
    server.start(port);
    this.watchdog = new PostgresWatchdog(server::isRunning, this::restart);
  }

  /**
   * Opens what lies under {@code dataDir}, making it the first time.
   *
   * @throws IOException when it cannot run or another process uses it; the message says what to do
   */
  public static EmbeddedPostgres open(Path dataDir) throws IOException {
    PostgresFiles files = PostgresFiles.in(dataDir);
    FileChannel lock = files.lock();
    try {
      EmbeddedPostgres database = new EmbeddedPostgres(lock, files);
      database.setUp();
      database.watchdog.start();
      return database;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  public PostgresAddress address() {
    return new PostgresAddress("127.0.0.1", port, NAME, NAME, password);
  }

  /** The pid of the server; 0 while there is none. */
  long pid() {
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

  private void prepareData() throws IOException {
    Path version = files.data().resolve("PG_VERSION");
    if (!Files.exists(version)) {
      server.initialise();
      return;
    }
    String made = Files.readString(version).strip();
    String ours = server.majorVersion();
    if (!made.equals(ours)) {
      throw new IOException(
          String.format(
              "%s was made by PostgreSQL %s, this release brings %s. Dump it with the release that"
                  + " made it, move the directory away, start this one and restore the dump: see"
                  + " docs/operations, Upgrade.",
              files.data(), made, ours));
    }
  }

  private void restart() throws IOException {
    server.clearLeftovers();
    server.start(port);
  }

  /** What every start makes sure of, because an earlier one may have been cut short. */
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
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName("postgres");
    source.setUser(SUPERUSER);
    source.setPassword(password);
    source.setConnectTimeout(10);
    source.setSocketTimeout(30);
    return source;
  }

  /** Also makes sure that it is our server that listens there, and not somebody else's. */
  private void requireDurable(Connection connection) throws SQLException, IOException {
    for (String name : DURABILITY_SETTINGS) {
      if (!setting(connection, name).equals("on")) {
        throw new IOException("The embedded PostgreSQL runs with " + name + " off");
      }
    }
    Path directory = Path.of(setting(connection, "data_directory"));
    if (!Files.isSameFile(directory, files.data())) {
      throw new IOException("Port " + port + " belongs to a PostgreSQL on " + directory);
    }
    log.atInfo()
        .addKeyValue("version", setting(connection, "server_version"))
        .addKeyValue("port", port)
        .log("embedded PostgreSQL is up");
  }

  private static String setting(Connection connection, String name) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT current_setting(?)")) {
      query.setString(1, name);
      try (ResultSet result = query.executeQuery()) {
        result.next();
        return result.getString(1);
      }
    }
  }

  private static boolean exists(Connection connection, String sql) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, NAME);
      try (ResultSet result = query.executeQuery()) {
        return result.next();
      }
    }
  }

  /** The server quotes the password: a statement like this takes no parameters. */
  private void createRole(Connection connection) throws SQLException {
    String template = "SELECT format('CREATE ROLE intent_observe LOGIN PASSWORD %L', ?::text)";
    try (PreparedStatement query = connection.prepareStatement(template)) {
      query.setString(1, password);
      try (ResultSet result = query.executeQuery()) {
        result.next();
        execute(connection, result.getString(1));
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
