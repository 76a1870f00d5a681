package dev.intentobserve.app;

import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.DirtyRoots;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.event.Limits;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.reading.Outcome;
import dev.intentobserve.reading.Reader;
import dev.intentobserve.store.Store;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.testkit.Bus;
import dev.intentobserve.testkit.EmbeddedDb;
import dev.intentobserve.testkit.Events;
import dev.intentobserve.trace.Trace;
import dev.intentobserve.trace.TraceConfig;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How long it takes until events are stored, placed and projected: {@code PlacingBenchmark 50000
 * work|orphans|cluster}. Work is traces of twenty events each; orphans are signals nobody took up;
 * a cluster is one that all signals joined, promoted by the last event.
 */
public final class PlacingBenchmark {
  private static final int BATCH = 2_000;

  private PlacingBenchmark() {}

  public static void main(String[] arguments) {
    int size = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50_000;
    String sort = arguments.length > 1 ? arguments[1] : "work";
    EmbeddedDb.Database database = EmbeddedDb.shared().create();
    StoreConfig config =
        StoreConfig.DEFAULT.at(
            database.host(),
            database.port(),
            database.name(),
            database.user(),
            database.password());
    Store.migrate(config);
    Vertx vertx = Vertx.vertx();
    Bus.await(vertx.deployVerticle(Store.deployable(config, () -> Events.NOON, Meters.NONE)));
    long started = System.nanoTime();
    append(vertx, size, sort);
    say("stored", started);
    Bus.await(
        vertx.deployVerticle(
            Trace.deployable(TraceConfig.DEFAULT, () -> Events.NOON, Meters.NONE)));
    started = System.nanoTime();
    while (cursor(vertx) < size) {
      Bus.await(vertx.timer(20));
    }
    say("placed", started);
    while (!Bus.await(StoreContract.DIRTY.ask(vertx, new DirtyRoots(1))).isEmpty()) {
      Bus.await(vertx.timer(20));
    }
    say("projected", started);
    Bus.await(vertx.close());
    EmbeddedDb.shared().close();
    System.exit(0);
  }

  private static void append(Vertx vertx, int size, String sort) {
    Reader reader = new Reader(Limits.DEFAULT);
    List<WorkEvent> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String line =
          switch (sort) {
            case "orphans" -> event(i, "signal.created", "SIG-" + i, "");
            case "cluster" -> clustered(i, size);
            default -> work(i);
          };
      if (reader.read(line.getBytes(StandardCharsets.UTF_8), Events.NOON)
          instanceof Outcome.Understood understood) {
        batch.add(understood.event());
      }
      if (batch.size() == BATCH || i == size - 1) {
        Bus.await(StoreContract.APPEND.ask(vertx, Events.batch(Scope.DEFAULT, "http", batch)));
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
        + Events.NOON.minusSeconds(1_000_000 - i)
        + "\",\"source\":\"bench\",\"ref\":\""
        + ref
        + "\",\"data\":{"
        + data
        + "}}";
  }

  private static long cursor(Vertx vertx) {
    return Bus.await(StoreContract.CURSOR.ask(vertx, new CursorOf(TraceContract.CURSOR)));
  }

  private static void say(String what, long started) {
    System.out.printf("%-10s %8.0f ms%n", what, (System.nanoTime() - started) / 1e6);
  }
}
