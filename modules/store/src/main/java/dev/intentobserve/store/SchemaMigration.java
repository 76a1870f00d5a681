package dev.intentobserve.store;

import dev.intentobserve.store.sql.DatabaseConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings the schema up to date, and refuses one that was made by a newer program. */
final class SchemaMigration {
  /** The first version with {@code transaction_timeout} and {@code pg_c_utf8}. */
  private static final int OLDEST_SERVER = 17;

  private SchemaMigration() {}

  static void run(DatabaseConfig config) {
    PGSimpleDataSource source = dataSource(config);
    refuseOldServers(source, config);
    Flyway flyway =
        Flyway.configure(SchemaMigration.class.getClassLoader())
            .dataSource(source)
            .locations("classpath:dev/intentobserve/store/migration")
            .loggers("slf4j")
            .connectRetries(0)
            .load();
    try {
      refuseNewerSchema(flyway.info().all(), config);
      flyway.migrate();
    } catch (FlywayException e) {
      throw new IllegalStateException(
          "The schema of " + config + " could not be brought up to date: " + e.getMessage(), e);
    }
  }

  private static void refuseOldServers(PGSimpleDataSource source, DatabaseConfig config) {
    try (Connection connection = source.getConnection()) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST_SERVER) {
        throw new IllegalStateException(
            "%s is PostgreSQL %d. This program needs %d or newer and is tested with 18."
                .formatted(config, version, OLDEST_SERVER));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The database " + config + " cannot be reached: " + e.getMessage(), e);
    }
  }

  private static void refuseNewerSchema(MigrationInfo[] steps, DatabaseConfig config) {
    for (MigrationInfo step : steps) {
      if (step.getState() == MigrationState.FUTURE_SUCCESS
          || step.getState() == MigrationState.FUTURE_FAILED) {
        throw new IllegalStateException(
            "The schema of %s is at version %s, made by a newer program. This program knows versions up to %s. Start the newer program, or restore a backup from before the upgrade."
                .formatted(config, step.getVersion(), newestKnown(steps)));
      }
    }
  }

  private static String newestKnown(MigrationInfo[] steps) {
    return Arrays.stream(steps)
        .filter(step -> step.getState() != MigrationState.FUTURE_SUCCESS)
        .filter(step -> step.getState() != MigrationState.FUTURE_FAILED)
        .map(step -> String.valueOf(step.getVersion()))
        .reduce("0", (older, newer) -> newer);
  }

  static PGSimpleDataSource dataSource(DatabaseConfig config) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {config.host()});
    source.setPortNumbers(new int[] {config.port()});
    source.setDatabaseName(config.database());
    source.setUser(config.user());
    source.setPassword(config.password());
    source.setApplicationName("intent-observe start");
    source.setConnectTimeout((int) Math.max(1, config.connectTimeout().toSeconds()));
    return source;
  }
}
