package dev.intentobserve.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmbeddedDbTest {
  @Test
  void shared_isDurableAndGivesSeparateDatabases() {
    EmbeddedDb.Database one = EmbeddedDb.shared().create();
    EmbeddedDb.Database two = EmbeddedDb.shared().create();
    one.execute("create table t as select 1 as n");
    assertThat(one.value("select count(*) from t")).isEqualTo("1");
    assertThat(two.value("select to_regclass('t')")).isNull();
    assertThat(one.value("select current_setting('fsync')")).isEqualTo("on");
    assertThat(one.value("show server_version")).startsWith("18");
  }

  @Test
  void own_survivesKillAndRestartOnItsPort() {
    try (EmbeddedDb server = EmbeddedDb.own()) {
      EmbeddedDb.Database database = server.create();
      database.execute("create table t as select 42 as n");
      server.kill();
      server.restart();
      assertThat(database.value("select n from t")).isEqualTo("42");
    }
  }
}
