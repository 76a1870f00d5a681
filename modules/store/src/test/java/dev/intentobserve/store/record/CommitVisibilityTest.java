package dev.intentobserve.store.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Appended;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.StorePorts.Receipt;
import dev.intentobserve.ports.StorePorts.Status;
import dev.intentobserve.store.StoreHarness;
import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.testkit.TestFutures;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CommitVisibilityTest {
  @Test
  void pendingCommit_delaysEverythingAfterIt() throws SQLException {
    try (StoreHarness store = StoreHarness.fresh();
        Connection other = DriverManager.getConnection(store.database.jdbcUrl());
        Statement statement = other.createStatement()) {
      store.append(AppendTest.signal(1));
      other.setAutoCommit(false);
      statement.execute(AdvisoryLocks.APPEND);
      statement.execute(
          "insert into event select 2, 2, tenant, project, 'held', digest, type, raw_type, source,"
              + " entity_kind, entity_id, touches, event_time, received_time, trace_ref, actor,"
              + " title, flags, dialect, receiver, body from event where seq = 1");
      Future<Appended> later =
          StorePorts.APPEND.ask(store.vertx(), TestEvent.batch("http", AppendTest.signal(3)));
      assertThat(store.readAfter(0, 10).last()).isEqualTo(1);
      assertThat(store.ask(StorePorts.HEAD, new Nothing())).isEqualTo(1);
      assertThat(later.isComplete()).isFalse();
      other.commit();
      assertThat(TestFutures.await(later).receipts()).extracting(Receipt::seq).containsExactly(3L);
      assertThat(store.readAfter(1, 10).events())
          .extracting(StoredEvent::seq)
          .containsExactly(2L, 3L);
    }
  }

  @Test
  void twoStoresOnOneDatabase_interleaveWithoutGap() {
    try (StoreHarness one = StoreHarness.fresh();
        StoreHarness two = one.secondProcess()) {
      List<Future<Appended>> answers = new ArrayList<>();
      for (int n = 0; n < 200; n++) {
        StoreHarness store = n % 2 == 0 ? one : two;
        // Every event is sent to both; the second is a duplicate.
        answers.add(StorePorts.APPEND.ask(store.vertx(), batch(n / 2)));
      }
      TestFutures.await(Future.all(answers));
      List<Receipt> receipts =
          answers.stream().flatMap(answer -> answer.result().receipts().stream()).toList();
      assertThat(receipts).filteredOn(r -> r.status() == Status.STORED).hasSize(500);
      assertThat(receipts).filteredOn(r -> r.status() == Status.DUPLICATE).hasSize(500);
      assertThat(readAll(one)).containsExactlyElementsOf(upTo(500));
      assertThat(readAll(two)).containsExactlyElementsOf(upTo(500));
    }
  }

  @Test
  void readerWhileAppending_neverSkips() {
    try (StoreHarness writer = StoreHarness.fresh();
        StoreHarness reader = writer.secondProcess()) {
      List<Future<Appended>> answers = new ArrayList<>();
      IntStream.range(0, 60)
          .forEach(n -> answers.add(StorePorts.APPEND.ask(writer.vertx(), batch(n))));
      List<Long> seen = new ArrayList<>();
      while (seen.size() < 300) {
        long after = seen.isEmpty() ? 0 : seen.getLast();
        reader.readAfter(after, 7).events().forEach(event -> seen.add(event.seq()));
      }
      assertThat(seen).containsExactlyElementsOf(upTo(300));
      TestFutures.await(Future.all(answers));
    }
  }

  private static Append batch(int n) {
    List<WorkEvent> events =
        IntStream.range(n * 5, n * 5 + 5).mapToObj(AppendTest::signal).toList();
    return TestEvent.batch(Scope.DEFAULT, "http", events);
  }

  private static List<Long> readAll(StoreHarness store) {
    List<Long> seqs = new ArrayList<>();
    Page page = new Page(List.of(), 0, true);
    while (page.more()) {
      page = store.readAfter(page.last(), 64);
      page.events().forEach(event -> seqs.add(event.seq()));
    }
    return seqs;
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
