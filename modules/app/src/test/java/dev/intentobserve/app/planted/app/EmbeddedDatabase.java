package dev.intentobserve.app.planted.app;

import java.sql.Connection;
import java.sql.SQLException;

final class EmbeddedDatabase {
  boolean alive(Connection connection) throws SQLException {
    return connection.isValid(1);
  }
}
