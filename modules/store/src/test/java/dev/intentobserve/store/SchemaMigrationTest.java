package dev.intentobserve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.testkit.TestPostgres;
import org.junit.jupiter.api.Test;

class SchemaMigrationTest {
  @Test
  void migratingAgain_changesNothing() {
    TestPostgres.Database database = TestPostgres.shared().create();
    Store.migrate(config(database));
    String before = database.value("select count(*) from flyway_schema_history");
    Store.migrate(config(database));
    assertThat(database.value("select count(*) from flyway_schema_history")).isEqualTo(before);
  }

  /** Flyway refuses a database if one of its scripts has changed. Write a new script instead. */
  @Test
  void publishedMigration_isNeverChanged() {
    TestPostgres.Database database = TestPostgres.shared().create();
    Store.migrate(config(database));
    assertThat(
            database.value(
                """
                select string_agg(version || ' ' || checksum, ', ' order by installed_rank)
                from flyway_schema_history where version::int <= 4
                """))
        .isEqualTo("1 -170130979, 2 -532368829, 3 -734223101, 4 490238886");
  }

  @Test
  void newerSchema_isRefusedWithWhatToDo() {
    TestPostgres.Database database = TestPostgres.shared().create();
    Store.migrate(config(database));
    database.execute(
        "insert into flyway_schema_history select 99, '99', 'future', type, 'V99__future.sql',"
            + " checksum, installed_by, installed_on, execution_time, success"
            + " from flyway_schema_history where version = '1'");
    assertThatThrownBy(() -> Store.migrate(config(database)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version 99")
        .hasMessageContaining("Start the newer program");
  }

  @Test
  void everyTable_hasTenantAndProject_exceptFour() {
    TestPostgres.Database database = TestPostgres.shared().create();
    Store.migrate(config(database));
    assertThat(
            database.value(
                """
                select string_agg(relname, ' ' order by relname) from pg_class c
                where relkind = 'r' and relnamespace = 'public'::regnamespace
                  and (select count(*) from pg_attribute a
                    where a.attrelid = c.oid and attname in ('tenant', 'project')) < 2
                """))
        .isEqualTo("cursor export_refusal flyway_schema_history installation_key");
  }

  @Test
  void config_doesNotPrintItsPassword() {
    assertThat(StoreConfig.DEFAULT.at("db", 1, "d", "u", "hunter2"))
        .hasToString("StoreConfig[u@db:1/d]");
  }

  private static StoreConfig config(TestPostgres.Database database) {
    return StoreConfig.DEFAULT.at(
        database.host(), database.port(), database.name(), database.user(), database.password());
  }
}
