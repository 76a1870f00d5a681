package dev.intentobserve.app;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.parser.EventParser;
import dev.intentobserve.parser.ParseResult;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CursorOf;
import dev.intentobserve.ports.StorePorts.StaleRootQuery;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.store.Store;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.testkit.TestFutures;
import dev.intentobserve.testkit.TestPostgres;
import dev.intentobserve.trace.Trace;
import dev.intentobserve.trace.TraceConfig;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How long it takes until events are stored, placed and projected: {@code PlacementBenchmark 50000
 * work|orphans|cluster}. Work is traces of twenty events each; orphans are signals nobody took up;
 * a cluster is one that all signals joined, promoted by the last event.
 */
public final class PlacementBenchmark {
  private static final int BATCH = 2_000;

  private PlacementBenchmark() {}

  public static void main(String[] arguments) {
    int size = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50_000;
    String sort = arguments.length > 1 ? arguments[1] : "work";
    TestPostgres.Database database = TestPostgres.shared().create();
    StoreConfig config =
        StoreConfig.DEFAULT.at(
            database.host(),
            database.port(),
            database.name(),
            database.user(),
            database.password());
    Store.migrate(config);
    Vertx vertx = Vertx.vertx();
    TestFutures.await(
        vertx.deployVerticle(Store.deployable(config, () -> TestEvent.NOON, Meters.NONE)));
    long started = System.nanoTime();
    append(vertx, size, sort);
    say("stored", started);
    TestFutures.await(
        vertx.deployVerticle(
            Trace.deployable(TraceConfig.DEFAULT, () -> TestEvent.NOON, Meters.NONE)));
    started = System.nanoTime();
    while (cursor(vertx) < size) {
      TestFutures.await(vertx.timer(20));
    }
    say("placed", started);
    while (!TestFutures.await(StorePorts.STALE_ROOTS.ask(vertx, new StaleRootQuery(1))).isEmpty()) {
      TestFutures.await(vertx.timer(20));
    }
    say("projected", started);
    TestFutures.await(vertx.close());
    TestPostgres.shared().close();
    System.exit(0);
  }

  private static void append(Vertx vertx, int size, String sort) {
    EventParser reader = new EventParser(InputLimits.DEFAULT);
    List<WorkEvent> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String line =
          switch (sort) {
            case "orphans" -> event(i, "signal.created", "SIG-" + i, "");
            case "cluster" -> clustered(i, size);
            default -> work(i);
          };
      if (reader.read(line.getBytes(StandardCharsets.UTF_8), TestEvent.NOON)
          instanceof ParseResult.ParsedEvent understood) {
        batch.add(understood.event());
      }
      if (batch.size() == BATCH || i == size - 1) {
        TestFutures.await(
            StorePorts.APPEND.ask(vertx, TestEvent.batch(Scope.DEFAULT, "http", batch)));
        batch.clear();
      }
    }
  }

  private static String clustered(int i, int size) {
    return i == size - 1
        ? event(i, "intent.proposed", "INT-1", "\"cluster_id\":\"CLU-1\"")
        : event(i, "signal.clustered", "SIG-" + i, "\"cluster_id\":\"CLU-1\"");
  }

  /** The twenty events of trace {@code i / 20}. */
  private static String work(int i) {
    int trace = i / 20;
    int step = i % 20;
    String intent = "\"intent_id\":\"INT-" + trace + "\"";
    String spec = "\"spec_id\":\"SPEC-" + trace + "\"";
    return switch (step) {
      case 0, 1, 2, 3, 4 -> event(i, "signal.created", "SIG-" + i, "\"trust\":0.7");
      case 5, 6, 7 ->
          event(i, "signal.clustered", "SIG-" + (i - 5), "\"cluster_id\":\"CLU-" + trace + "\"");
      case 8 -> event(i, "intent.proposed", "INT-" + trace, "\"cluster_id\":\"CLU-" + trace + "\"");
      case 9 -> event(i, "intent.accepted", "INT-" + trace, "");
      case 10 -> event(i, "spec.created", "SPEC-" + trace, intent);
      case 11 -> event(i, "spec.approved", "SPEC-" + trace, "");
      case 12, 13, 14 -> event(i, "contract.started", "CON-" + i, spec);
      case 15, 16, 17 -> event(i, "contract.verified", "CON-" + (i - 3), spec);
      case 18 -> event(i, "decision.recorded", "DEC-" + i, intent);
      default -> event(i, "intent.completed", "INT-" + trace, "");
    };
  }

  private static String event(int i, String type, String ref, String data) {
    return "{\"version\":\"0.1\",\"event_id\":\"e"
        + i
        + "\",\"event\":\""
        + type
        + "\",\"timestamp\":\""
        + TestEvent.NOON.minusSeconds(1_000_000 - i)
        + "\",\"source\":\"bench\",\"ref\":\""
        + ref
        + "\",\"data\":{"
        + data
        + "}}";
  }

  private static long cursor(Vertx vertx) {
    return TestFutures.await(StorePorts.CURSOR.ask(vertx, new CursorOf(TracePorts.CURSOR)));
  }

  private static void say(String what, long started) {
    System.out.printf("%-10s %8.0f ms%n", what, (System.nanoTime() - started) / 1e6);
  }
}
