package dev.intentobserve.store;

import dev.intentobserve.store.Store.InstallationKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Table {@code installation_key}: one row at most, the first to come. Blocking, for the start. */
final class InstallationKeySql {
  private static final String FIND = "select check_value, stored_key from installation_key";

  private static final String CLAIM =
      "insert into installation_key (check_value, stored_key) values (?, ?) on conflict do nothing";

  private static final String FORGET = "update installation_key set stored_key = null";

  private InstallationKeySql() {}

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  static Optional<InstallationKey> find(StoreConfig config) {
    return with(config, InstallationKeySql::find);
  }

  /** Answers what stands, which is what another process claimed where that was faster. */
  static InstallationKey claim(StoreConfig config, InstallationKey key) {
    return with(
        config,
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(CLAIM)) {
            insert.setString(1, key.checkValue());
            set(insert, key.kept());
            insert.executeUpdate();
          }
          return find(connection)
              .orElseThrow(() -> new SQLException("the row that was just written is gone"));
        });
  }

  static void forget(StoreConfig config) {
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

  private static void set(PreparedStatement insert, @Nullable String kept) throws SQLException {
    if (kept == null) {
      insert.setNull(2, Types.VARCHAR);
    } else {
      insert.setString(2, kept);
    }
  }

  private static <T> T with(StoreConfig config, Work<T> work) {
    try (Connection connection = SchemaMigration.dataSource(config).getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The installation key of " + config + " cannot be read or written: " + e.getSQLState(),
          e);
    }
  }
}
