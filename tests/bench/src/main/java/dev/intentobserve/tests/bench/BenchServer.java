package dev.intentobserve.tests.bench;

import dev.intentobserve.store.Store;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.testkit.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The PostgreSQL server of all scenarios and all peers, durable as the product runs it. */
final class BenchServer implements AutoCloseable {
  private static final String RECORD = "event";
  private static final String COLUMNS =
      "select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute"
          + " where attrelid = '"
          + RECORD
          + "'::regclass and attnum > 0 and not attisdropped and attgenerated = ''";

  private final TestPostgres server;
  private final TestPostgres.Database maintenance;
  private final boolean hasStatements;

  BenchServer(boolean statements) {
    server = TestPostgres.shared();
    maintenance = server.database("postgres");
    hasStatements = statements && Profile.isAvailable(maintenance);
    if (hasStatements) {
      maintenance.execute("alter system set shared_preload_libraries = 'pg_stat_statements'");
      server.kill();
      server.restart();
    }
    for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
      if (!value(maintenance, "show " + setting).equals("on")) {
        throw new IllegalStateException(setting + " is off");
      }
    }
  }

  /** Whether it records how long statements take. */
  boolean hasStatements() {
    return hasStatements;
  }

  TestPostgres.Database maintenance() {
    return maintenance;
  }

  /** A new database without tables; nothing else is dirty in the server's memory. */
  TestPostgres.Database empty() {
    TestPostgres.Database database = server.create();
    maintenance.execute("checkpoint");
    return database;
  }

  /** A new database with the product's tables. */
  TestPostgres.Database migrated() {
    TestPostgres.Database database = server.create();
    Store.migrate(
        StoreConfig.DEFAULT.at(
            database.host(),
            database.port(),
            database.name(),
            database.user(),
            database.password()));
    maintenance.execute("checkpoint");
    return database;
  }

  void drop(TestPostgres.Database database) {
    maintenance.execute("drop database " + database.name() + " with (force)");
  }

  /** CPU time of all processes of the server since it started. */
  Duration cpu() throws IOException {
    return CpuTime.withChildren(pid());
  }

  private long pid() {
    return Long.parseLong(
        value(maintenance, "select split_part(pg_read_file('postmaster.pid'), chr(10), 1)"));
  }

  /** Bytes of write-ahead log written since the server was created. */
  long wal() {
    return number(maintenance, "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')");
  }

  String version() {
    return value(maintenance, "show server_version");
  }

  /** Bytes of all tables with their indexes. */
  static long tables(TestPostgres.Database database) {
    return number(
        database,
        "select sum(pg_total_relation_size(oid)) from pg_class"
            + " where relkind in ('r', 'm') and relnamespace = 'public'::regnamespace");
  }

  static long size(TestPostgres.Database database) {
    return number(database, "select pg_database_size(current_database())");
  }

  /** Writes the record as COPY reads it. */
  static void dump(TestPostgres.Database database, Path file) throws IOException, SQLException {
    String query =
        "copy (select %s from %s order by seq) to stdout".formatted(columns(database), RECORD);
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
        OutputStream out = Files.newOutputStream(file)) {
      copyManager(connection).copyOut(query, out);
    }
  }

  /** Loads a dump in one statement, as {@code \copy} does; returns the number of rows. */
  static long copy(TestPostgres.Database database, Path file) throws IOException, SQLException {
    String statement = "copy %s (%s) from stdin".formatted(RECORD, columns(database));
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
        InputStream in = Files.newInputStream(file)) {
      return copyManager(connection).copyIn(statement, in, 1 << 16);
    }
  }

  private static String columns(TestPostgres.Database database) {
    return value(database, COLUMNS);
  }

  private static CopyManager copyManager(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  static long number(TestPostgres.Database database, String sql) {
    return (long) Double.parseDouble(value(database, sql));
  }

  static String value(TestPostgres.Database database, String sql) {
    return Objects.requireNonNull(database.value(sql), sql);
  }

  @Override
  public void close() {
    server.close();
  }
}
