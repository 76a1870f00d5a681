package dev.intentobserve.store.projection;

import static dev.intentobserve.testkit.TestEvent.NOON;
import static dev.intentobserve.testkit.TestEvent.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.EventQuery;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CommitExport;
import dev.intentobserve.ports.StorePorts.ExportRefusal;
import dev.intentobserve.ports.StorePorts.ExportStatus;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.SaveSummaries;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.TraceQuery;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.store.StoreHarness;
import dev.intentobserve.store.sql.KeysetCursor;
import dev.intentobserve.store.sql.ScanLimit;
import dev.intentobserve.testkit.TestEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListQueriesTest {
  private static final Scope OTHER = new Scope("other", "other");

  private StoreHarness store;

  @BeforeAll
  void open() {
    store = StoreHarness.fresh();
    store.append(
        TestEvent.of("signal.created", "SIG-1")
            .id("1")
            .at(NOON)
            .source("a")
            .data("note", "Grüße")
            .build(),
        TestEvent.of("signal.promoted", "SIG-1")
            .id("2")
            .at(NOON.plusSeconds(60))
            .touches(key(EntityKind.INTENT, "INT-1"))
            .build(),
        TestEvent.of("intent.proposed", "INT-1").id("3").at(NOON.plusSeconds(120)).build(),
        TestEvent.of("signal.created", "SIG-2")
            .id("4")
            .at(NOON.minusSeconds(60))
            .body(Bytes.of(latin1()))
            .build());
    store.append(
        TestEvent.batch(
            OTHER, "http", List.of(TestEvent.of("signal.created", "SIG-1").id("1").build())));
  }

  @AfterAll
  void close() {
    store.close();
  }

  private static byte[] latin1() {
    return "{\"Caf\u00e9\":\"\0 Needle\"}".getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void events_areListedNewestFirstWithinTheirScope() {
    assertThat(ids(query(null, null, null, null, null))).containsExactly("4", "3", "2", "1");
  }

  @Test
  void eventFilters_areApplied() {
    assertThat(ids(query("signal.*", null, null, null, null))).containsExactly("4", "2", "1");
    assertThat(ids(query("signal.created", null, null, null, null))).containsExactly("4", "1");
    assertThat(ids(query(null, "a", null, null, null))).containsExactly("1");
    assertThat(ids(query(null, null, NOON, NOON.plusSeconds(120), null))).containsExactly("2", "1");
    assertThat(ids(query(null, null, null, null, "gRÜSSE".replace("SS", "ß"))))
        .containsExactly("1");
    assertThat(ids(query(null, null, null, null, "needle"))).containsExactly("4");
    assertThat(ids(query(null, null, null, null, "100% not there"))).isEmpty();
  }

  @Test
  void eventsAboutAnEntity_includeThoseThatTouchIt() {
    EventQuery about =
        EventQuery.builder(Scope.DEFAULT, 10)
            .entities(Set.of(key(EntityKind.INTENT, "INT-1")))
            .ascending(true)
            .build();
    assertThat(ids(about)).containsExactly("2", "3");
  }

  @Test
  void pages_follow_eachOtherWithoutGapOrRepeat() {
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      Listing<StoredEvent> page =
          store.ask(
              StorePorts.FIND_EVENTS, EventQuery.builder(Scope.DEFAULT, 3).cursor(cursor).build());
      page.items().forEach(event -> seen.add(event.event().eventId()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(seen).containsExactly("4", "3", "2", "1");
  }

  @Test
  void cursorOfAnotherList_isRefused() {
    for (String cursor : List.of("???", "AAAA", KeysetCursor.encode("x"))) {
      assertThat(
              store.askExpectingFailure(
                  StorePorts.FIND_EVENTS,
                  EventQuery.builder(Scope.DEFAULT, 3).cursor(cursor).build()))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.code()).isEqualTo("invalid_cursor"));
    }
  }

  @Test
  void oneEvent_isFoundInItsScopeOnly() {
    assertThat(store.ask(StorePorts.FIND_EVENT, new Scoped<>(OTHER, "1"))).isPresent();
    assertThat(store.ask(StorePorts.FIND_EVENT, new Scoped<>(OTHER, "2"))).isEmpty();
  }

  @Test
  void traces_areListedByTheirLastEvent() {
    Scope scope = new Scope("t", "traces");
    save(scope, summary(key(EntityKind.INTENT, "INT-1"), "proposed", NOON));
    save(scope, summary(key(EntityKind.INTENT, "INT-2"), "complete", NOON.plusSeconds(5)));
    save(scope, summary(key(EntityKind.INTENT, "INT-3"), "proposed", NOON.plusSeconds(9)));
    save(scope, summary(key(EntityKind.CLUSTER, "CLU-1"), "forming", null));
    Listing<TraceSummary> first =
        store.ask(StorePorts.FIND_TRACES, TraceQuery.builder(scope, 3).build());
    assertThat(first.items())
        .extracting(t -> t.root().id())
        .containsExactly("INT-3", "INT-2", "INT-1");
    Listing<TraceSummary> rest =
        store.ask(
            StorePorts.FIND_TRACES, TraceQuery.builder(scope, 3).cursor(first.next()).build());
    assertThat(rest.items()).extracting(t -> t.root().id()).containsExactly("CLU-1");
    assertThat(
            store
                .ask(
                    StorePorts.FIND_TRACES,
                    TraceQuery.builder(scope, 9)
                        .rootKind(EntityKind.INTENT)
                        .quietSince(NOON.plusSeconds(6))
                        .build())
                .items())
        .extracting(t -> t.root().id())
        .containsExactly("INT-1");
    assertThat(
            store
                .ask(StorePorts.FIND_TRACES, TraceQuery.builder(scope, 9).state("complete").build())
                .items())
        .hasSize(1);
  }

  @Test
  void tracesWithAText_containItInTheTitleOrTheId() {
    Scope scope = new Scope("t", "texts");
    save(scope, summary("INT-1", "Der KESSEL grüßt", "proposed", NOON));
    save(scope, summary("INT-2", "100%_done", "proposed", NOON.plusSeconds(1)));
    save(scope, summary("kessel-3", "Tea", "complete", NOON.plusSeconds(2)));
    assertThat(withText(scope, null, "Kessel")).containsExactly("kessel-3", "INT-1");
    assertThat(withText(scope, "proposed", "kessel")).containsExactly("INT-1");
    assertThat(withText(scope, null, "GRÜ")).containsExactly("INT-1");
    assertThat(withText(scope, null, "int-")).containsExactly("INT-2", "INT-1");
    assertThat(withText(scope, null, "%_")).containsExactly("INT-2");
    assertThat(withText(scope, null, "_1")).isEmpty();
    assertThat(withText(scope, null, "tea\0")).isEmpty();
  }

  @Test
  void pagesOfTracesWithAText_followEachOther() {
    Scope scope = new Scope("t", "text pages");
    for (int n = 1; n <= 5; n++) {
      save(
          scope, summary("INT-" + n, n % 2 == 1 ? "odd" : "even", "proposed", NOON.plusSeconds(n)));
    }
    Listing<TraceSummary> first =
        store.ask(StorePorts.FIND_TRACES, TraceQuery.builder(scope, 2).text("odd").build());
    assertThat(first.items()).extracting(t -> t.root().id()).containsExactly("INT-5", "INT-3");
    Listing<TraceSummary> rest =
        store.ask(
            StorePorts.FIND_TRACES,
            TraceQuery.builder(scope, 2).text("odd").cursor(first.next()).build());
    assertThat(rest.items()).extracting(t -> t.root().id()).containsExactly("INT-1");
    assertThat(rest.next()).isNull();
  }

  @Test
  void searchForATrace_continuesAfterThoseItRead() {
    Scope scope = new Scope("t", "text scans");
    for (int n = 1; n <= 9; n++) {
      save(
          scope, summary("INT-" + n, n == 2 ? "odd" : "even", "proposed", NOON.plusSeconds(n / 4)));
    }
    save(scope, summary("INT-0", "even", "proposed", null));
    try (StoreHarness thrifty =
        StoreHarness.on(store.database, StoreConfig.DEFAULT.withScanLimit(new ScanLimit(4, 1)))) {
      List<Listing<TraceSummary>> pages = new ArrayList<>();
      String cursor = null;
      do {
        pages.add(
            thrifty.ask(
                StorePorts.FIND_TRACES,
                TraceQuery.builder(scope, 5)
                    .rootKind(EntityKind.INTENT)
                    .text("odd")
                    .cursor(cursor)
                    .build()));
        cursor = pages.getLast().next();
      } while (cursor != null);
      assertThat(pages)
          .extracting(page -> page.items().stream().map(t -> t.root().id()).toList())
          .containsExactly(List.of(), List.of("INT-2"), List.of());
    }
  }

  private List<String> withText(Scope scope, @Nullable String state, String text) {
    return store
        .ask(StorePorts.FIND_TRACES, TraceQuery.builder(scope, 9).state(state).text(text).build())
        .items()
        .stream()
        .map(trace -> trace.root().id())
        .toList();
  }

  @Test
  void exportStatus_isGivenForEachDestination() {
    store.ask(
        StorePorts.COMMIT_EXPORT,
        new CommitExport("export.logs", 0, 3, List.of(new ExportRefusal(2, "too old"))));
    store.ask(StorePorts.COMMIT_EXPORT, new CommitExport("export.spans", 0, 1, List.of()));
    assertThat(store.ask(StorePorts.EXPORT_STATUS, 2L))
        .containsExactly(
            new ExportStatus("export.logs", "refused", "too old"),
            new ExportStatus("export.spans", "pending", null));
    assertThat(store.ask(StorePorts.EXPORT_STATUS, 1L))
        .containsExactly(
            new ExportStatus("export.logs", "shipped", null),
            new ExportStatus("export.spans", "shipped", null));
  }

  private void save(Scope scope, TraceSummary summary) {
    store.ask(
        StorePorts.SAVE_SUMMARIES,
        new SaveSummaries(List.of(new Scoped<>(scope, summary)), List.of(), List.of()));
  }

  private static TraceSummary summary(EntityKey root, String state, Instant last) {
    return new TraceSummary(
        "0".repeat(31) + "1", root, state, "notice", root.id(), last, null, last, 1);
  }

  private static TraceSummary summary(
      String intent, String title, String state, @Nullable Instant last) {
    return new TraceSummary(
        "0".repeat(31) + "1",
        key(EntityKind.INTENT, intent),
        state,
        "notice",
        title,
        last,
        null,
        last,
        1);
  }

  private List<String> ids(EventQuery query) {
    return store.ask(StorePorts.FIND_EVENTS, query).items().stream()
        .map(event -> event.event().eventId())
        .toList();
  }

  private static EventQuery query(
      String type, String source, Instant since, Instant until, String text) {
    return EventQuery.builder(Scope.DEFAULT, 10)
        .type(type)
        .source(source)
        .since(since)
        .until(until)
        .text(text)
        .build();
  }
}
