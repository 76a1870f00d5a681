package dev.intentobserve.store.projection;

import static dev.intentobserve.testkit.TestEvent.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.EntityStatePorts.MovedEntitiesOf;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.SaveSummaries;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.StoreHarness;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The cost of a cluster grows with the number of its signals, not with its square. */
final class LargeClusterTest {
  private static final int SIGNALS = 20_000;
  private static final EntityKey CLUSTER = key(EntityKind.CLUSTER, "CLU-1");
  private static final EntityKey LEFT_BEHIND = key(EntityKind.SIGNAL, "SIG-LEFT");
  private static final Pattern ROWS =
      Pattern.compile("\"(Actual Rows|Rows Removed by [A-Za-z ]+|Actual Loops)\": ([0-9.]+)");

  private static StoreHarness store;

  @BeforeAll
  static void open() {
    store = StoreHarness.fresh();
    List<Scoped<EntityState>> entityStates = entityStates(SIGNALS);
    entityStates.add(new Scoped<>(Scope.DEFAULT, entityState(LEFT_BEHIND)));
    store.ask(StorePorts.SAVE_SUMMARIES, new SaveSummaries(List.of(), entityStates, List.of()));
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void movedEntities_areFound() {
    MovedEntitiesOf question =
        new MovedEntitiesOf(Set.of(new Scoped<>(Scope.DEFAULT, CLUSTER)), entityStates(SIGNALS));
    assertThat(store.ask(EntityStatePorts.MOVED_ENTITIES, question))
        .containsExactly(new Scoped<>(Scope.DEFAULT, LEFT_BEHIND));
  }

  @Test
  void statementsAboutMovedEntities_readEachStateAFewTimes() throws SQLException {
    assertThat(lookupResult(EntityStateSql.UNDER_TOPS, columns(1, 3))).isLessThan(8L * SIGNALS);
    assertThat(lookupResult(EntityStateSql.PREVIOUS_TOPS, columns(SIGNALS, 5)))
        .isLessThan(8L * SIGNALS);
  }

  /** The sum of the rows of all nodes of a plan. */
  private static long lookupResult(String sql, List<String[]> arguments) throws SQLException {
    String asked = "explain (analyze, format json) " + sql.replaceAll("\\$\\d+", "?");
    try (Connection connection = DriverManager.getConnection(store.database.jdbcUrl());
        PreparedStatement statement = connection.prepareStatement(asked)) {
      for (int i = 0; i < arguments.size(); i++) {
        statement.setArray(i + 1, connection.createArrayOf("text", arguments.get(i)));
      }
      try (ResultSet rows = statement.executeQuery()) {
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

  private static List<String[]> columns(int rows, int upTo) {
    List<String[]> columns = new ArrayList<>();
    for (int column = 0; column <= upTo; column++) {
      String[] values = new String[rows];
      for (int row = 0; row < rows; row++) {
        values[row] =
            switch (column) {
              case 0, 1 -> "default";
              case 2 -> upTo == 3 ? "cluster" : "signal";
              case 3 -> upTo == 3 ? CLUSTER.id() : "SIG-" + row;
              case 4 -> "cluster";
              default -> "CLU-2";
            };
      }
      columns.add(values);
    }
    return columns;
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
