package dev.intentobserve.store;

import static dev.intentobserve.testkit.Events.key;

import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.AboveKeys;
import dev.intentobserve.contract.StoreContract.BelowRoot;
import dev.intentobserve.contract.StoreContract.CommitFacts;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.Family;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Membership;
import dev.intentobserve.event.Scope;
import dev.intentobserve.testkit.EmbeddedDb;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long it takes to gather a very large cluster. Half of its signals are listed in one claim, a
 * tenth were claimed one by one, and all say themselves where they belong. Started by hand.
 */
public final class FamilyBenchmark {
  private static final int STEP = 2_000;
  private static final EntityKey INTENT = key(Kind.INTENT, "INT-1");
  private static final EntityKey CLUSTER = key(Kind.CLUSTER, "CLU-1");

  private FamilyBenchmark() {}

  public static void main(String[] arguments) {
    int signals = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    try (Cellar cellar = Cellar.fresh()) {
      timed("committing " + signals + " signals", () -> commit(cellar, signals));
      for (int round = 0; round < 3; round++) {
        timed("BELOW the intent", () -> below(cellar));
        timed("ABOVE 1000 signals", () -> above(cellar));
      }
    }
    EmbeddedDb.shared().close();
    System.exit(0);
  }

  static void commit(Cellar cellar, int signals) {
    step(
        cellar,
        List.of(FamilyTest.facts(INTENT, null), FamilyTest.facts(CLUSTER, null, INTENT)),
        List.of(
            FamilyTest.membership(
                CLUSTER,
                "all",
                IntStream.range(0, signals / 2).mapToObj(n -> "SIG-" + n).toArray(String[]::new))));
    for (int from = 0; from < signals; from += STEP) {
      step(
          cellar,
          IntStream.range(from, from + STEP)
              .mapToObj(n -> FamilyTest.facts(key(Kind.SIGNAL, "SIG-" + n), "ref-" + n, CLUSTER))
              .toList(),
          IntStream.range(from, from + STEP / 10)
              .mapToObj(n -> FamilyTest.membership(CLUSTER, "e-" + n, "SIG-" + n))
              .toList());
    }
  }

  private static void step(Cellar cellar, List<EntityFacts> facts, List<Membership> memberships) {
    long from = cellar.ask(StoreContract.CURSOR, new CursorOf("trace"));
    cellar.ask(
        StoreContract.COMMIT_FACTS,
        new CommitFacts(
            "trace",
            from,
            from + 1,
            facts.stream().map(f -> new Scoped<>(Scope.DEFAULT, f)).toList(),
            memberships.stream().map(m -> new Scoped<>(Scope.DEFAULT, m)).toList(),
            List.of(),
            Set.of()));
  }

  private static void below(Cellar cellar) {
    say(cellar.ask(StoreContract.BELOW, new BelowRoot(Scope.DEFAULT, INTENT)));
  }

  private static void above(Cellar cellar) {
    Set<EntityKey> keys =
        IntStream.range(0, 1_000)
            .mapToObj(n -> key(Kind.SIGNAL, "SIG-" + n))
            .collect(Collectors.toSet());
    say(cellar.ask(StoreContract.ABOVE, new AboveKeys(Scope.DEFAULT, keys)));
  }

  private static void say(Family family) {
    System.out.printf(
        "  %d facts, %d memberships, %d aliases%n",
        family.facts().size(), family.memberships().size(), family.aliases().size());
  }

  private static void timed(String what, Runnable work) {
    long started = System.nanoTime();
    work.run();
    System.out.printf("%-32s %8.0f ms%n", what, (System.nanoTime() - started) / 1e6);
  }
}
