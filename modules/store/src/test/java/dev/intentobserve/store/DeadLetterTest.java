package dev.intentobserve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Append;
import dev.intentobserve.contract.StoreContract.DeadLetterOf;
import dev.intentobserve.contract.StoreContract.DeadLetterQuery;
import dev.intentobserve.contract.StoreContract.Discard;
import dev.intentobserve.contract.StoreContract.Entry;
import dev.intentobserve.contract.StoreContract.SourceCount;
import dev.intentobserve.contract.StoreContract.Sources;
import dev.intentobserve.contract.StoreContract.SourcesOf;
import dev.intentobserve.contract.StoreContract.Totals;
import dev.intentobserve.event.DeadLetter;
import dev.intentobserve.event.Refusal;
import dev.intentobserve.event.Scope;
import dev.intentobserve.testkit.Events;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private Cellar cellar;

  @BeforeEach
  void open() {
    cellar = Cellar.fresh();
    cellar.append(batch("http", null, AppendTest.refused("{"), AppendTest.refused("[")));
  }

  @AfterEach
  void close() {
    cellar.close();
  }

  @Test
  void letters_areListedNewestFirstAndByFilter() {
    assertThat(list(null, null)).extracting(DeadLetter::id).containsExactly(2L, 1L);
    assertThat(list(Refusal.TOO_DEEP, null)).isEmpty();
    assertThat(list(Refusal.MALFORMED_JSON, "open")).hasSize(2);
    assertThat(list(null, "discarded")).isEmpty();
  }

  @Test
  void discarding_closesOnceAndStaysClosed() {
    Discard order = new Discard(Scope.DEFAULT, 1, "noise, token=abc", "ada", Events.NOON);
    assertThat(cellar.ask(StoreContract.DISCARD, order)).isTrue();
    assertThat(cellar.ask(StoreContract.DISCARD, order)).isFalse();
    cellar.append(batch("bus", null, AppendTest.refused("{")));
    DeadLetter letter = one(1);
    assertThat(letter.status()).isEqualTo("discarded");
    assertThat(letter.note()).isEqualTo("noise, token=[REDACTED]");
    assertThat(letter.times()).isEqualTo(2);
    assertThat(letter.door()).isEqualTo("http");
  }

  @Test
  void repairedLetter_isClosedWithItsEvent() {
    Entry repaired = new Entry.Accepted(AppendTest.signal(1), "index 0");
    cellar.append(batch("retry", 1L, repaired));
    assertThat(one(1))
        .extracting(DeadLetter::status, DeadLetter::note)
        .containsExactly("replayed", "e-1");
    cellar.append(batch("retry", 2L, repaired));
    assertThat(one(2))
        .extracting(DeadLetter::status, DeadLetter::note)
        .containsExactly("replayed", "e-1");
  }

  @Test
  void failedRepair_leavesTheLetterOpenAndCountsIt() {
    cellar.append(batch("retry", 1L, AppendTest.refused("{")));
    assertThat(one(1))
        .extracting(DeadLetter::status, DeadLetter::times)
        .containsExactly("open", 2L);
  }

  @Test
  void sources_balance() {
    cellar.append(
        batch(
            "http",
            null,
            new Entry.Accepted(AppendTest.signal(1), "index 0"),
            AppendTest.refused("{")));
    List<SourceCount> counts =
        cellar.ask(StoreContract.SOURCES, new SourcesOf(Scope.DEFAULT, 10, null)).page().items();
    assertThat(counts)
        .containsExactly(
            new SourceCount("http", "test", 1, 1, 0, Map.of()),
            new SourceCount("http", "unknown", 3, 0, 0, Map.of(Refusal.MALFORMED_JSON, 3L)));
    assertThat(counts).allMatch(SourceCount::balanced);
  }

  @Test
  void sources_areReadPageByPage_andAddUpOnTheFirst() {
    cellar.append(batch("bus", null, new Entry.Accepted(AppendTest.signal(1), "index 0")));
    cellar.append(batch("http", null, new Entry.Accepted(AppendTest.signal(2), "index 0")));
    Sources first = cellar.ask(StoreContract.SOURCES, new SourcesOf(Scope.DEFAULT, 2, null));
    Sources rest =
        cellar.ask(StoreContract.SOURCES, new SourcesOf(Scope.DEFAULT, 2, first.page().next()));
    assertThat(first.page().items())
        .extracting(count -> count.door() + " " + count.source())
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
  void totals_sayWhenASourceDoesNotBalance_thoughTheSumsDo() {
    cellar.append(batch("http", null, new Entry.Accepted(AppendTest.signal(1), "index 0")));
    assertThat(totals(Scope.DEFAULT).balanced()).isTrue();
    cellar.database.execute(
        "update source_count set count = count + case source when 'test' then 1 else -1 end"
            + " where outcome = 'received'");
    assertThat(totals(Scope.DEFAULT).balanced()).isFalse();
    assertThat(totals(new Scope("acme", "web"))).isEqualTo(new Totals(0, 0, 0, Map.of(), true));
  }

  private Totals totals(Scope scope) {
    return cellar.ask(StoreContract.SOURCES, new SourcesOf(scope, 1, null)).totals();
  }

  private DeadLetter one(long id) {
    return cellar
        .ask(StoreContract.FIND_DEAD_LETTER, new DeadLetterOf(Scope.DEFAULT, id))
        .orElseThrow();
  }

  private List<DeadLetter> list(Refusal reason, String status) {
    return cellar
        .ask(
            StoreContract.FIND_DEAD_LETTERS,
            new DeadLetterQuery(Scope.DEFAULT, reason, null, status, 10, null))
        .items();
  }

  private static Append batch(String door, Long retryOf, Entry... entries) {
    return new Append(Scope.DEFAULT, door, Events.NOON, List.of(entries), null, retryOf);
  }
}
