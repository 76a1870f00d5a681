package dev.intentobserve.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestPostgresTest {
  @Test
  void shared_isDurableAndGivesSeparateDatabases() {
    TestPostgres.Database one = TestPostgres.shared().create();
    TestPostgres.Database two = TestPostgres.shared().create();
    one.execute("create table t as select 1 as n");
    assertThat(one.value("select count(*) from t")).isEqualTo("1");
    assertThat(two.value("select to_regclass('t')")).isNull();
    assertThat(one.value("select current_setting('fsync')")).isEqualTo("on");
    assertThat(one.value("show server_version")).startsWith("18");
  }

  @Test
  void own_survivesKillAndRestartOnItsPort() {
    try (TestPostgres server = TestPostgres.own()) {
      TestPostgres.Database database = server.create();
      database.execute("create table t as select 42 as n");
      server.kill();
      server.restart();
      assertThat(database.value("select n from t")).isEqualTo("42");
    }
  }
}
