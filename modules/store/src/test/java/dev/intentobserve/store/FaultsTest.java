package dev.intentobserve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Appended;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.Head;
import dev.intentobserve.contract.StoreContract.Ping;
import dev.intentobserve.contract.StoreContract.Receipt;
import dev.intentobserve.contract.StoreContract.Status;
import dev.intentobserve.testkit.Bus;
import dev.intentobserve.testkit.EmbeddedDb;
import dev.intentobserve.testkit.Events;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
  private static final Duration APPEND = Duration.ofSeconds(2);
  private static final StoreConfig CONFIG =
      new StoreConfig(
          StoreConfig.DEFAULT.address(),
          StoreConfig.DEFAULT.poolSize(),
          Duration.ofSeconds(1),
          StoreConfig.DEFAULT.connectTimeout(),
          new StoreConfig.Appending(2000, APPEND, 64 << 10, 50, Set.of()),
          StoreConfig.DEFAULT.recent(),
          StoreConfig.DEFAULT.stretch(),
          StoreConfig.DEFAULT.limits());

  private EmbeddedDb server;

  @BeforeAll
  void start() {
    server = EmbeddedDb.own();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void pausedDatabase_isAnsweredBusyByTheDeadlineAndHeals() {
    try (Cellar cellar = Cellar.on(server.create(), CONFIG)) {
      cellar.append(AppendTest.signal(0));
      server.pause();
      try {
        List<Future<Appended>> answers =
            IntStream.rangeClosed(1, 20).mapToObj(n -> append(cellar, n)).toList();
        Future<?> read = StoreContract.HEAD.ask(cellar.vertx(), new Head());
        Future<?> cursor = StoreContract.CURSOR.ask(cellar.vertx(), new CursorOf("c"));
        answers.forEach(answer -> assertBusy(Bus.awaitFailure(answer)));
        assertBusy(Bus.awaitFailure(read));
        assertBusy(Bus.awaitFailure(cursor));
        awaitUnavailable(cellar);
        assertThat(beforeTheDeadline(cellar, append(cellar, 99))).isEqualTo("store_unavailable");
      } finally {
        server.resume();
      }
      appendUntilTaken(cellar, 1);
      assertThat(cellar.ask(StoreContract.PING, new Ping())).isTrue();
      assertDense(cellar);
    }
  }

  @Test
  void killedDatabase_losesNothingAcknowledgedAndHeals() {
    try (Cellar cellar = Cellar.on(server.create(), CONFIG)) {
      List<Receipt> receipts =
          new ArrayList<>(cellar.append(AppendTest.signal(0), AppendTest.signal(1)));
      List<Future<Appended>> underWay =
          IntStream.rangeClosed(2, 30).mapToObj(n -> append(cellar, n)).toList();
      server.kill();
      Bus.await(Future.join(underWay).otherwiseEmpty());
      server.restart();
      underWay.stream()
          .filter(Future::succeeded)
          .forEach(answer -> receipts.addAll(answer.result().receipts()));
      receipts.add(appendUntilTaken(cellar, 31));
      for (Receipt receipt : receipts) {
        assertThat(cellar.database.value("select event_id from event where seq = " + receipt.seq()))
            .isEqualTo(receipt.eventId());
      }
      assertDense(cellar);
      assertThat(appendUntilTaken(cellar, 0).status()).isEqualTo(Status.DUPLICATE);
    }
  }

  @Test
  void fullQueue_saysBusyAtOnce() {
    try (Cellar cellar = Cellar.on(server.create(), CONFIG)) {
      cellar.append(AppendTest.signal(0));
      server.pause();
      try {
        List<Future<Appended>> answers =
            IntStream.rangeClosed(1, 200).mapToObj(n -> append(cellar, n)).toList();
        assertThat(beforeTheDeadline(cellar, answers.getLast())).isEqualTo("store_busy");
        Bus.await(Future.join(answers).otherwiseEmpty());
      } finally {
        server.resume();
      }
      appendUntilTaken(cellar, 1);
    }
  }

  @Test
  void databaseThatIsNotThereYet_isWaitedFor() {
    EmbeddedDb.Database database = server.create();
    Cellar.on(database, CONFIG).close();
    server.kill();
    StoreConfig config =
        CONFIG.at(database.host(), database.port(), database.name(), database.user(), "");
    Vertx vertx = Vertx.vertx();
    Bus.await(
        vertx.deployVerticle(
            Store.deployable(config, () -> Events.NOON, dev.intentobserve.contract.Meters.NONE)));
    assertBusy(Bus.awaitFailure(StoreContract.PING.ask(vertx, new Ping())));
    server.restart();
    assertThat(untilItSucceeds(vertx, () -> StoreContract.PING.ask(vertx, new Ping()))).isTrue();
    Bus.await(vertx.close());
  }

  @Test
  void hangingAppend_isNotReady_thoughTheDatabaseAnswers() throws Exception {
    try (Cellar cellar = Cellar.on(server.create(), CONFIG)) {
      cellar.append(AppendTest.signal(0));
      String backend =
          cellar.database.value(
              "select pid from pg_stat_activity where datname = current_database()"
                  + " and application_name = 'intent-observe append'");
      signal("STOP", backend);
      try {
        assertBusy(Bus.awaitFailure(append(cellar, 1)));
        assertThat(cellar.ask(StoreContract.HEAD, new Head())).isEqualTo(1);
        assertThat(notReady(cellar)).isIn("append_silent", "store_unavailable");
      } finally {
        signal("CONT", backend);
      }
      appendUntilTaken(cellar, 1);
      assertThat(cellar.ask(StoreContract.PING, new Ping())).isTrue();
    }
  }

  @Test
  void fullDisk_isNotReady_untilARowFitsAgain_thoughNobodyAppends() {
    try (Cellar cellar = Cellar.on(server.create(), CONFIG)) {
      cellar.append(AppendTest.signal(0));
      cellar.database.execute(
          """
          create function full_disk() returns trigger language plpgsql as $$
          begin raise exception using errcode = '53100'; end $$;
          create trigger full_disk before insert on event for each row
          execute function full_disk()
          """);
      assertBusy(Bus.awaitFailure(append(cellar, 1)));
      assertThat(notReady(cellar)).isEqualTo("store_full");
      assertThat(cellar.ask(StoreContract.HEAD, new Head())).isEqualTo(1);
      cellar.database.execute("drop trigger full_disk on event");
      assertThat(
              untilItSucceeds(
                  cellar.vertx(), () -> StoreContract.PING.ask(cellar.vertx(), new Ping())))
          .isTrue();
      assertThat(cellar.database.value("select count(*) from event")).isEqualTo("1");
      assertThat(cellar.append(AppendTest.signal(2)).getFirst().seq()).isEqualTo(2);
    }
  }

  private static String notReady(Cellar cellar) {
    return Fault.from(cellar.askInVain(StoreContract.PING, new Ping())).code();
  }

  private static void signal(String name, String pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  private static Future<Appended> append(Cellar cellar, int n) {
    return StoreContract.APPEND.ask(
        cellar.vertx(), Events.batch("http", AppendTest.signal(n)), Duration.ofSeconds(30));
  }

  private static Receipt appendUntilTaken(Cellar cellar, int n) {
    return untilItSucceeds(cellar.vertx(), () -> append(cellar, n)).receipts().getFirst();
  }

  /** As a client would: again until it is acknowledged. */
  private static <T> T untilItSucceeds(Vertx vertx, Supplier<Future<T>> ask) {
    for (int attempt = 0; attempt < 1_200; attempt++) {
      Future<T> answer = ask.get();
      Bus.await(answer.transform(any -> Future.succeededFuture()));
      if (answer.succeeded()) {
        return answer.result();
      }
      Bus.await(vertx.timer(50, TimeUnit.MILLISECONDS));
    }
    throw new AssertionError("never healed");
  }

  /** The code of a fault that came while one asked at the same moment would still be waiting. */
  private static String beforeTheDeadline(Cellar cellar, Future<?> answer) {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    Future<?> told =
        answer.onFailure(error -> order.add(error instanceof Fault fault ? fault.code() : "none"));
    Future<Void> deadline =
        cellar
            .vertx()
            .timer(APPEND.toMillis(), TimeUnit.MILLISECONDS)
            .onSuccess(over -> order.add("deadline"));
    Bus.await(deadline);
    Bus.awaitFailure(told);
    assertThat(order).hasSize(2).endsWith("deadline");
    return order.getFirst();
  }

  private static void awaitUnavailable(Cellar cellar) {
    for (int attempt = 0; attempt < 100; attempt++) {
      Throwable error = Bus.awaitFailure(append(cellar, 50));
      if (error instanceof Fault fault && fault.code().equals("store_unavailable")) {
        return;
      }
    }
    throw new AssertionError("never told at once");
  }

  private static void assertDense(Cellar cellar) {
    assertThat(cellar.database.value("select max(seq) = count(*) from event")).isEqualTo("t");
    assertThat(cellar.database.value("select count(*) = count(distinct event_id) from event"))
        .isEqualTo("t");
  }

  private static void assertBusy(Throwable error) {
    assertThat(error)
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.BUSY));
  }
}
