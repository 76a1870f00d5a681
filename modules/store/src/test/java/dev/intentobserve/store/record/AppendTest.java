package dev.intentobserve.store.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Digests;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.parser.EventParser;
import dev.intentobserve.parser.ParseResult;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Entry;
import dev.intentobserve.ports.StorePorts.Receipt;
import dev.intentobserve.ports.StorePorts.Status;
import dev.intentobserve.ports.StorePorts.TailMark;
import dev.intentobserve.store.StoreHarness;
import dev.intentobserve.testkit.TestEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public class AppendTest {
  private StoreHarness store;

  @BeforeEach
  void open() {
    store = StoreHarness.fresh();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void events_getDenseSeqInTheOrderOfTheRequest() {
    List<Receipt> receipts = store.append(signal(1), signal(2), signal(3));
    assertThat(receipts).extracting(Receipt::seq).containsExactly(1L, 2L, 3L);
    assertThat(store.append(signal(4))).extracting(Receipt::seq).containsExactly(4L);
    assertThat(store.ask(StorePorts.HEAD, new Nothing())).isEqualTo(4);
  }

  @Test
  void sameEventAgain_isADuplicateWithTheExistingSeq() {
    store.append(signal(1), signal(2));
    assertThat(store.append(signal(3), signal(2), signal(3)))
        .extracting(Receipt::status, Receipt::seq)
        .containsExactly(
            tuple(Status.STORED, 3L), tuple(Status.DUPLICATE, 2L), tuple(Status.DUPLICATE, 3L));
    assertThat(store.database.value("select count(*) from event")).isEqualTo("3");
  }

  @Test
  void sameIdWithAnotherBody_isRefusedAndKept() {
    WorkEvent first = TestEvent.of("signal.created", "SIG-1").id("e-1").build();
    WorkEvent other = TestEvent.of("signal.created", "SIG-1").id("e-1").title("changed").build();
    store.append(first);
    assertThat(store.append(other))
        .extracting(Receipt::status, Receipt::eventId, Receipt::seq, Receipt::reason)
        .containsExactly(tuple(Status.REFUSED, "e-1", null, Refusal.ID_CONFLICT));
    assertThat(store.readAfter(0, 10).events()).extracting(StoredEvent::event).hasSize(1);
    assertThat(store.database.value("select reason || times from dead_letter"))
        .isEqualTo("id_conflict1");
  }

  @Test
  void conflictWithinOneBatch_keepsTheFirst() {
    WorkEvent first = TestEvent.of("signal.created", "SIG-1").id("e-1").build();
    WorkEvent other = TestEvent.of("signal.created", "SIG-1").id("e-1").title("changed").build();
    assertThat(store.append(first, other, first))
        .extracting(Receipt::status)
        .containsExactly(Status.STORED, Status.REFUSED, Status.DUPLICATE);
    assertThat(store.append(other, first))
        .extracting(Receipt::status)
        .containsExactly(Status.REFUSED, Status.DUPLICATE);
  }

  @Test
  void scopes_areIndependent() {
    Scope other = new Scope("acme", "web");
    WorkEvent event = signal(1);
    store.append(event);
    assertThat(store.append(TestEvent.batch(other, "http", List.of(event))).receipts())
        .extracting(Receipt::status, Receipt::seq)
        .containsExactly(tuple(Status.STORED, 1L));
  }

  @Test
  void refusedEntries_becomeOneDeadLetterForTheSameBytes() {
    Append batch =
        new Append(
            Scope.DEFAULT, "http", TestEvent.NOON, List.of(refused("{"), refused("{")), null, null);
    assertThat(store.append(batch).receipts())
        .extracting(Receipt::status, Receipt::eventId, Receipt::reason, Receipt::detail)
        .containsOnly(tuple(Status.REFUSED, null, Refusal.MALFORMED_JSON, "line 1, column 2"));
    store.append(batch);
    assertThat(store.database.value("select times || status || origin from dead_letter"))
        .isEqualTo("4openindex 0");
  }

  @Test
  void everyEntry_isCountedTwiceIndependently() {
    WorkEvent event = signal(1);
    store.append(
        new Append(
            Scope.DEFAULT,
            "http",
            TestEvent.NOON,
            List.of(
                new Entry.Accepted(event, "index 0"),
                new Entry.Accepted(event, "index 1"),
                refused("{")),
            null,
            null));
    assertThat(
            store.database.value(
                "select string_agg(source || ' ' || outcome || reason || ' ' || count, ', '"
                    + " order by source, outcome) from source_count"))
        .isEqualTo(
            "test duplicate 1, test received 2, test stored 1, unknown received 1,"
                + " unknown refusedmalformed_json 1");
  }

  @Test
  void tailMark_movesWithItsRows() {
    TailMark mark = new TailMark(Scope.DEFAULT, "/w/events.jsonl", "8:42", 120, "ab", 64);
    store.append(
        new Append(
            Scope.DEFAULT,
            "file:/w/events.jsonl",
            TestEvent.NOON,
            List.of(new Entry.Accepted(signal(1), "line 1")),
            mark,
            null));
    assertThat(store.ask(StorePorts.TAIL_MARKS, new Nothing())).containsExactly(mark);
  }

  @Test
  void storedEvent_isTheSameFromMemoryAndAfterARestart() {
    String line =
        """
        {"version":"0.1","event":"signal.promoted","timestamp":"2026-02-01T09:30:00",\
        "trace_id":"0195e1a0-0000-7000-8000-000000000001","ref":"SIG-1","source":"cli",\
        "data":{"cluster_id":"CLU-1","intent_id":"INT-1","note":"line \\u0000 one"}}""";
    WorkEvent event =
        ((ParseResult.ParsedEvent)
                new EventParser(InputLimits.DEFAULT).read(line.getBytes(UTF_8), TestEvent.NOON))
            .event();
    store.append(event);
    StoredEvent live = new StoredEvent(1, Scope.DEFAULT, "http", TestEvent.NOON, event);
    assertThat(store.readAfter(0, 10).events()).containsExactly(live);
    store.restart();
    assertThat(store.readAfter(0, 10).events()).containsExactly(live);
  }

  @Test
  void unusualBytes_areKeptAsReceived() {
    byte[] odd = {'{', 0, (byte) 0xff, (byte) 0xed, (byte) 0xa0, (byte) 0x80, '}'};
    WorkEvent event =
        TestEvent.of("signal.created", "SIG-1")
            .id("odd")
            .title("with \0 nul and \uD800 lone")
            .flag(EventFlag.INVALID_UTF8)
            .body(Bytes.of(odd))
            .build();
    assertThat(store.append(event)).extracting(Receipt::status).containsExactly(Status.STORED);
    store.restart();
    StoredEvent stored = store.readAfter(0, 10).events().getFirst();
    assertThat(stored.event().body()).isEqualTo(Bytes.of(odd));
    assertThat(stored.event().flags()).contains(EventFlag.INVALID_UTF8);
  }

  @Test
  void eventTooLongForAnIndex_isRefusedAlone() {
    String hash = "0123456789abcdef".repeat(4_096);
    assertThat(
            store.append(
                signal(1),
                TestEvent.of("signal.created", hash).id("long").build(),
                TestEvent.of("signal.created", "SIG-2")
                    .at("+900000-01-01T00:00:00Z")
                    .id("far")
                    .build(),
                signal(3)))
        .extracting(Receipt::status)
        .containsExactly(Status.STORED, Status.REFUSED, Status.REFUSED, Status.STORED);
  }

  @Test
  void rowTheDatabaseRefuses_isFoundAndRefusedAlone() {
    store.database.execute(
        """
        create function poison() returns trigger language plpgsql as $$
        begin
          if new.title = 'poison' then
            raise exception using errcode = '22023';
          end if;
          return new;
        end $$
        """);
    store.database.execute(
        "create trigger poison before insert on event for each row execute function poison()");
    List<WorkEvent> events =
        new ArrayList<>(IntStream.range(0, 500).mapToObj(AppendTest::signal).toList());
    events.set(321, TestEvent.of("signal.created", "SIG-X").id("bad").title("poison").build());
    List<Receipt> receipts =
        store.append(TestEvent.batch(Scope.DEFAULT, "http", events)).receipts();
    assertThat(receipts).filteredOn(r -> r.status() == Status.STORED).hasSize(499);
    assertThat(receipts.get(321).status()).isEqualTo(Status.REFUSED);
    assertThat(receipts.getLast().seq()).isEqualTo(499);
  }

  public static WorkEvent signal(int n) {
    return TestEvent.of("signal.created", "SIG-" + n).id("e-" + n).build();
  }

  public static Entry.Refused refused(String body) {
    return new Entry.Refused(
        Refusal.MALFORMED_JSON,
        "line 1, column 2",
        "unknown",
        "index 0",
        Bytes.utf8(body),
        Digests.sha256(body),
        body.length());
  }
}
