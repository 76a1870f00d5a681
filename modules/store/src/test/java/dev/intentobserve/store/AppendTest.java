package dev.intentobserve.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Append;
import dev.intentobserve.contract.StoreContract.Entry;
import dev.intentobserve.contract.StoreContract.Head;
import dev.intentobserve.contract.StoreContract.Receipt;
import dev.intentobserve.contract.StoreContract.Status;
import dev.intentobserve.contract.StoreContract.TailMark;
import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.Ids;
import dev.intentobserve.event.Limits;
import dev.intentobserve.event.Refusal;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.reading.Outcome;
import dev.intentobserve.reading.Reader;
import dev.intentobserve.testkit.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppendTest {
  private Cellar cellar;

  @BeforeEach
  void open() {
    cellar = Cellar.fresh();
  }

  @AfterEach
  void close() {
    cellar.close();
  }

  @Test
  void events_getDenseSeqInTheOrderOfTheRequest() {
    List<Receipt> receipts = cellar.append(signal(1), signal(2), signal(3));
    assertThat(receipts).extracting(Receipt::seq).containsExactly(1L, 2L, 3L);
    assertThat(cellar.append(signal(4))).extracting(Receipt::seq).containsExactly(4L);
    assertThat(cellar.ask(StoreContract.HEAD, new Head())).isEqualTo(4);
  }

  @Test
  void sameEventAgain_isADuplicateWithTheSeqThatStands() {
    cellar.append(signal(1), signal(2));
    assertThat(cellar.append(signal(3), signal(2), signal(3)))
        .extracting(Receipt::status, Receipt::seq)
        .containsExactly(
            tuple(Status.STORED, 3L), tuple(Status.DUPLICATE, 2L), tuple(Status.DUPLICATE, 3L));
    assertThat(cellar.database.value("select count(*) from event")).isEqualTo("3");
  }

  @Test
  void sameIdWithAnotherBody_isRefusedAndKept() {
    WorkEvent first = Events.of("signal.created", "SIG-1").id("e-1").build();
    WorkEvent other = Events.of("signal.created", "SIG-1").id("e-1").title("changed").build();
    cellar.append(first);
    assertThat(cellar.append(other))
        .extracting(Receipt::status, Receipt::eventId, Receipt::seq, Receipt::reason)
        .containsExactly(tuple(Status.REFUSED, "e-1", null, Refusal.ID_CONFLICT));
    assertThat(cellar.readAfter(0, 10).events()).extracting(Stored::event).hasSize(1);
    assertThat(cellar.database.value("select reason || times from dead_letter"))
        .isEqualTo("id_conflict1");
  }

  @Test
  void conflictWithinOneBatch_theFirstStands() {
    WorkEvent first = Events.of("signal.created", "SIG-1").id("e-1").build();
    WorkEvent other = Events.of("signal.created", "SIG-1").id("e-1").title("changed").build();
    assertThat(cellar.append(first, other, first))
        .extracting(Receipt::status)
        .containsExactly(Status.STORED, Status.REFUSED, Status.DUPLICATE);
    assertThat(cellar.append(other, first))
        .extracting(Receipt::status)
        .containsExactly(Status.REFUSED, Status.DUPLICATE);
  }

  @Test
  void scopes_doNotMeet() {
    Scope other = new Scope("acme", "web");
    WorkEvent event = signal(1);
    cellar.append(event);
    assertThat(cellar.append(Events.batch(other, "http", List.of(event))).receipts())
        .extracting(Receipt::status, Receipt::seq)
        .containsExactly(tuple(Status.STORED, 1L));
  }

  @Test
  void refusedEntries_becomeOneDeadLetterForTheSameBytes() {
    Append batch =
        new Append(
            Scope.DEFAULT, "http", Events.NOON, List.of(refused("{"), refused("{")), null, null);
    assertThat(cellar.append(batch).receipts())
        .extracting(Receipt::status, Receipt::eventId, Receipt::reason, Receipt::detail)
        .containsOnly(tuple(Status.REFUSED, null, Refusal.MALFORMED_JSON, "line 1, column 2"));
    cellar.append(batch);
    assertThat(cellar.database.value("select times || status || origin from dead_letter"))
        .isEqualTo("4openindex 0");
  }

  @Test
  void everyEntry_isCountedTwiceIndependently() {
    WorkEvent event = signal(1);
    cellar.append(
        new Append(
            Scope.DEFAULT,
            "http",
            Events.NOON,
            List.of(
                new Entry.Accepted(event, "index 0"),
                new Entry.Accepted(event, "index 1"),
                refused("{")),
            null,
            null));
    assertThat(
            cellar.database.value(
                "select string_agg(source || ' ' || outcome || reason || ' ' || count, ', '"
                    + " order by source, outcome) from source_count"))
        .isEqualTo(
            "test duplicate 1, test received 2, test stored 1, unknown received 1,"
                + " unknown refusedmalformed_json 1");
  }

  @Test
  void tailMark_movesWithItsRows() {
    TailMark mark = new TailMark(Scope.DEFAULT, "/w/events.jsonl", "8:42", 120, "ab", 64);
    cellar.append(
        new Append(
            Scope.DEFAULT,
            "file:/w/events.jsonl",
            Events.NOON,
            List.of(new Entry.Accepted(signal(1), "line 1")),
            mark,
            null));
    assertThat(cellar.ask(StoreContract.TAIL_MARKS, new StoreContract.TailMarks()))
        .containsExactly(mark);
  }

  @Test
  void storedEvent_readsTheSameFromMemoryAndAfterARestart() {
    String line =
        """
        {"version":"0.1","event":"signal.promoted","timestamp":"2026-02-01T09:30:00",\
        "trace_id":"0195e1a0-0000-7000-8000-000000000001","ref":"SIG-1","source":"cli",\
        "data":{"cluster_id":"CLU-1","intent_id":"INT-1","note":"line \\u0000 one"}}""";
    WorkEvent event =
        ((Outcome.Understood) new Reader(Limits.DEFAULT).read(line.getBytes(UTF_8), Events.NOON))
            .event();
    cellar.append(event);
    Stored live = new Stored(1, Scope.DEFAULT, "http", Events.NOON, event);
    assertThat(cellar.readAfter(0, 10).events()).containsExactly(live);
    cellar.restart();
    assertThat(cellar.readAfter(0, 10).events()).containsExactly(live);
  }

  @Test
  void oddBytes_areKeptAsTheyCame() {
    byte[] odd = {'{', 0, (byte) 0xff, (byte) 0xed, (byte) 0xa0, (byte) 0x80, '}'};
    WorkEvent event =
        Events.of("signal.created", "SIG-1")
            .id("odd")
            .title("with \0 nul and \uD800 lone")
            .flag(EventFlag.INVALID_UTF8)
            .body(Bytes.of(odd))
            .build();
    assertThat(cellar.append(event)).extracting(Receipt::status).containsExactly(Status.STORED);
    cellar.restart();
    Stored stored = cellar.readAfter(0, 10).events().getFirst();
    assertThat(stored.event().body()).isEqualTo(Bytes.of(odd));
    assertThat(stored.event().flags()).contains(EventFlag.INVALID_UTF8);
  }

  @Test
  void whatNoIndexHolds_isRefusedAlone() {
    String hash = "0123456789abcdef".repeat(4_096);
    assertThat(
            cellar.append(
                signal(1),
                Events.of("signal.created", hash).id("long").build(),
                Events.of("signal.created", "SIG-2")
                    .at("+900000-01-01T00:00:00Z")
                    .id("far")
                    .build(),
                signal(3)))
        .extracting(Receipt::status)
        .containsExactly(Status.STORED, Status.REFUSED, Status.REFUSED, Status.STORED);
  }

  @Test
  void rowTheDatabaseRefuses_isFoundAndRefusedAlone() {
    cellar.database.execute(
        """
        create function poison() returns trigger language plpgsql as $$
        begin
          if new.title = 'poison' then
            raise exception using errcode = '22023';
          end if;
          return new;
        end $$
        """);
    cellar.database.execute(
        "create trigger poison before insert on event for each row execute function poison()");
    List<WorkEvent> events =
        new ArrayList<>(IntStream.range(0, 500).mapToObj(AppendTest::signal).toList());
    events.set(321, Events.of("signal.created", "SIG-X").id("bad").title("poison").build());
    List<Receipt> receipts = cellar.append(Events.batch(Scope.DEFAULT, "http", events)).receipts();
    assertThat(receipts).filteredOn(r -> r.status() == Status.STORED).hasSize(499);
    assertThat(receipts.get(321).status()).isEqualTo(Status.REFUSED);
    assertThat(receipts.getLast().seq()).isEqualTo(499);
  }

  static WorkEvent signal(int n) {
    return Events.of("signal.created", "SIG-" + n).id("e-" + n).build();
  }

  static Entry.Refused refused(String body) {
    return new Entry.Refused(
        Refusal.MALFORMED_JSON,
        "line 1, column 2",
        "unknown",
        "index 0",
        Bytes.utf8(body),
        Ids.sha256(body.getBytes(UTF_8)),
        body.length());
  }
}
