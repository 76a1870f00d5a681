package dev.intentobserve.store;

import dev.intentobserve.store.Store.InstallationKey;
import dev.intentobserve.store.sql.DatabaseConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code installation_key}, which has one row at most. Blocking, because only start-up uses
 * it.
 */
final class InstallationKeySql {
  private static final String FIND = "select check_value, stored_key from installation_key";

  private static final String CLAIM =
      "insert into installation_key (check_value, stored_key) values (?, ?) on conflict do nothing";

  private static final String FORGET = "update installation_key set stored_key = null";

  private InstallationKeySql() {}

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  static Optional<InstallationKey> find(DatabaseConfig config) {
    return with(config, InstallationKeySql::find);
  }

  /** Returns the key of another process if that was faster. */
  static InstallationKey claim(DatabaseConfig config, InstallationKey key) {
    return with(
        config,
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(CLAIM)) {
            insert.setString(1, key.checkValue());
            setStoredKey(insert, key.storedKey());
            insert.executeUpdate();
          }
          return find(connection)
              .orElseThrow(() -> new SQLException("the row just written is missing"));
        });
  }

  static void forget(DatabaseConfig config) {
    with(
        config,
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(FORGET)) {
            return update.executeUpdate();
          }
        });
  }

  private static Optional<InstallationKey> find(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FIND);
        ResultSet row = query.executeQuery()) {
      return row.next()
          ? Optional.of(new InstallationKey(row.getString(1), row.getString(2)))
          : Optional.empty();
    }
  }

  private static void setStoredKey(PreparedStatement insert, @Nullable String storedKey)
      throws SQLException {
    if (storedKey == null) {
      insert.setNull(2, Types.VARCHAR);
    } else {
      insert.setString(2, storedKey);
    }
  }

  private static <T> T with(DatabaseConfig config, Work<T> work) {
    try (Connection connection = SchemaMigration.dataSource(config).getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The installation key of " + config + " cannot be read or written: " + e.getSQLState(),
          e);
    }
  }
}
