package dev.intentobserve.tests.bench;

import dev.intentobserve.testkit.TestPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Where time goes in one run: samples of the service's JVM, and statements of PostgreSQL. */
final class Profile {
  private static final int FRAMES = 25;
  private static final int STATEMENTS = 15;
  private static final String TOP_STATEMENTS =
      "select calls, round(total_exec_time + total_plan_time) as ms, rows,"
          + " left(regexp_replace(query, '\\s+', ' ', 'g'), 160) as statement"
          + " from pg_stat_statements order by total_exec_time + total_plan_time desc limit "
          + STATEMENTS;

  private final Bench bench;
  private final @Nullable Path recording;

  private Profile(Bench bench, @Nullable Path recording) {
    this.bench = bench;
    this.recording = recording;
  }

  /** Whether this server has pg_stat_statements. */
  static boolean isAvailable(TestPostgres.Database database) {
    return BenchServer.number(
            database,
            "select count(*) from pg_available_extensions where name = 'pg_stat_statements'")
        > 0;
  }

  /** Begins, if this run is to be profiled; else does nothing, here and later. */
  static Profile start(Bench bench) throws IOException {
    if (!bench.options().profile()) {
      return new Profile(bench, null);
    }
    if (bench.server().hasStatements()) {
      TestPostgres.Database database = bench.server().maintenance();
      database.execute("create extension if not exists pg_stat_statements");
      database.execute("alter system set pg_stat_statements.track_planning = on");
      database.execute("select pg_reload_conf()");
      database.execute("select pg_stat_statements_reset()");
    }
    return new Profile(bench, Files.createTempFile("intent-observe-bench", ".jfr"));
  }

  List<String> jvmOptions() {
    return recording == null ? List.of() : List.of("-XX:StartFlightRecording:settings=profile");
  }

  /** Ends the profile. The service must still run: it stops too fast to write a recording. */
  void read(ServiceProcess service) throws IOException, InterruptedException, SQLException {
    if (recording != null) {
      readStatements();
      dump(service, recording);
      readFrames(recording);
    }
  }

  private static void dump(ServiceProcess service, Path file)
      throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(service.pid()), "JFR.dump", "filename=" + file)
            .redirectOutput(Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("jcmd could not write the recording");
    }
  }

  private void readStatements() throws SQLException {
    if (!bench.server().hasStatements()) {
      bench.note("\n## Statements\n\nThis PostgreSQL has no pg_stat_statements.\n");
      return;
    }
    StringBuilder table = new StringBuilder("\n## Statements by time\n\n");
    table.append("| ms | Calls | Rows | Statement |\n| ---: | ---: | ---: | --- |\n");
    try (Connection connection =
            DriverManager.getConnection(bench.server().maintenance().jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TOP_STATEMENTS)) {
      while (rows.next()) {
        table.append(
            "| %,d | %,d | %,d | `%s` |\n"
                .formatted(
                    rows.getLong("ms"),
                    rows.getLong("calls"),
                    rows.getLong("rows"),
                    rows.getString("statement").replace("|", "\\|")));
      }
    }
    bench.note(table.toString());
  }

  private void readFrames(Path file) throws IOException {
    Map<String, Integer> samples = new HashMap<>();
    int all = 0;
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        RecordedStackTrace stack = event.getStackTrace();
        if (event.getEventType().getName().equals("jdk.ExecutionSample") && stack != null) {
          all++;
          samples.merge(top(stack), 1, Integer::sum);
        }
      }
    } finally {
      Files.delete(file);
    }
    bench.note(table(samples, all));
  }

  private static String top(RecordedStackTrace stack) {
    List<RecordedFrame> frames = stack.getFrames();
    if (frames.isEmpty()) {
      return "unknown";
    }
    RecordedMethod method = frames.getFirst().getMethod();
    return method.getType().getName() + "." + method.getName();
  }

  private static String table(Map<String, Integer> samples, int all) {
    StringBuilder table = new StringBuilder("\n## Frames of the JVM by samples\n\n");
    table.append("| Share | Samples | Method |\n| ---: | ---: | --- |\n");
    samples.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(FRAMES)
        .forEach(
            frame ->
                table.append(
                    "| %.1f %% | %,d | `%s` |\n"
                        .formatted(
                            100.0 * frame.getValue() / all, frame.getValue(), frame.getKey())));
    return table.toString();
  }
}
