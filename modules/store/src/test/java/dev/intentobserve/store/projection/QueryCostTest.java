package dev.intentobserve.store.projection;

import static dev.intentobserve.testkit.TestEvent.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.EventQuery;
import dev.intentobserve.ports.ProjectionPorts;
import dev.intentobserve.ports.ProjectionPorts.Child;
import dev.intentobserve.ports.ProjectionPorts.Edges;
import dev.intentobserve.ports.ProjectionPorts.EdgesOf;
import dev.intentobserve.ports.ProjectionPorts.RelatedTo;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.IncomingLinksOf;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.TraceQuery;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.store.StoreHarness;
import dev.intentobserve.store.sql.ScanLimit;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A query reads about as much as it finds, however much else there is, with the statistics of
 * analysed tables: the planner then knows how large the tables are, but not how far a walk goes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryCostTest {
  private static final int ROWS = 30_000;
  private static final int MEMBERS = 10;
  private static final int ENOUGH = 1_000;
  private static final int SCANNED_ROWS = 300;
  private static final int RARE = 10;
  private static final long MUCH = 1 << 20;

  private StoreHarness store;

  @BeforeAll
  void open() {
    store =
        StoreHarness.fresh(StoreConfig.DEFAULT.withScanLimit(new ScanLimit(SCANNED_ROWS, MUCH)));
    store.database.execute(
        """
        insert into event (seq, scope_seq, tenant, project, event_id, digest, type, raw_type, source,
          entity_kind, entity_id, event_time, received_time, flags, dialect, receiver, body)
        select n, n, 'default', 'default', 'e-' || n, '',
          case when n %% (%1$d / %3$d) = 1 then 'signal.decayed' else 'signal.created' end, '', 'test',
          'signal', 'SIG-' || n, now(), now(), '{}', 'flat', 'http', '{}'
        from generate_series(1, %1$d) as n;
        insert into entity (tenant, project, kind, id, facts, state, top_kind, top_id, revision)
        select 'default', 'default', 'signal', 'SIG-' || n, json '{}', 'promoted', 'intent',
          'INT-' || 1 + (n - 1) / %2$d, n
        from generate_series(1, %1$d) as n
        union all
        select 'default', 'default', 'intent', 'INT-' || n, json '{}', null, null, null, %1$d + n
        from generate_series(1, %1$d / %2$d) as n;
        insert into membership (tenant, project, parent_kind, parent_id, member_kind, members,
          stamp_time, stamp_rank, event_id)
        select 'default', 'default', 'intent', 'INT-' || n, 'signal',
          array(select 'SIG-' || m from generate_series((n - 1) * %2$d + 1, n * %2$d) as m),
          now(), 0, 'm-' || n
        from generate_series(1, %1$d / %2$d) as n;
        insert into parent (tenant, project, kind, id, parent_kind, parent_id)
        select 'default', 'default', 'signal', 'SIG-' || n, 'intent', 'INT-' || 1 + (n - 1) / %2$d
        from generate_series(1, %1$d) as n;
        insert into trace_string (tenant, project, kind, id, ref)
        select 'default', 'default', 'signal', 'SIG-' || n, 'ref-' || n
        from generate_series(1, %1$d) as n;
        insert into alias (tenant, project, ref, trace_ref, intent_id, stamp_time, stamp_rank,
          event_id)
        select 'default', 'default', 'ref-' || n * %2$d, 'ref-' || n * %2$d, 'INT-' || n, now(), 0,
          'a-' || n
        from generate_series(1, %1$d / %2$d) as n;
        insert into trace_summary (tenant, project, root_kind, root_id, trace_id, state, closed,
          stage, title, last_event, spans)
        select 'default', 'default', case when n <= %1$d / %2$d then 'intent' else 'signal' end, 'R-' || n,
          '', case when n %% 2 = 0 then 'active' else 'captured' end, false, 'signals', 'title',
          now() + n * interval '1 second', 1
        from generate_series(1, %1$d) as n;
        analyze;
        insert into link (tenant, project, to_kind, to_id, kind, id, relation)
        select 'default', 'default', 'signal', 'SIG-' || n, 'intent', 'INT-1', 'mentions'
        from generate_series(300, %1$d) as n;
        """
            .formatted(ROWS, MEMBERS, RARE));
  }

  @AfterAll
  void close() {
    store.close();
  }

  /** Signals with their intents: two steps. */
  @Test
  void stepsAbove_readWhatTheyFind() {
    Set<EntityKey> keys = keys(EntityKind.SIGNAL, "SIG-", 100);
    Set<EntityKey> intents = keys(EntityKind.INTENT, "INT-", 10);
    assertThat(
            read(
                () -> {
                  assertThat(edges(keys, Set.of(), Set.of("ref-50")).claims()).hasSize(12);
                  assertThat(edges(intents, Set.of(), Set.of("ref-100")).facts()).hasSize(12);
                }))
        .isLessThan(ENOUGH);
  }

  /** An intent with its signals: two steps. */
  @Test
  void stepsBelow_readWhatTheyFind() {
    EntityKey root = key(EntityKind.INTENT, "INT-7");
    assertThat(
            read(
                () -> {
                  Edges first = edges(Set.of(root), Set.of(root), Set.of());
                  Set<EntityKey> signals =
                      first.children().stream().map(Child::child).collect(Collectors.toSet());
                  assertThat(signals).hasSize(MEMBERS);
                  assertThat(edges(signals, signals, Set.of()).facts()).hasSize(MEMBERS);
                }))
        .isLessThan(ENOUGH);
  }

  @Test
  void edges_readWhatTheyFind() {
    Set<EntityKey> tops = Set.of(key(EntityKind.INTENT, "INT-8"), key(EntityKind.INTENT, "INT-9"));
    EdgesOf question =
        new EdgesOf(Scope.DEFAULT, tops, tops, Set.of("INT-8"), Set.of("INT-9"), true);
    assertThat(
            read(
                () -> {
                  Edges edges = store.ask(ProjectionPorts.EDGES, question);
                  assertThat(edges.facts()).hasSize(2);
                  assertThat(edges.children()).hasSize(2 * MEMBERS);
                  assertThat(listed(edges)).isEqualTo(2 * MEMBERS);
                }))
        .isLessThan(ENOUGH);
  }

  @Test
  void related_readsWhatItFinds() {
    RelatedTo question = new RelatedTo(Scope.DEFAULT, Set.of(key(EntityKind.SIGNAL, "SIG-75")));
    assertThat(
            read(() -> assertThat(store.ask(ProjectionPorts.RELATED, question)).hasSize(MEMBERS)))
        .isLessThan(ENOUGH);
  }

  private Edges edges(Set<EntityKey> above, Set<EntityKey> below, Set<String> refs) {
    return store.ask(
        ProjectionPorts.EDGES, new EdgesOf(Scope.DEFAULT, above, below, refs, Set.of(), false));
  }

  private static Set<EntityKey> keys(EntityKind kind, String prefix, int step) {
    return IntStream.rangeClosed(1, 12)
        .mapToObj(n -> key(kind, prefix + n * step))
        .collect(Collectors.toSet());
  }

  private static int listed(Edges edges) {
    return edges.members().stream().mapToInt(list -> list.ids().size()).sum();
  }

  @Test
  void incomingLinks_readsWhatItFinds() {
    Set<EntityKey> targets =
        IntStream.rangeClosed(1, 300)
            .mapToObj(n -> key(EntityKind.SIGNAL, "SIG-" + n))
            .collect(Collectors.toSet());
    assertThat(
            read(
                () ->
                    assertThat(
                            store.ask(
                                StorePorts.INCOMING_LINKS,
                                new IncomingLinksOf(Scope.DEFAULT, targets, 100)))
                        .hasSize(1)))
        .isLessThan(ENOUGH);
  }

  @Test
  void listOfEvents_readsAPage() {
    assertThat(read(() -> assertThat(events(null, 50)).isEqualTo(50))).isLessThan(ENOUGH);
  }

  @Test
  void eventsOfAnEntity_readWhatTheyFind() {
    Set<EntityKey> one = Set.of(key(EntityKind.SIGNAL, "SIG-5"));
    assertThat(read(() -> assertThat(events(one, 50)).isEqualTo(1))).isLessThan(ENOUGH);
  }

  @Test
  void eventsOfAType_readWhatTheyFind() {
    EventQuery rare = query("signal.decayed", null, null, null, 50);
    assertThat(read(() -> assertThat(events(rare)).isEqualTo(RARE))).isLessThan(ENOUGH);
    EventQuery common = query("signal.created", null, null, null, 50);
    assertThat(read(() -> assertThat(events(common)).isEqualTo(50))).isLessThan(ENOUGH);
  }

  @Test
  void eventsOfARareTypeWithAText_readThoseOfTheType() {
    EventQuery query = query("signal.decayed", null, null, "nowhere", 50);
    assertThat(read(() -> assertThat(store.ask(StorePorts.FIND_EVENTS, query).next()).isNull()))
        .isLessThan(ENOUGH);
  }

  @Test
  void searchWithoutMatch_readsOneScan() {
    for (EventQuery query :
        List.of(
            query(null, null, null, "nowhere", 50),
            query(null, "nobody", null, null, 50),
            query(null, null, Instant.EPOCH, null, 50))) {
      assertThat(
              read(() -> assertThat(store.ask(StorePorts.FIND_EVENTS, query).next()).isNotNull()))
          .isLessThan(ENOUGH);
    }
  }

  @Test
  void tracesOfIntents_readNoTraceOfASignal() {
    for (String state : new String[] {null, "active"}) {
      TraceQuery query = traces(EntityKind.INTENT, state, null, 50);
      assertThat(read(() -> assertThat(traces(query).items()).hasSize(50))).isLessThan(ENOUGH);
    }
    TraceQuery latest = traces(EntityKind.SIGNAL, null, null, 50);
    assertThat(read(() -> assertThat(traces(latest).items()).hasSize(50))).isLessThan(ENOUGH);
  }

  @Test
  void searchForATraceWithoutMatch_readsOneScan() {
    for (String state : new String[] {null, "active"}) {
      TraceQuery query = traces(EntityKind.SIGNAL, state, "nowhere", 50);
      assertThat(
              read(
                  () -> {
                    Listing<TraceSummary> page = traces(query);
                    assertThat(page.items()).isEmpty();
                    assertThat(page.next()).isNotNull();
                  }))
          .isLessThan(ENOUGH);
    }
  }

  private Listing<TraceSummary> traces(TraceQuery query) {
    return store.ask(StorePorts.FIND_TRACES, query);
  }

  private static TraceQuery traces(
      EntityKind root, @Nullable String state, @Nullable String text, int limit) {
    return TraceQuery.builder(Scope.DEFAULT, limit).rootKind(root).state(state).text(text).build();
  }

  private int events(@Nullable Set<EntityKey> entities, int limit) {
    return events(EventQuery.builder(Scope.DEFAULT, limit).entities(entities).build());
  }

  private int events(EventQuery query) {
    return store.ask(StorePorts.FIND_EVENTS, query).items().size();
  }

  private static EventQuery query(
      @Nullable String type,
      @Nullable String source,
      @Nullable Instant until,
      @Nullable String text,
      int limit) {
    return EventQuery.builder(Scope.DEFAULT, limit)
        .type(type)
        .source(source)
        .until(until)
        .text(text)
        .build();
  }

  /**
   * Rows that PostgreSQL read for {@code question}. A session reports all of them only at its end.
   */
  private long read(Runnable question) {
    store.restart();
    long before = readSoFar();
    question.run();
    return readSoFar() - before;
  }

  private long readSoFar() {
    store.database.value(
        """
        select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and backend_type = 'client backend'
        """);
    return Long.parseLong(
        java.util.Objects.requireNonNull(
            store.database.value(
                "select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_user_tables")));
  }
}
