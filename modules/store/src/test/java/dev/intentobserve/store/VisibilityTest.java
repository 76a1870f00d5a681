package dev.intentobserve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Append;
import dev.intentobserve.contract.StoreContract.Appended;
import dev.intentobserve.contract.StoreContract.Head;
import dev.intentobserve.contract.StoreContract.Page;
import dev.intentobserve.contract.StoreContract.Receipt;
import dev.intentobserve.contract.StoreContract.Status;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.testkit.Bus;
import dev.intentobserve.testkit.Events;
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

class VisibilityTest {
  @Test
  void heldCommit_holdsBackEverythingAfterIt() throws SQLException {
    try (Cellar cellar = Cellar.fresh();
        Connection other = DriverManager.getConnection(cellar.database.jdbcUrl());
        Statement statement = other.createStatement()) {
      cellar.append(AppendTest.signal(1));
      other.setAutoCommit(false);
      statement.execute(EventSql.LOCK);
      statement.execute(
          "insert into event select 2, tenant, project, 'held', digest, type, raw_type, source,"
              + " entity_kind, entity_id, touches, event_time, received_time, trace_ref, actor,"
              + " title, flags, dialect, door, body, 2 from event where seq = 1");
      Future<Appended> later =
          StoreContract.APPEND.ask(cellar.vertx(), Events.batch("http", AppendTest.signal(3)));
      assertThat(cellar.readAfter(0, 10).last()).isEqualTo(1);
      assertThat(cellar.ask(StoreContract.HEAD, new Head())).isEqualTo(1);
      assertThat(later.isComplete()).isFalse();
      other.commit();
      assertThat(Bus.await(later).receipts()).extracting(Receipt::seq).containsExactly(3L);
      assertThat(cellar.readAfter(1, 10).events()).extracting(Stored::seq).containsExactly(2L, 3L);
    }
  }

  @Test
  void twoStoresOnOneDatabase_interleaveWithoutGap() {
    try (Cellar one = Cellar.fresh();
        Cellar two = one.neighbour()) {
      List<Future<Appended>> answers = new ArrayList<>();
      for (int n = 0; n < 200; n++) {
        Cellar cellar = n % 2 == 0 ? one : two;
        // Every event is sent to both: whoever comes second is a duplicate.
        answers.add(StoreContract.APPEND.ask(cellar.vertx(), batch(n / 2)));
      }
      Bus.await(Future.all(answers));
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
    try (Cellar writer = Cellar.fresh();
        Cellar reader = writer.neighbour()) {
      List<Future<Appended>> answers = new ArrayList<>();
      IntStream.range(0, 60)
          .forEach(n -> answers.add(StoreContract.APPEND.ask(writer.vertx(), batch(n))));
      List<Long> seen = new ArrayList<>();
      while (seen.size() < 300) {
        long after = seen.isEmpty() ? 0 : seen.getLast();
        reader.readAfter(after, 7).events().forEach(event -> seen.add(event.seq()));
      }
      assertThat(seen).containsExactlyElementsOf(upTo(300));
      Bus.await(Future.all(answers));
    }
  }

  private static Append batch(int n) {
    List<WorkEvent> events =
        IntStream.range(n * 5, n * 5 + 5).mapToObj(AppendTest::signal).toList();
    return Events.batch(Scope.DEFAULT, "http", events);
  }

  private static List<Long> readAll(Cellar cellar) {
    List<Long> seqs = new ArrayList<>();
    Page page = new Page(List.of(), 0, true);
    while (page.more()) {
      page = cellar.readAfter(page.last(), 64);
      page.events().forEach(event -> seqs.add(event.seq()));
    }
    return seqs;
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
