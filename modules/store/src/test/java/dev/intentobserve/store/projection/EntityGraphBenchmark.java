package dev.intentobserve.store.projection;

import static dev.intentobserve.testkit.TestEvent.key;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.AboveKeys;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.EntityGraph;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.StoreHarness;
import dev.intentobserve.testkit.TestPostgres;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long it takes to read a very large cluster. Half of its signals are listed by one event, a
 * tenth by one event each, and all name the cluster themselves. Started by hand.
 */
public final class EntityGraphBenchmark {
  private static final int STEP = 2_000;
  private static final EntityKey INTENT = key(EntityKind.INTENT, "INT-1");
  private static final EntityKey CLUSTER = key(EntityKind.CLUSTER, "CLU-1");

  private EntityGraphBenchmark() {}

  public static void main(String[] arguments) {
    int signals = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    try (StoreHarness store = StoreHarness.fresh()) {
      timed("committing " + signals + " signals", () -> commit(store, signals));
      for (int round = 0; round < 3; round++) {
        timed("BELOW the intent", () -> below(store));
        timed("ABOVE 1000 signals", () -> above(store));
      }
    }
    TestPostgres.shared().close();
    System.exit(0);
  }

  static void commit(StoreHarness store, int signals) {
    step(
        store,
        List.of(EntityGraphTest.facts(INTENT, null), EntityGraphTest.facts(CLUSTER, null, INTENT)),
        List.of(
            EntityGraphTest.membership(
                CLUSTER,
                "all",
                IntStream.range(0, signals / 2).mapToObj(n -> "SIG-" + n).toArray(String[]::new))));
    for (int from = 0; from < signals; from += STEP) {
      step(
          store,
          IntStream.range(from, from + STEP)
              .mapToObj(
                  n ->
                      EntityGraphTest.facts(
                          key(EntityKind.SIGNAL, "SIG-" + n), "ref-" + n, CLUSTER))
              .toList(),
          IntStream.range(from, from + STEP / 10)
              .mapToObj(n -> EntityGraphTest.membership(CLUSTER, "e-" + n, "SIG-" + n))
              .toList());
    }
  }

  private static void step(
      StoreHarness store, List<EntityFacts> facts, List<Membership> memberships) {
    long from = store.ask(StorePorts.CURSOR, "trace");
    store.ask(
        StorePorts.COMMIT_FACTS,
        new CommitFacts(
            "trace",
            from,
            from + 1,
            facts.stream().map(f -> new Scoped<>(Scope.DEFAULT, f)).toList(),
            memberships.stream().map(m -> new Scoped<>(Scope.DEFAULT, m)).toList(),
            List.of(),
            Set.of()));
  }

  private static void below(StoreHarness store) {
    say(store.ask(StorePorts.BELOW, new Scoped<>(Scope.DEFAULT, INTENT)));
  }

  private static void above(StoreHarness store) {
    Set<EntityKey> keys =
        IntStream.range(0, 1_000)
            .mapToObj(n -> key(EntityKind.SIGNAL, "SIG-" + n))
            .collect(Collectors.toSet());
    say(store.ask(StorePorts.ABOVE, new AboveKeys(Scope.DEFAULT, keys)));
  }

  private static void say(EntityGraph graph) {
    System.out.printf(
        "  %d facts, %d memberships, %d aliases%n",
        graph.facts().size(), graph.memberships().size(), graph.aliases().size());
  }

  private static void timed(String what, Runnable work) {
    long started = System.nanoTime();
    work.run();
    System.out.printf("%-32s %8.0f ms%n", what, (System.nanoTime() - started) / 1e6);
  }
}
