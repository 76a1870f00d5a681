package dev.intentobserve.app;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.postgres.EmbeddedPostgres;
import dev.intentobserve.postgres.PostgresAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database in use: the embedded one, or the configured one once it listens.
 *
 * @param server the embedded one
 */
record OpenDatabase(AppConfig.Database address, @Nullable EmbeddedPostgres server)
    implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OpenDatabase.class);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final Duration RETRY_DELAY = Duration.ofMillis(500);
  private static final int ATTEMPTS_PER_LOG_LINE = 10;

  /**
   * Starts or waits for it.
   *
   * @param stopping ends the waiting when it says true
   */
  static OpenDatabase open(AppConfig config, BooleanSupplier stopping)
      throws IOException, InterruptedException {
    if (config.database().embedded()) {
      EmbeddedPostgres server = EmbeddedPostgres.open(config.dataDir());
      return new OpenDatabase(addressed(config.database(), server.address()), server);
    }
    awaitPort(config.database(), stopping);
    return new OpenDatabase(config.database(), null);
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private static AppConfig.Database addressed(AppConfig.Database database, PostgresAddress at) {
    return new AppConfig.Database(
        at.host(),
        at.port(),
        at.database(),
        at.user(),
        at.password(),
        database.poolSize(),
        database.maxWait());
  }

  private static void awaitPort(AppConfig.Database database, BooleanSupplier stopping)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + database.maxWait().toNanos();
    for (int attempt = 0; !accepts(database); attempt++) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            database + " does not answer. Start it, or correct database.url or database.host.");
      }
      if (stopping.getAsBoolean()) {
        throw new IOException("stopped while waiting for " + database);
      }
      if (attempt % ATTEMPTS_PER_LOG_LINE == 0) {
        // As text: the log encoder would write every field of an object, the password, too.
        log.atWarn().addKeyValue("database", database.toString()).log("waiting for the database");
      }
      Thread.sleep(RETRY_DELAY.toMillis());
    }
  }

  private static boolean accepts(AppConfig.Database database) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(requireNonNull(database.host()), database.port()),
          Math.toIntExact(CONNECT_LIMIT.toMillis()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
