package dev.intentobserve.trace;

import static dev.intentobserve.testkit.TestEvent.NOON;
import static dev.intentobserve.testkit.TestFutures.await;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.entity.StampedValue;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.SaveSummaries;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.Store;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.testkit.MutableClock;
import dev.intentobserve.testkit.TestPostgres;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Entities in a store on a database of its own, and what is read from there. */
final class StoredGraph implements AutoCloseable {
  final Vertx vertx = Vertx.vertx();

  StoredGraph() {
    TestPostgres.Database database = TestPostgres.shared().create();
    StoreConfig config =
        StoreConfig.DEFAULT.at(
            database.host(),
            database.port(),
            database.name(),
            database.user(),
            database.password());
    Store.migrate(config);
    await(vertx.deployVerticle(Store.deployable(config, new MutableClock(NOON), Meters.NONE)));
  }

  void commit(
      Scope scope,
      List<EntityFacts> facts,
      List<Membership> memberships,
      List<TraceAlias> aliases) {
    long at = await(StorePorts.CURSOR.ask(vertx, "graph"));
    await(
        StorePorts.COMMIT_FACTS.ask(
            vertx,
            new CommitFacts(
                "graph",
                at,
                at + 1,
                scoped(scope, facts),
                scoped(scope, memberships),
                scoped(scope, aliases),
                Set.of())));
  }

  /** Saves states as they are when all of these are under {@code top}. */
  void saveStates(Scope scope, EntityKey top, List<EntityKey> keys) {
    List<EntityState> states =
        keys.stream()
            .map(key -> EntityState.builder().key(key).state("unknown").top(top).build())
            .toList();
    await(
        StorePorts.SAVE_SUMMARIES.ask(
            vertx, new SaveSummaries(List.of(), scoped(scope, states), List.of())));
  }

  private static <T> List<Scoped<T>> scoped(Scope scope, List<T> values) {
    return values.stream().map(value -> new Scoped<>(scope, value)).toList();
  }

  EntityLineage below(Scope scope, EntityKey key) {
    return await(closure(scope).addBelow(Set.of(key)).load()).lineage();
  }

  EntityLineage above(Scope scope, EntityKey... keys) {
    return await(closure(scope).addAbove(Set.of(keys)).load()).lineage();
  }

  GraphClosure closure(Scope scope) {
    return GraphClosure.ofRequest(() -> vertx, scope);
  }

  static EntityFacts facts(EntityKey key, String traceRef, EntityKey... parents) {
    TreeMap<EntityKind, StampedValue> claims = new TreeMap<>();
    Arrays.stream(parents).forEach(p -> claims.put(p.kind(), new StampedValue(stamp("p"), p.id())));
    return new EntityFacts(
        key,
        new TreeMap<>(Map.of("signal.created", new Occurrence(2, stamp("a"), stamp("b")))),
        new TreeMap<>(Map.of("title", new StampedValue(stamp("a"), "Title of " + key))),
        claims,
        traceRef == null ? new TreeMap<>() : new TreeMap<>(Map.of(traceRef, stamp("a"))),
        new TreeSet<>(Set.of("a.md")),
        new TreeSet<>());
  }

  static Membership membership(EntityKey parent, String eventId, String... signals) {
    return new Membership(parent, EntityKind.SIGNAL, List.of(signals), stamp(eventId));
  }

  static Stamp stamp(String eventId) {
    return new Stamp(NOON, 10, eventId);
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
