package dev.intentobserve.trace;

import static dev.intentobserve.testkit.TestEvent.key;
import static dev.intentobserve.trace.StoredGraph.facts;
import static dev.intentobserve.trace.StoredGraph.membership;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.testkit.TestPostgres;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long it takes to read a very large cluster. Half of its signals are listed by one event, a
 * tenth by one event each, and all name the cluster themselves. Started by hand.
 */
final class GraphClosureBenchmark {
  private static final int STEP = 2_000;
  private static final EntityKey INTENT = key(EntityKind.INTENT, "INT-1");
  private static final EntityKey CLUSTER = key(EntityKind.CLUSTER, "CLU-1");

  private GraphClosureBenchmark() {}

  public static void main(String[] arguments) {
    int signals = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    EntityKey[] some =
        IntStream.range(0, 1_000)
            .mapToObj(n -> key(EntityKind.SIGNAL, "SIG-" + n))
            .toArray(EntityKey[]::new);
    try (StoredGraph store = new StoredGraph()) {
      timed("committing " + signals + " signals", () -> commit(store, signals));
      for (int round = 0; round < 3; round++) {
        timed("below the intent", () -> say(store.below(Scope.DEFAULT, INTENT)));
        timed("above 1000 signals", () -> say(store.above(Scope.DEFAULT, some)));
      }
    }
    TestPostgres.shared().close();
    System.exit(0);
  }

  private static void commit(StoredGraph store, int signals) {
    String[] half =
        IntStream.range(0, signals / 2).mapToObj(n -> "SIG-" + n).toArray(String[]::new);
    store.commit(
        Scope.DEFAULT,
        List.of(facts(INTENT, null), facts(CLUSTER, null, INTENT)),
        List.of(membership(CLUSTER, "all", half)),
        List.of());
    for (int from = 0; from < signals; from += STEP) {
      store.commit(
          Scope.DEFAULT,
          IntStream.range(from, from + STEP)
              .mapToObj(n -> facts(key(EntityKind.SIGNAL, "SIG-" + n), "ref-" + n, CLUSTER))
              .toList(),
          IntStream.range(from, from + STEP / 10)
              .mapToObj(n -> membership(CLUSTER, "e-" + n, "SIG-" + n))
              .toList(),
          List.of());
    }
  }

  private static void say(EntityLineage lineage) {
    System.out.printf(
        "  %d facts, %d aliases%n", lineage.allFacts().size(), lineage.allAliases().count());
  }

  private static void timed(String what, Runnable work) {
    long started = System.nanoTime();
    work.run();
    System.out.printf("%-32s %8.0f ms%n", what, (System.nanoTime() - started) / 1e6);
  }
}
