package dev.intentobserve.store.projection;

import static dev.intentobserve.testkit.TestEvent.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.ports.ProjectionPorts;
import dev.intentobserve.ports.ProjectionPorts.Edges;
import dev.intentobserve.ports.ProjectionPorts.EdgesOf;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.SaveSummaries;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.StoreHarness;
import dev.intentobserve.testkit.TestEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cost of a cluster grows with the number of its signals, not with its square. */
final class LargeClusterTest {
  private static final int SIGNALS = 20_000;
  private static final EntityKey CLUSTER = key(EntityKind.CLUSTER, "CLU-1");
  private static final Pattern ROWS =
      Pattern.compile("\"(Actual Rows|Rows Removed by [A-Za-z ]+|Actual Loops)\": ([0-9.]+)");

  private static StoreHarness store;

  @BeforeAll
  static void open() {
    store = StoreHarness.fresh();
    List<Scoped<Membership>> lists =
        new Membership(
                CLUSTER, EntityKind.SIGNAL, ids(), new Stamp(TestEvent.NOON, 1, "clustering"))
            .parts(1000).stream().map(part -> new Scoped<>(Scope.DEFAULT, part)).toList();
    store.ask(
        StorePorts.COMMIT_FACTS,
        new CommitFacts("trace", 0, 1, List.of(), lists, List.of(), Set.of()));
    store.ask(
        StorePorts.SAVE_SUMMARIES, new SaveSummaries(List.of(), entityStates(SIGNALS), List.of()));
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void edgesOfAllSignals_areFound() {
    Edges edges =
        store.ask(
            ProjectionPorts.EDGES,
            new EdgesOf(Scope.DEFAULT, signals(), Set.of(), Set.of(), Set.of(), true));
    assertThat(edges.states()).hasSize(SIGNALS);
    assertThat(edges.claims()).hasSize(SIGNALS);
  }

  @ParameterizedTest
  @ValueSource(strings = {EdgeSql.ENTITIES, EdgeSql.CLAIMS, EdgeSql.CHILDREN, EdgeSql.MEMBERS})
  void statementAboutAllSignals_readsEachAFewTimes(String sql) throws SQLException {
    assertThat(rowsRead(sql)).isLessThan(8L * SIGNALS);
  }

  /** The sum of the rows of all nodes of the plan, with the settings of the service's pool. */
  private static long rowsRead(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(store.database.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("set plan_cache_mode = force_generic_plan; set enable_seqscan = off");
      statement.execute("prepare given (text, text, text[], text[]) as " + sql);
      String kinds = "'{" + "signal,".repeat(SIGNALS - 1) + "signal}'";
      try (ResultSet rows =
          statement.executeQuery(
              "explain (analyze, format json) execute given ('default', 'default', "
                  + kinds
                  + ", '{"
                  + String.join(",", ids())
                  + "}')")) {
        rows.next();
        return sum(rows.getString(1));
      }
    }
  }

  /** Each node shows its rows for one loop, and the number of loops. */
  private static long sum(String plan) {
    long sum = 0;
    double rows = 0;
    Matcher said = ROWS.matcher(plan);
    while (said.find()) {
      double number = Double.parseDouble(said.group(2));
      if (said.group(1).equals("Actual Loops")) {
        sum += (long) (rows * number);
        rows = 0;
      } else {
        rows += number;
      }
    }
    return sum;
  }

  private static List<String> ids() {
    return IntStream.range(0, SIGNALS).mapToObj(n -> "SIG-" + n).toList();
  }

  private static Set<EntityKey> signals() {
    return ids().stream().map(id -> key(EntityKind.SIGNAL, id)).collect(Collectors.toSet());
  }

  private static List<Scoped<EntityState>> entityStates(int signals) {
    List<Scoped<EntityState>> entityStates = new ArrayList<>();
    for (int n = 0; n < signals; n++) {
      entityStates.add(
          new Scoped<>(Scope.DEFAULT, entityState(key(EntityKind.SIGNAL, "SIG-" + n))));
    }
    return entityStates;
  }

  private static EntityState entityState(EntityKey key) {
    return EntityState.builder().key(key).state("clustered").cluster("CLU-1").top(CLUSTER).build();
  }
}
