package dev.intentobserve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Appended;
import dev.intentobserve.ports.StorePorts.Receipt;
import dev.intentobserve.ports.StorePorts.Status;
import dev.intentobserve.store.record.AppendConfig;
import dev.intentobserve.store.record.AppendTest;
import dev.intentobserve.store.sql.DatabaseConfig;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.testkit.TestFutures;
import dev.intentobserve.testkit.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseFaultsTest {
  private static final Duration APPEND = Duration.ofSeconds(2);
  private static final StoreConfig CONFIG =
      StoreConfig.DEFAULT
          .withDatabase(DatabaseConfig.DEFAULT.withStatementTimeout(Duration.ofSeconds(1)))
          .withAppending(
              AppendConfig.DEFAULT
                  .withDeadline(APPEND)
                  .withQueueBytes(64 << 10)
                  .withQueueRequests(50));

  private TestPostgres server;

  @BeforeAll
  void start() {
    server = TestPostgres.own();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void pausedDatabase_failsAsBusyByTheDeadlineAndRecovers() {
    try (StoreHarness store = StoreHarness.on(server.create(), CONFIG)) {
      store.append(AppendTest.signal(0));
      server.pause();
      try {
        List<Future<Appended>> answers =
            IntStream.rangeClosed(1, 20).mapToObj(n -> append(store, n)).toList();
        Future<?> read = StorePorts.HEAD.ask(store.vertx(), new Nothing());
        Future<?> cursor = StorePorts.CURSOR.ask(store.vertx(), "c");
        answers.forEach(answer -> assertBusy(TestFutures.awaitFailure(answer)));
        assertBusy(TestFutures.awaitFailure(read));
        assertBusy(TestFutures.awaitFailure(cursor));
        awaitUnavailable(store);
        assertThat(beforeTheDeadline(store, append(store, 99))).isEqualTo("store_unavailable");
      } finally {
        server.resume();
      }
      appendUntilTaken(store, 1);
      assertThat(store.ask(StorePorts.PING, new Nothing())).isTrue();
      assertDense(store);
    }
  }

  @Test
  void killedDatabase_losesNothingAcknowledgedAndRecovers() {
    try (StoreHarness store = StoreHarness.on(server.create(), CONFIG)) {
      List<Receipt> receipts =
          new ArrayList<>(store.append(AppendTest.signal(0), AppendTest.signal(1)));
      List<Future<Appended>> underWay =
          IntStream.rangeClosed(2, 30).mapToObj(n -> append(store, n)).toList();
      server.kill();
      TestFutures.await(Future.join(underWay).otherwiseEmpty());
      server.restart();
      underWay.stream()
          .filter(Future::succeeded)
          .forEach(answer -> receipts.addAll(answer.result().receipts()));
      receipts.add(appendUntilTaken(store, 31));
      for (Receipt receipt : receipts) {
        assertThat(store.database.value("select event_id from event where seq = " + receipt.seq()))
            .isEqualTo(receipt.eventId());
      }
      assertDense(store);
      assertThat(appendUntilTaken(store, 0).status()).isEqualTo(Status.DUPLICATE);
    }
  }

  @Test
  void fullQueue_failsAsBusyAtOnce() {
    try (StoreHarness store = StoreHarness.on(server.create(), CONFIG)) {
      store.append(AppendTest.signal(0));
      server.pause();
      try {
        List<Future<Appended>> answers =
            IntStream.rangeClosed(1, 200).mapToObj(n -> append(store, n)).toList();
        assertThat(beforeTheDeadline(store, answers.getLast())).isEqualTo("store_busy");
        TestFutures.await(Future.join(answers).otherwiseEmpty());
      } finally {
        server.resume();
      }
      appendUntilTaken(store, 1);
    }
  }

  @Test
  void databaseThatStartsLater_isWaitedFor() {
    TestPostgres.Database database = server.create();
    StoreHarness.on(database, CONFIG).close();
    server.kill();
    StoreConfig config =
        CONFIG.at(
            database.host(),
            database.port(),
            database.name(),
            database.user(),
            database.password());
    Vertx vertx = Vertx.vertx();
    TestFutures.await(
        vertx.deployVerticle(
            Store.deployable(config, () -> TestEvent.NOON, dev.intentobserve.ports.Meters.NONE)));
    assertBusy(TestFutures.awaitFailure(StorePorts.PING.ask(vertx, new Nothing())));
    server.restart();
    assertThat(untilItSucceeds(vertx, () -> StorePorts.PING.ask(vertx, new Nothing()))).isTrue();
    TestFutures.await(vertx.close());
  }

  @Test
  void hangingAppend_isNotReady_althoughTheDatabaseAnswersQueries() throws Exception {
    try (StoreHarness store = StoreHarness.on(server.create(), CONFIG)) {
      store.append(AppendTest.signal(0));
      String backend =
          store.database.value(
              "select pid from pg_stat_activity where datname = current_database()"
                  + " and application_name = 'intent-observe append'");
      signal("STOP", backend);
      try {
        assertBusy(TestFutures.awaitFailure(append(store, 1)));
        assertThat(store.ask(StorePorts.HEAD, new Nothing())).isEqualTo(1);
        assertThat(notReady(store)).isIn("append_no_answer", "store_unavailable");
      } finally {
        signal("CONT", backend);
      }
      appendUntilTaken(store, 1);
      assertThat(store.ask(StorePorts.PING, new Nothing())).isTrue();
    }
  }

  @Test
  void fullDisk_isNotReady_untilARowFitsAgain_withoutAnyAppend() {
    try (StoreHarness store = StoreHarness.on(server.create(), CONFIG)) {
      store.append(AppendTest.signal(0));
      store.database.execute(
          """
          create function full_disk() returns trigger language plpgsql as $$
          begin raise exception using errcode = '53100'; end $$;
          create trigger full_disk before insert on event for each row
          execute function full_disk()
          """);
      assertBusy(TestFutures.awaitFailure(append(store, 1)));
      assertThat(notReady(store)).isEqualTo("store_full");
      assertThat(store.ask(StorePorts.HEAD, new Nothing())).isEqualTo(1);
      store.database.execute("drop trigger full_disk on event");
      assertThat(
              untilItSucceeds(
                  store.vertx(), () -> StorePorts.PING.ask(store.vertx(), new Nothing())))
          .isTrue();
      assertThat(store.database.value("select count(*) from event")).isEqualTo("1");
      assertThat(store.append(AppendTest.signal(2)).getFirst().seq()).isEqualTo(2);
    }
  }

  private static String notReady(StoreHarness store) {
    return Fault.from(store.askExpectingFailure(StorePorts.PING, new Nothing())).code();
  }

  private static void signal(String name, String pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  private static Future<Appended> append(StoreHarness store, int n) {
    return StorePorts.APPEND.ask(
        store.vertx(), TestEvent.batch("http", AppendTest.signal(n)), Duration.ofSeconds(30));
  }

  private static Receipt appendUntilTaken(StoreHarness store, int n) {
    return untilItSucceeds(store.vertx(), () -> append(store, n)).receipts().getFirst();
  }

  /** Repeats the request until it is acknowledged, as a client would. */
  private static <T> T untilItSucceeds(Vertx vertx, Supplier<Future<T>> ask) {
    for (int attempt = 0; attempt < 1_200; attempt++) {
      Future<T> answer = ask.get();
      TestFutures.await(answer.transform(any -> Future.succeededFuture()));
      if (answer.succeeded()) {
        return answer.result();
      }
      TestFutures.await(vertx.timer(50, TimeUnit.MILLISECONDS));
    }
    throw new AssertionError("never recovered");
  }

  /** The code of a fault that arrived before the deadline of a request sent at the same time. */
  private static String beforeTheDeadline(StoreHarness store, Future<?> answer) {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    Future<?> told =
        answer.onFailure(error -> order.add(error instanceof Fault fault ? fault.code() : "none"));
    Future<Void> deadline =
        store
            .vertx()
            .timer(APPEND.toMillis(), TimeUnit.MILLISECONDS)
            .onSuccess(resolved -> order.add("deadline"));
    TestFutures.await(deadline);
    TestFutures.awaitFailure(told);
    assertThat(order).hasSize(2).endsWith("deadline");
    return order.getFirst();
  }

  private static void awaitUnavailable(StoreHarness store) {
    for (int attempt = 0; attempt < 100; attempt++) {
      Throwable error = TestFutures.awaitFailure(append(store, 50));
      if (error instanceof Fault fault && fault.code().equals("store_unavailable")) {
        return;
      }
    }
    throw new AssertionError("never failed at once");
  }

  private static void assertDense(StoreHarness store) {
    assertThat(store.database.value("select max(seq) = count(*) from event")).isEqualTo("t");
    assertThat(store.database.value("select count(*) = count(distinct event_id) from event"))
        .isEqualTo("t");
  }

  private static void assertBusy(Throwable error) {
    assertThat(error)
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.BUSY));
  }
}
