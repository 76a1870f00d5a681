package dev.intentobserve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.testkit.TestPostgres;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A record made before events had a number of their own. */
class NumbersMigrationTest {
  private final TestPostgres.Database database = TestPostgres.shared().create();

  @Test
  void oneTenant_keepsEveryNumber() {
    migrate("7");
    fill("'one'");
    migrate("latest");
    assertThat(numbers("event", "scope_seq")).isEqualTo("one 1, one 2, one 3, one 4");
    assertThat(numbers("alert_change", "scope_number")).isEqualTo("one 2, one 3, one 4, one 5");
    assertThat(numbers("alert", "change")).isEqualTo("one 5");
    assertThat(numbers("delivery", "change")).isEqualTo("one 2, one 3, one 4, one 5");
    for (String table : List.of("dead_letter", "silence", "delivery")) {
      assertThat(numbers(table, "id")).as(table).isEqualTo("one 4, one 6, one 8, one 10");
    }
  }

  @Test
  void severalTenants_areCountedApart() {
    migrate("7");
    fill("case when n % 2 = 0 then 'even' else 'odd' end");
    migrate("latest");
    assertThat(numbers("event", "scope_seq")).isEqualTo("even 1, even 2, odd 1, odd 2");
    assertThat(numbers("alert_change", "scope_number")).isEqualTo("even 2, even 3, odd 2, odd 3");
    assertThat(numbers("alert", "change")).isEqualTo("odd 3");
    assertThat(numbers("delivery", "change")).isEqualTo("even 2, even 3, odd 2, odd 3");
    for (String table : List.of("dead_letter", "silence", "delivery")) {
      assertThat(numbers(table, "id")).as(table).isEqualTo("even 1, even 2, odd 1, odd 2");
    }
  }

  /** What was numbered over all: events from 1, changes from 2, the other tables with gaps. */
  private void fill(String tenant) {
    insert(
        "event (seq, tenant, project, event_id, digest, type, raw_type, source, event_time,"
            + " received_time, flags, dialect, receiver, body)",
        "n, %s, 'p', 'e-' || n, '', 't', 't', 's', now(), now(), '{}', 'flat', 'http', '{}'",
        tenant,
        1,
        4);
    insert("alert_change", "n, %s, 'p', 'a', now(), '{}'", tenant, 2, 5);
    insert("alert", "%s, 'p', 'a', 'r', 'info', 'firing', '{}', n, now()", tenant, 5, 5);
    insert(
        "dead_letter overriding system value",
        "n * 2, %s, 'p', 'd' || n, 'too_deep', '', 'http', 's', '', '', 2, now(), now(), 1",
        tenant,
        2,
        5);
    insert(
        "silence overriding system value",
        "n * 2, %s, 'p', '{}', 'ada', '', now(), now()",
        tenant,
        2,
        5);
    insert(
        "delivery overriding system value",
        "n * 2, %s, 'p', 'hook', 'a', 'r', 'firing', n, 'delivered', 1, now()",
        tenant,
        2,
        5);
  }

  private void insert(String table, String values, String tenant, int from, int to) {
    database.execute(
        "insert into %s select %s from generate_series(%d, %d) as n"
            .formatted(table, values.formatted(tenant), from, to));
  }

  private String numbers(String table, String column) {
    return database.value(
        "select string_agg(tenant || ' ' || %s, ', ' order by tenant, %s) from %s"
            .formatted(column, column, table));
  }

  private void migrate(String target) {
    Flyway.configure(getClass().getClassLoader())
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .locations("classpath:db/migration")
        .target(target)
        .load()
        .migrate();
  }
}
