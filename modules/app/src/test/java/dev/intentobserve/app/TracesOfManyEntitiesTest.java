package dev.intentobserve.app;

import static dev.intentobserve.testkit.TestEvent.key;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.PlacementsOf;
import dev.intentobserve.ports.TracePorts.TreeOf;
import dev.intentobserve.ports.TracePorts.Trees;
import dev.intentobserve.testkit.TestFutures;
import dev.intentobserve.trace.TraceConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the export asks the trace module is what everybody else is answered. */
final class TracesOfManyEntitiesTest {
  /** More than are built together. */
  private static final int MANY = 21_000;

  /** Keeps nothing in memory when it is 1. */
  @ParameterizedTest
  @ValueSource(longs = {1, 64 << 20})
  void placesAndTrees_areThoseOfSingleRequests(long cacheBytes) {
    TraceConfig config =
        new TraceConfig(20, 100, Duration.ofSeconds(1), TraceConfig.Bounds.DEFAULT, cacheBytes);
    try (TraceOnPostgres modules = new TraceOnPostgres(config)) {
      modules.append(new RandomEventLines(new Random(5)).events(150));
      modules.settle();
      Set<EntityKey> keys =
          modules.entityStates().values().stream().map(EntityState::key).collect(toSet());

      Map<EntityKey, Placement> places =
          TestFutures.await(
              TracePorts.PLACES.ask(modules.vertx, new Scoped<>(Scope.DEFAULT, keys)));
      assertThat(places).isEqualTo(placements(modules, keys));

      List<EntityKey> roots =
          places.values().stream()
              .flatMap(place -> place.trace().stream())
              .map(Placement.InTrace::root)
              .distinct()
              .toList();
      assertThat(roots).hasSizeGreaterThan(3);
      Trees trees = trees(modules, roots);
      assertThat(trees.answered()).isEqualTo(roots.size());
      assertThat(trees.trees()).isEqualTo(roots.stream().map(root -> tree(modules, root)).toList());
    }
  }

  @Test
  void rootThatIsNoneAnyMore_hasNoTree() {
    try (TraceOnPostgres modules = new TraceOnPostgres(TraceConfig.DEFAULT)) {
      modules.append(
          List.of(
              RandomEventLines.read(
                  "{'event':'signal.clustered','ref':'SIG-1','data':{'cluster_id':'CLU-1'}}"),
              RandomEventLines.read(
                  "{'event':'intent.proposed','ref':'INT-1','data':{'cluster_id':'CLU-1'}}")));
      modules.settle();

      Trees trees = trees(modules, List.of(key(EntityKind.CLUSTER, "CLU-1"), intent(1)));

      assertThat(trees.answered()).isEqualTo(2);
      assertThat(trees.trees()).extracting(TraceTree::root).containsExactly(intent(1));
    }
  }

  @Test
  void largeTrace_isAnsweredAlone_andTheOthersAfterIt() {
    try (TraceOnPostgres modules = new TraceOnPostgres(TraceConfig.DEFAULT)) {
      modules.append(
          List.of(
              RandomEventLines.read(
                  "{'event':'intent.proposed','ref':'INT-1','data':{'signals':[%s]}}"
                      .formatted(
                          IntStream.range(0, MANY)
                              .mapToObj(n -> "'SIG-" + n + "'")
                              .collect(joining(",")))),
              RandomEventLines.read("{'event':'intent.proposed','ref':'INT-2','data':{}}"),
              RandomEventLines.read("{'event':'intent.proposed','ref':'INT-3','data':{}}")));
      modules.settle();

      List<EntityKey> waiting = List.of(intent(1), intent(2), intent(3));
      List<Integer> sizes = new ArrayList<>();
      while (!waiting.isEmpty()) {
        Trees some = trees(modules, waiting);
        some.trees().forEach(tree -> sizes.add(tree.spans().size()));
        waiting = waiting.subList(some.answered(), waiting.size());
      }

      assertThat(sizes).hasSize(3);
      assertThat(sizes.getFirst()).isGreaterThan(MANY);
    }
  }

  private static EntityKey intent(int number) {
    return key(EntityKind.INTENT, "INT-" + number);
  }

  private static Trees trees(TraceOnPostgres modules, List<EntityKey> roots) {
    return TestFutures.await(
        TracePorts.TREES.ask(modules.vertx, new Scoped<>(Scope.DEFAULT, roots)));
  }

  private static TraceTree tree(TraceOnPostgres modules, EntityKey root) {
    return TestFutures.await(
            TracePorts.TREE.ask(modules.vertx, new TreeOf(Scope.DEFAULT, root.id())))
        .orElseThrow();
  }

  private static Map<EntityKey, Placement> placements(
      TraceOnPostgres modules, Set<EntityKey> keys) {
    return TestFutures.await(
            TracePorts.PLACEMENTS.ask(modules.vertx, new PlacementsOf(Scope.DEFAULT, keys, false)))
        .entrySet()
        .stream()
        .collect(toMap(Map.Entry::getKey, placed -> placed.getValue().placement()));
  }
}
