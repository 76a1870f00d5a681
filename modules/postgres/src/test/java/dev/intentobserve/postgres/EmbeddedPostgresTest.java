package dev.intentobserve.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Uses real processes, and kills them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddedPostgresTest {
  @TempDir static Path parent;
  private static Path dataDir;

  @BeforeAll
  static void makeDataWithOneRow() throws Exception {
    dataDir = parent.resolve("data");
    try (EmbeddedPostgres database = EmbeddedPostgres.open(dataDir)) {
      execute(database, "CREATE TABLE kept (id int PRIMARY KEY)");
      execute(database, "INSERT INTO kept VALUES (1)");
    }
  }

  @Test
  void settings_areDurableAndPrivate() throws Exception {
    try (EmbeddedPostgres database = EmbeddedPostgres.open(dataDir)) {
      assertThat(ask(database, "SELECT current_setting('fsync')")).isEqualTo("on");
      assertThat(ask(database, "SELECT current_setting('synchronous_commit')")).isEqualTo("on");
      assertThat(ask(database, "SELECT current_setting('full_page_writes')")).isEqualTo("on");
      assertThat(ask(database, "SELECT current_setting('server_encoding')")).isEqualTo("UTF8");
      assertThat(ask(database, "SELECT current_setting('listen_addresses')"))
          .isEqualTo("127.0.0.1");
      assertThat(ask(database, "SELECT current_setting('is_superuser')")).isEqualTo("off");
      assertThat(ask(database, "SELECT count(*) FROM kept")).isEqualTo("1");
    }
  }

  @Test
  void wrongPassword_isRefused() throws Exception {
    try (EmbeddedPostgres database = EmbeddedPostgres.open(dataDir)) {
      PostgresAddress address = database.address();
      assertThatThrownBy(() -> connect(address, "guess").close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      Path password = dataDir.resolve("postgres/password");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void secondInstance_isRefused() throws Exception {
    try (EmbeddedPostgres first = EmbeddedPostgres.open(dataDir)) {
      assertThatThrownBy(() -> EmbeddedPostgres.open(dataDir))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Another instance of Intent Observe uses");
      assertThat(ask(first, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void port_staysTheSame() throws Exception {
    int port;
    try (EmbeddedPostgres database = EmbeddedPostgres.open(dataDir)) {
      port = database.address().port();
    }
    try (EmbeddedPostgres database = EmbeddedPostgres.open(dataDir)) {
      assertThat(database.address().port()).isEqualTo(port);
    }
  }

  @Test
  void killedServer_isRestartedOnTheSamePort() throws Exception {
    try (EmbeddedPostgres database = EmbeddedPostgres.open(dataDir)) {
      long killed = database.pid();
      kill(killed);
      awaitServerOtherThan(database, killed);
      assertThat(ask(database, "SELECT count(*) FROM kept")).isEqualTo("1");
    }
  }

  @Test
  void killedProgram_leavesAServerThatTheNextStartReplaces() throws Exception {
    Process program = startProgram();
    long leftover = Long.parseLong(firstLine(program));
    program.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
    assertThat(ProcessHandle.of(leftover)).isPresent();
    try (EmbeddedPostgres database = EmbeddedPostgres.open(dataDir)) {
      assertThat(database.pid()).isNotEqualTo(leftover);
      assertThat(ask(database, "SELECT count(*) FROM kept")).isEqualTo("1");
    }
  }

  @Test
  void everythingKilled_recovers() throws Exception {
    Process program = startProgram();
    long server = Long.parseLong(firstLine(program));
    program.destroyForcibly();
    kill(server);
    program.waitFor(60, TimeUnit.SECONDS);
    try (EmbeddedPostgres database = EmbeddedPostgres.open(dataDir)) {
      assertThat(ask(database, "SELECT count(*) FROM kept")).isEqualTo("1");
    }
  }

  @Test
  void pidFileOfAnUnrelatedProcess_doesNotPreventTheStart() throws Exception {
    Path pidFile = dataDir.resolve("postgres/data/postmaster.pid");
    Files.writeString(
        pidFile,
        ProcessHandle.current().pid() + "\n" + dataDir + "\n1700000000\n5432\n\n\n0 0\nready\n");
    try (EmbeddedPostgres database = EmbeddedPostgres.open(dataDir)) {
      assertThat(ask(database, "SELECT count(*) FROM kept")).isEqualTo("1");
    }
  }

  @Test
  void dataOfAnotherMajorVersion_areRefusedWithAdvice() throws Exception {
    Path other = parent.resolve("other");
    Path data = Files.createDirectories(other.resolve("postgres/data"));
    Files.writeString(data.resolve("PG_VERSION"), "13\n");
    assertThatThrownBy(() -> EmbeddedPostgres.open(other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was created by PostgreSQL 13")
        .hasMessageContaining("docs/operations");
  }

  /** The program that is killed: opens the database, prints the pid of the server, and waits. */
  static final class Program {
    private Program() {}

    public static void main(String... arguments) throws Exception {
      EmbeddedPostgres database = EmbeddedPostgres.open(Path.of(arguments[0]));
      System.out.println(database.pid());
      System.out.flush();
      Thread.currentThread().join();
    }
  }

  private static Process startProgram() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName(),
            dataDir.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader reader = process.inputReader();
    return reader.readLine();
  }

  private static void kill(long pid) throws Exception {
    new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor();
  }

  private static void awaitServerOtherThan(EmbeddedPostgres database, long pid) {
    while (true) {
      try {
        ask(database, "SELECT 1");
        if (database.pid() != pid) {
          return;
        }
      } catch (SQLException e) {
        Thread.onSpinWait();
      }
    }
  }

  private static String ask(EmbeddedPostgres database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  private static void execute(EmbeddedPostgres database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(EmbeddedPostgres database) throws SQLException {
    PostgresAddress address = database.address();
    return connect(address, address.password());
  }

  private static Connection connect(PostgresAddress address, String password) throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:" + address.port() + "/" + address.database();
    return DriverManager.getConnection(url, address.user(), password);
  }
}
