package dev.intentobserve.store.record;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.store.StoreHarness;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.testkit.TestFutures;
import dev.intentobserve.testkit.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.StringReader;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/**
 * Compares ways to store the same events durably, in one run on one server, as ratios to COPY into
 * the table (which detects no duplicates and gives no receipts). Started by hand; {@code
 * docs/decisions/0003-insert-path.md} has the command.
 */
public final class AppendBenchmark {
  private static final int ROUNDS = 3;

  private final int rows;
  private final int batch;
  private final List<WorkEvent> events;

  private AppendBenchmark(int rows, int batch) {
    this.rows = rows;
    this.batch = batch;
    this.events =
        IntStream.range(0, rows)
            .mapToObj(
                n ->
                    TestEvent.of("signal.created", "SIG-" + n % 5_000)
                        .id("e-" + n)
                        .data("note", "something noticed while doing other work, no. " + n)
                        .build())
            .toList();
  }

  private interface Path {
    void store(StoreHarness store) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50_000;
    AppendBenchmark benchmark = new AppendBenchmark(rows, 2_000);
    benchmark.run("warm-up", benchmark::throughThePort);
    for (int round = 1; round <= ROUNDS; round++) {
      double copy = benchmark.run("copy straight in", benchmark::copy);
      report("executeBatch, 500 rows", benchmark.run("batch", benchmark::executeBatch), copy);
      report(
          "the port, 2000 rows a request", benchmark.run("port", benchmark::throughThePort), copy);
      report(
          "the port, 100 rows a request",
          benchmark.run("port", store -> benchmark.throughThePort(store, 100)),
          copy);
      report("the port, all duplicates", benchmark.run("again", benchmark::duplicates), copy);
    }
    TestPostgres.shared().close();
    System.exit(0);
  }

  private static void report(String path, double perSecond, double copy) {
    System.out.printf("%-32s %8.0f rows/s  ratio %.2f%n", path, perSecond, perSecond / copy);
  }

  private double run(String name, Path path) throws Exception {
    try (StoreHarness store = StoreHarness.fresh()) {
      boolean again = name.equals("again");
      if (again) {
        throughThePort(store);
      }
      store.database.execute("checkpoint");
      long started = System.nanoTime();
      path.store(store);
      double perSecond = rows / ((System.nanoTime() - started) / 1e9);
      if (!String.valueOf(rows).equals(store.database.value("select count(*) from event"))) {
        throw new IllegalStateException(name + " lost rows");
      }
      if (name.startsWith("copy")) {
        System.out.printf("%-32s %8.0f rows/s%n", name, perSecond);
      }
      return perSecond;
    }
  }

  private void throughThePort(StoreHarness store) {
    throughThePort(store, batch);
  }

  private void duplicates(StoreHarness store) {
    throughThePort(store, batch);
  }

  /** Four requests at a time, as from four senders. */
  private void throughThePort(StoreHarness store, int perRequest) {
    int senders = Math.max(4, 4_000 / perRequest);
    List<Future<?>> all = new ArrayList<>();
    for (int sender = 0; sender < senders; sender++) {
      all.add(send(store, sender * perRequest, senders * perRequest, perRequest));
    }
    TestFutures.await(Future.all(all));
  }

  private Future<?> send(StoreHarness store, int from, int step, int perRequest) {
    if (from >= rows) {
      return Future.succeededFuture();
    }
    List<WorkEvent> part = events.subList(from, Math.min(rows, from + perRequest));
    return StorePorts.APPEND
        .ask(store.vertx(), TestEvent.batch(Scope.DEFAULT, "http", part))
        .compose(done -> send(store, from + step, step, perRequest));
  }

  private void executeBatch(StoreHarness store) {
    Vertx vertx = store.vertx();
    String sql =
        "insert into event (seq, scope_seq, tenant, project, event_id, digest, type, raw_type, source,"
            + " entity_kind, entity_id, event_time, received_time, flags, dialect, receiver, body)"
            + " values ($1, $1, 'default', 'default', $2, $3, $4, $5, $6, 'signal', $7, $8, $8, '{}',"
            + " 'nested', 'http', $9) on conflict do nothing returning seq";
    PgConnection connection =
        TestFutures.await(
            PgConnection.connect(vertx, store.config().database().connectOptions("benchmark")));
    for (int from = 0; from < rows; from += 500) {
      List<Tuple> tuples = new ArrayList<>();
      for (int n = from; n < Math.min(rows, from + 500); n++) {
        WorkEvent event = events.get(n);
        tuples.add(
            Tuple.of(
                    (long) n + 1,
                    event.eventId(),
                    event.digest(),
                    event.type(),
                    event.rawType(),
                    event.source())
                .addString("SIG-" + n % 5_000)
                .addOffsetDateTime(ArrayColumns.utc(event.eventTime()))
                .addBuffer(io.vertx.core.buffer.Buffer.buffer(event.body().array())));
      }
      TestFutures.await(
          connection
              .query("begin")
              .execute()
              .compose(begun -> connection.preparedQuery(sql).executeBatch(tuples))
              .compose(done -> connection.query("commit").execute()));
    }
    TestFutures.await(connection.close());
  }

  private void copy(StoreHarness store) throws SQLException, IOException {
    try (var connection = DriverManager.getConnection(store.database.jdbcUrl())) {
      for (int from = 0; from < rows; from += batch) {
        StringBuilder text = new StringBuilder();
        for (int n = from; n < Math.min(rows, from + batch); n++) {
          WorkEvent event = events.get(n);
          text.append(n + 1)
              .append('\t')
              .append(n + 1)
              .append("\tdefault\tdefault\t")
              .append(event.eventId())
              .append('\t')
              .append(event.digest())
              .append('\t')
              .append(event.type())
              .append('\t')
              .append(event.rawType())
              .append('\t')
              .append(event.source())
              .append("\tsignal\tSIG-")
              .append(n % 5_000)
              .append('\t')
              .append(event.eventTime())
              .append('\t')
              .append(event.eventTime())
              .append("\t{}\tnested\thttp\t\\\\x")
              .append(java.util.HexFormat.of().formatHex(event.body().array()))
              .append('\n');
        }
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy event (seq, scope_seq, tenant, project, event_id, digest, type, raw_type, source,"
                    + " entity_kind, entity_id, event_time, received_time, flags, dialect, receiver,"
                    + " body) from stdin",
                new StringReader(text.toString()));
      }
    }
  }
}
