package dev.intentobserve.app.planted.postgres;

import java.sql.Connection;
import java.sql.SQLException;

final class EmbeddedPostgres {
  boolean alive(Connection connection) throws SQLException {
    return connection.isValid(1);
  }
}
