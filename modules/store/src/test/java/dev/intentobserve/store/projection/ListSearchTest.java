package dev.intentobserve.store.projection;

import static dev.intentobserve.testkit.TestEvent.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.ports.EventQuery;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.store.StoreHarness;
import dev.intentobserve.store.sql.KeysetCursor;
import dev.intentobserve.store.sql.ScanLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A search reads ten events for each page, or some bytes. In a record of a hundred events every
 * fourth is of another tenant, every seventh contains the text, every ninth has another source and
 * every 25th is about a spec; their times fall.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListSearchTest {
  private static final int ROWS = 100;
  private static final int SCANNED_ROWS = 10;

  /** Bytes of three small bodies and a large one. */
  private static final long BYTES = 21;

  private StoreHarness store;
  private StoreHarness thrifty;

  @BeforeAll
  void open() {
    store =
        StoreHarness.fresh(StoreConfig.DEFAULT.withScanLimit(new ScanLimit(SCANNED_ROWS, 1 << 20)));
    store.database.execute(
        """
        insert into event (seq, scope_seq, tenant, project, event_id, digest, type, raw_type, source,
          event_time, received_time, flags, dialect, receiver, body)
        select n, n, case when n %% 4 = 0 then 'other' else 'default' end, 'default', 'e-' || n, '',
          case when n %% 25 = 1 then 'spec.created' else 'signal.created' end, '',
          case when n %% 9 = 0 then 'ninth' else 'test' end,
          timestamptz '%s' - n * interval '1 minute', now(), '{}', 'flat', 'http',
          case when n %% 7 = 0 then '{"a": "Needle"}' else '{}' end::bytea
        from generate_series(1, %d) as n
        """
            .formatted(NOON, ROWS));
    thrifty =
        StoreHarness.on(
            store.database, StoreConfig.DEFAULT.withScanLimit(new ScanLimit(ROWS, BYTES)));
  }

  @AfterAll
  void close() {
    thrifty.close();
    store.close();
  }

  private record Search(
      @Nullable String type,
      @Nullable String source,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable String text) {
    EventQuery page(boolean ascending, int limit, @Nullable String cursor) {
      return EventQuery.builder(Scope.DEFAULT, limit)
          .type(type)
          .source(source)
          .since(since)
          .until(until)
          .text(text)
          .ascending(ascending)
          .cursor(cursor)
          .build();
    }
  }

  private static final Search NEEDLE = new Search(null, null, null, null, "needle");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000})
  void pages_findEveryMatchOnceInBothOrders(int limit) {
    assertFinds(limit, NEEDLE, n -> n % 7 == 0);
    assertFinds(limit, new Search(null, null, null, null, "hay"), n -> false);
    assertFinds(limit, new Search(null, "ninth", null, null, null), n -> n % 9 == 0);
    assertFinds(limit, new Search(null, null, minutesAgo(30), null, null), n -> n <= 30);
    assertFinds(limit, new Search(null, null, null, minutesAgo(80), null), n -> n > 80);
    assertFinds(
        limit,
        new Search(null, "test", minutesAgo(90), minutesAgo(10), "NEEDLE"),
        n -> n % 7 == 0 && n % 9 != 0 && n > 10 && n <= 90);
    assertFinds(
        limit,
        new Search("signal.created", null, null, null, "needle"),
        n -> n % 7 == 0 && n % 25 != 1);
    assertFinds(limit, new Search("spec.*", null, null, null, "{"), n -> n % 25 == 1);
  }

  @Test
  void scanWithoutAMatch_hasANextPage() {
    Search nothing = new Search(null, null, null, null, "hay");
    for (boolean ascending : new boolean[] {true, false}) {
      Listing<StoredEvent> page =
          store.ask(StorePorts.FIND_EVENTS, nothing.page(ascending, 5, null));
      assertThat(page.items()).isEmpty();
      assertThat(page.next()).isNotNull();
    }
    assertThat(pages(store, nothing, true, 5)).hasSize(8);
  }

  @Test
  void scan_continuesAfterTheLastEventRead() {
    Listing<StoredEvent> page = store.ask(StorePorts.FIND_EVENTS, NEEDLE.page(true, 5, null));
    assertThat(page.items()).extracting(StoredEvent::seq).containsExactly(7L);
    assertThat(page.next()).isEqualTo(KeysetCursor.encode(13));
  }

  @Test
  void scanOfBytes_endsAfterTheEventThatFillsIt() {
    Listing<StoredEvent> page = thrifty.ask(StorePorts.FIND_EVENTS, NEEDLE.page(true, 5, null));
    assertThat(page.items()).extracting(StoredEvent::seq).containsExactly(7L);
    assertThat(page.next()).isEqualTo(KeysetCursor.encode(7));
    page = thrifty.ask(StorePorts.FIND_EVENTS, NEEDLE.page(false, 5, KeysetCursor.encode(36)));
    assertThat(page.items()).extracting(StoredEvent::seq).containsExactly(35L);
    assertThat(page.next()).isEqualTo(KeysetCursor.encode(31));
  }

  @Test
  void bodyLargerThanAScan_isReadAlone() {
    try (StoreHarness poor =
        StoreHarness.on(
            store.database, StoreConfig.DEFAULT.withScanLimit(new ScanLimit(ROWS, 1)))) {
      assertThat(pages(poor, NEEDLE, true, 5)).hasSize(ROWS * 3 / 4);
      assertThat(seqs(pages(poor, NEEDLE, true, 5))).isEqualTo(seqs(pages(store, NEEDLE, true, 5)));
    }
  }

  @Test
  void lastScan_endsTheList() {
    String cursor = KeysetCursor.encode(90);
    Listing<StoredEvent> page = store.ask(StorePorts.FIND_EVENTS, NEEDLE.page(true, 5, cursor));
    assertThat(page.items()).extracting(StoredEvent::seq).containsExactly(91L, 98L);
    assertThat(page.next()).isNull();
  }

  /** The index of types skips all other events, so they do not count as read. */
  @Test
  void rareType_isFound_howeverFarApart() {
    Search specs = new Search("spec.created", "test", null, null, null);
    Listing<StoredEvent> page = store.ask(StorePorts.FIND_EVENTS, specs.page(false, 5, null));
    assertThat(page.items()).extracting(StoredEvent::seq).containsExactly(51L, 26L, 1L);
    assertThat(page.next()).isNull();
  }

  @Test
  void listWithoutASearch_isNotLimitedByScans() {
    Search all = new Search(null, null, null, null, null);
    assertThat(pages(store, all, false, 1000)).hasSize(1);
  }

  private void assertFinds(int limit, Search search, LongPredicate matches) {
    List<Long> expected =
        LongStream.rangeClosed(1, ROWS).filter(n -> n % 4 != 0).filter(matches).boxed().toList();
    for (StoreHarness one : List.of(store, thrifty)) {
      assertThat(seqs(pages(one, search, true, limit))).isEqualTo(expected);
      assertThat(seqs(pages(one, search, false, limit))).isEqualTo(expected.reversed());
    }
  }

  private static List<Long> seqs(List<Listing<StoredEvent>> pages) {
    return pages.stream().flatMap(page -> page.items().stream()).map(StoredEvent::seq).toList();
  }

  private static List<Listing<StoredEvent>> pages(
      StoreHarness store, Search search, boolean ascending, int limit) {
    List<Listing<StoredEvent>> pages = new ArrayList<>();
    String cursor = null;
    do {
      pages.add(store.ask(StorePorts.FIND_EVENTS, search.page(ascending, limit, cursor)));
      cursor = pages.getLast().next();
    } while (cursor != null);
    return pages;
  }

  private static Instant minutesAgo(int minutes) {
    return NOON.minusSeconds(60L * minutes);
  }
}
