package dev.intentobserve.tests.bench;

import dev.intentobserve.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The peer of single events: connections that insert a row of the same size into a table with a
 * primary key, and commit it; what {@code pgbench -c 64} does with such a script.
 */
final class RowCommits implements LoadGenerator.Target {
  private final TestPostgres.Database database;
  private final AtomicLong ids = new AtomicLong();

  RowCommits(TestPostgres.Database database) {
    this.database = database;
    database.execute("create table peer (id bigint primary key, body bytea not null)");
  }

  @Override
  public LoadGenerator.Sender connect() throws SQLException {
    Connection connection = DriverManager.getConnection(database.jdbcUrl());
    PreparedStatement insert = connection.prepareStatement("insert into peer values (?, ?)");
    return new LoadGenerator.Sender() {
      @Override
      public void send(byte[] body) throws SQLException {
        insert.setLong(1, ids.incrementAndGet());
        insert.setBytes(2, body);
        insert.executeUpdate();
      }

      @Override
      public void close() throws SQLException {
        connection.close();
      }
    };
  }

  void requireCount(long expected) {
    CheckFailedException.require(
        "rows of the peer", expected, BenchServer.number(database, "select count(*) from peer"));
  }
}
