package dev.intentobserve.app.planted.api;

import java.sql.Connection;
import java.sql.SQLException;

final class UsesJdbc {
  boolean alive(Connection connection) throws SQLException {
    return connection.isValid(1);
  }
}
