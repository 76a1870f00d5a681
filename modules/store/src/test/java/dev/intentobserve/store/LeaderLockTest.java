package dev.intentobserve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.LeaderContract;
import dev.intentobserve.contract.LeaderContract.Lead;
import dev.intentobserve.testkit.Bus;
import dev.intentobserve.testkit.EmbeddedDb;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes on one real database: one of them leads. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeaderLockTest {
  private static final String END_OF_CONNECTIONS =
      "select pg_terminate_backend(pid) from pg_stat_activity"
          + " where application_name = 'intent-observe lead' and datname = current_database()";

  @Test
  void firstWhoAsks_leads_untilItEnds() {
    Cellar first = Cellar.fresh();
    try (Cellar second = first.neighbour()) {
      assertThat(leads(first)).isTrue();
      assertThat(leads(second)).isFalse();
      assertThat(leads(first)).isTrue();
      assertThat(leads(second)).isFalse();
      first.close();
      assertThat(leads(second)).isTrue();
    }
  }

  @Test
  void lostConnection_isToldAtOnce_andTheLeadIsFree() {
    try (Cellar first = Cellar.fresh();
        Cellar second = first.neighbour()) {
      assertThat(leads(first)).isTrue();
      Promise<Void> told = Promise.promise();
      Bus.await(Hint.LEAD.hear(first.vertx(), lost -> told.tryComplete()));
      first.database.execute(END_OF_CONNECTIONS);
      Bus.await(told.future());
      assertThat(leads(second)).isTrue();
      assertThat(leads(first)).isFalse();
    }
  }

  @Test
  void silentDatabase_confirmsNothing_soNobodyLeads() {
    EmbeddedDb server = EmbeddedDb.own();
    try (server;
        Cellar cellar = Cellar.on(server.create(), StoreConfig.DEFAULT)) {
      assertThat(leads(cellar)).isTrue();
      server.pause();
      assertThat(leads(cellar)).isFalse();
      server.resume();
      assertThat(untilItLeads(cellar)).isTrue();
    }
  }

  /** The server has to find the end of the old connection first. */
  private static boolean untilItLeads(Cellar cellar) {
    while (!leads(cellar)) {
      Thread.onSpinWait();
    }
    return true;
  }

  private static boolean leads(Cellar cellar) {
    return cellar.ask(LeaderContract.LEAD, new Lead());
  }
}
