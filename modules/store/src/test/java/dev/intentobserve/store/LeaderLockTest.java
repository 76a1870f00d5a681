package dev.intentobserve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.LeaderPorts;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.testkit.TestFutures;
import dev.intentobserve.testkit.TestPostgres;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of two processes on one database, one is the leader. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeaderLockTest {
  private static final String END_OF_CONNECTIONS =
      "select pg_terminate_backend(pid) from pg_stat_activity"
          + " where application_name = 'intent-observe leader' and datname = current_database()";

  @Test
  void firstProcess_leads_untilItEnds() {
    StoreHarness first = StoreHarness.fresh();
    try (StoreHarness second = first.secondProcess()) {
      assertThat(leads(first)).isTrue();
      assertThat(leads(second)).isFalse();
      assertThat(leads(first)).isTrue();
      assertThat(leads(second)).isFalse();
      first.close();
      assertThat(leads(second)).isTrue();
    }
  }

  @Test
  void lostConnection_isPublishedAtOnce_andFreesLeadership() {
    try (StoreHarness first = StoreHarness.fresh();
        StoreHarness second = first.secondProcess()) {
      assertThat(leads(first)).isTrue();
      Promise<Void> told = Promise.promise();
      TestFutures.await(Hint.LEADERSHIP.subscribe(first.vertx(), lost -> told.tryComplete()));
      first.database.execute(END_OF_CONNECTIONS);
      TestFutures.await(told.future());
      assertThat(leads(second)).isTrue();
      assertThat(leads(first)).isFalse();
    }
  }

  @Test
  void unresponsiveDatabase_endsLeadership() {
    TestPostgres server = TestPostgres.own();
    try (server;
        StoreHarness store = StoreHarness.on(server.create(), StoreConfig.DEFAULT)) {
      assertThat(leads(store)).isTrue();
      server.pause();
      assertThat(leads(store)).isFalse();
      server.resume();
      assertThat(untilItLeads(store)).isTrue();
    }
  }

  /** The server must notice the end of the old connection first. */
  private static boolean untilItLeads(StoreHarness store) {
    while (!leads(store)) {
      Thread.onSpinWait();
    }
    return true;
  }

  private static boolean leads(StoreHarness store) {
    return store.ask(LeaderPorts.LEADERSHIP, new Nothing());
  }
}
