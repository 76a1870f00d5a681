package dev.intentobserve.store.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.DeadLetter;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.DeadLetterQuery;
import dev.intentobserve.ports.StorePorts.Discard;
import dev.intentobserve.ports.StorePorts.Entry;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.StorePorts.SourceCount;
import dev.intentobserve.ports.StorePorts.SourcePage;
import dev.intentobserve.ports.StorePorts.SourcesOf;
import dev.intentobserve.ports.StorePorts.Totals;
import dev.intentobserve.store.StoreHarness;
import dev.intentobserve.testkit.TestEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private StoreHarness store;

  @BeforeEach
  void open() {
    store = StoreHarness.fresh();
    store.append(batch("http", null, AppendTest.refused("{"), AppendTest.refused("[")));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void deadLetters_areListedNewestFirstAndByFilter() {
    assertThat(list(null, null)).extracting(DeadLetter::id).containsExactly(2L, 1L);
    assertThat(list(Refusal.TOO_DEEP, null)).isEmpty();
    assertThat(list(Refusal.MALFORMED_JSON, "open")).hasSize(2);
    assertThat(list(null, "discarded")).isEmpty();
  }

  @Test
  void discarding_closesOnceAndStaysClosed() {
    Discard order = new Discard(Scope.DEFAULT, 1, "noise, token=abc", "ada", TestEvent.NOON);
    assertThat(store.ask(StorePorts.DISCARD, order)).isTrue();
    assertThat(store.ask(StorePorts.DISCARD, order)).isFalse();
    store.append(batch("bus", null, AppendTest.refused("{")));
    DeadLetter deadLetter = one(1);
    assertThat(deadLetter.status()).isEqualTo("discarded");
    assertThat(deadLetter.note()).isEqualTo("noise, token=[REDACTED]");
    assertThat(deadLetter.times()).isEqualTo(2);
    assertThat(deadLetter.receiver()).isEqualTo("http");
  }

  @Test
  void replayedDeadLetter_isClosedWithItsEvent() {
    Entry repaired = new Entry.Accepted(AppendTest.signal(1), "index 0");
    store.append(batch("retry", 1L, repaired));
    assertThat(one(1))
        .extracting(DeadLetter::status, DeadLetter::note)
        .containsExactly("replayed", "e-1");
    store.append(batch("retry", 2L, repaired));
    assertThat(one(2))
        .extracting(DeadLetter::status, DeadLetter::note)
        .containsExactly("replayed", "e-1");
  }

  @Test
  void failedReplay_leavesTheDeadLetterOpenAndCountsIt() {
    store.append(batch("retry", 1L, AppendTest.refused("{")));
    assertThat(one(1))
        .extracting(DeadLetter::status, DeadLetter::times)
        .containsExactly("open", 2L);
  }

  @Test
  void sources_balance() {
    store.append(
        batch(
            "http",
            null,
            new Entry.Accepted(AppendTest.signal(1), "index 0"),
            AppendTest.refused("{")));
    List<SourceCount> counts =
        store.ask(StorePorts.SOURCES, new SourcesOf(Scope.DEFAULT, 10, null)).page().items();
    assertThat(counts)
        .containsExactly(
            new SourceCount("http", "test", 1, 1, 0, Map.of()),
            new SourceCount("http", "unknown", 3, 0, 0, Map.of(Refusal.MALFORMED_JSON, 3L)));
    assertThat(counts).allMatch(SourceCount::balanced);
  }

  @Test
  void sources_areReadPageByPage_withTotalsOnTheFirst() {
    store.append(batch("bus", null, new Entry.Accepted(AppendTest.signal(1), "index 0")));
    store.append(batch("http", null, new Entry.Accepted(AppendTest.signal(2), "index 0")));
    SourcePage first = store.ask(StorePorts.SOURCES, new SourcesOf(Scope.DEFAULT, 2, null));
    SourcePage rest =
        store.ask(StorePorts.SOURCES, new SourcesOf(Scope.DEFAULT, 2, first.page().next()));
    assertThat(first.page().items())
        .extracting(count -> count.receiver() + " " + count.source())
        .containsExactly("bus test", "http test");
    assertThat(rest.page().items())
        .containsExactly(
            new SourceCount("http", "unknown", 2, 0, 0, Map.of(Refusal.MALFORMED_JSON, 2L)));
    assertThat(rest.page().next()).isNull();
    assertThat(first.totals())
        .isEqualTo(new Totals(4, 2, 0, Map.of(Refusal.MALFORMED_JSON, 2L), true));
    assertThat(rest.totals()).isNull();
  }

  @Test
  void totals_tellThatASourceDoesNotBalance_althoughTheSumsDo() {
    store.append(batch("http", null, new Entry.Accepted(AppendTest.signal(1), "index 0")));
    assertThat(totals(Scope.DEFAULT).balanced()).isTrue();
    store.database.execute(
        "update source_count set count = count + case source when 'test' then 1 else -1 end"
            + " where outcome = 'received'");
    assertThat(totals(Scope.DEFAULT).balanced()).isFalse();
    assertThat(totals(new Scope("acme", "web"))).isEqualTo(new Totals(0, 0, 0, Map.of(), true));
  }

  private Totals totals(Scope scope) {
    return store.ask(StorePorts.SOURCES, new SourcesOf(scope, 1, null)).totals();
  }

  private DeadLetter one(long id) {
    return store.ask(StorePorts.FIND_DEAD_LETTER, new Scoped<>(Scope.DEFAULT, id)).orElseThrow();
  }

  private List<DeadLetter> list(Refusal reason, String status) {
    return store
        .ask(
            StorePorts.FIND_DEAD_LETTERS,
            new DeadLetterQuery(Scope.DEFAULT, reason, null, status, 10, null))
        .items();
  }

  private static Append batch(String receiver, Long retryOf, Entry... entries) {
    return new Append(Scope.DEFAULT, receiver, TestEvent.NOON, List.of(entries), null, retryOf);
  }
}
