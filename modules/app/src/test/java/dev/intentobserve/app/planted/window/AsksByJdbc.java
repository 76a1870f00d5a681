package dev.intentobserve.app.planted.window;

import java.sql.Connection;
import java.sql.SQLException;

final class AsksByJdbc {
  boolean alive(Connection connection) throws SQLException {
    return connection.isValid(1);
  }
}
