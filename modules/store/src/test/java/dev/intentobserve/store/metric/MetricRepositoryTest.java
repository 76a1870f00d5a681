package dev.intentobserve.store.metric;

import static dev.intentobserve.testkit.TestEvent.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.model.metric.SeriesTotal.Exemplar;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.model.slo.SliEvent.Outcome;
import dev.intentobserve.model.slo.SliEventBuilder;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.ActivityOf;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.MetricStorePorts.CursorMove;
import dev.intentobserve.ports.MetricStorePorts.DueSliEvents;
import dev.intentobserve.ports.MetricStorePorts.Edge;
import dev.intentobserve.ports.MetricStorePorts.EdgesOf;
import dev.intentobserve.ports.MetricStorePorts.Emitter;
import dev.intentobserve.ports.MetricStorePorts.EmitterActivity;
import dev.intentobserve.ports.MetricStorePorts.SampleQuery;
import dev.intentobserve.ports.MetricStorePorts.SamplesOf;
import dev.intentobserve.ports.MetricStorePorts.SliEventQuery;
import dev.intentobserve.ports.MetricStorePorts.SliEventsOf;
import dev.intentobserve.ports.MetricStorePorts.Sum;
import dev.intentobserve.ports.MetricStorePorts.SumOf;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.StoreHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each test uses its own scope. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricRepositoryTest {
  private static final CommitMetrics NOTHING =
      new CommitMetrics(
          List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  private StoreHarness store;

  @BeforeAll
  void open() {
    store = StoreHarness.fresh();
  }

  @AfterAll
  void close() {
    store.close();
  }

  @Test
  void seriesTotals_areReadAsSaved() {
    Scope scope = new Scope("series", "series");
    SeriesTotal histogram =
        new SeriesTotal(
            MetricSeries.of("m", "a", "quote\" and \\", "b", ""),
            3,
            1.5,
            List.of(1L, 0L, 2L),
            new Stamp(NOON, 7, "event"),
            Map.of(2, new Exemplar(1.25, NOON, "t", "s")));
    commit(totals(scope, histogram));
    assertThat(series(scope)).containsExactly(histogram);
    SeriesTotal grown = total("m", 4, "a", "other");
    commit(totals(scope, grown));
    assertThat(series(scope)).containsExactlyInAnyOrder(histogram, grown);
  }

  @Test
  void emptySeriesTotal_isDeleted() {
    Scope scope = new Scope("gone", "gone");
    commit(totals(scope, total("m", 1), total("n", 1)));
    commit(totals(scope, total("m", 0)));
    assertThat(series(scope)).containsExactly(total("n", 1));
  }

  @Test
  void samples_areReplacedAndDeleted() {
    Scope scope = new Scope("samples", "samples");
    MetricSample one = sample("m", "signal:1", 1, NOON, "t");
    MetricSample two = sample("m", "signal:2", 1, NOON, null);
    MetricSample other = sample("n", "signal:1", 0.5, NOON, null);
    commit(samples(scope, List.of(one, two, other), List.of()));
    assertThat(samplesOf(scope, "signal:1")).containsExactlyInAnyOrder(one, other);
    MetricSample later = sample("m", "signal:1", 1, NOON.plusSeconds(1), null);
    commit(samples(scope, List.of(later), List.of(other)));
    assertThat(samplesOf(scope, "signal:1", "signal:2")).containsExactlyInAnyOrder(later, two);
    assertThat(samplesOf(Scope.DEFAULT, "signal:1")).isEmpty();
  }

  @Test
  void edges_areTheEarliestAndTheLatestWithASpan() {
    Scope scope = new Scope("edges", "edges");
    MetricSample first = sample("m", "s:1", 5, NOON, "t");
    MetricSample tie = sample("m", "s:0", 5, NOON, "t");
    MetricSample second = sample("m", "s:2", 15, NOON.plusSeconds(1), "t");
    MetricSample last = sample("m", "s:3", 15, NOON.plusSeconds(2), null);
    commit(samples(scope, List.of(first, tie, second, last), List.of()));
    MetricSeries series = MetricSeries.of("m");
    List<Edge> edges =
        List.of(
            Edge.first(series),
            new Edge(series, 10, 20, true),
            new Edge(series, 20, Double.POSITIVE_INFINITY, true),
            Edge.first(MetricSeries.of("none")));
    assertThat(store.ask(MetricStorePorts.EDGES, new EdgesOf(scope, edges, Set.of())))
        .containsExactly(Optional.of(tie), Optional.of(second), Optional.empty(), Optional.empty());
    assertThat(store.ask(MetricStorePorts.EDGES, new EdgesOf(scope, edges, Set.of("s:0", "s:2"))))
        .containsExactly(Optional.of(first), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void sampleList_isNewestFirstAndPaged() {
    Scope scope = new Scope("list", "list");
    MetricSample old = sample("m", "s:1", 1, NOON, null);
    MetricSample same = sample("m", "s:2", 2, NOON, null);
    MetricSample recent = sample("m", "s:3", 4, NOON.plusSeconds(9), null, "a", "b");
    commit(samples(scope, List.of(old, same, recent), List.of()));
    Listing<MetricSample> page = find(scope, null, null, null, 2, null);
    assertThat(page.items()).containsExactly(recent, same);
    assertThat(find(scope, null, null, null, 2, page.next()).items()).containsExactly(old);
    assertThat(find(scope, MetricSeries.of("m"), null, null, 9, null).items())
        .containsExactly(same, old);
    assertThat(find(scope, null, NOON.plusSeconds(9), null, 9, null).items())
        .containsExactly(recent);
    assertThat(find(scope, null, null, NOON.plusSeconds(9), 9, null).items())
        .containsExactly(same, old);
    assertThat(sum(scope, NOON, NOON.plusSeconds(9))).isEqualTo(new Sum(2, 3));
    assertThat(sum(scope, NOON, NOON.plusSeconds(10))).isEqualTo(new Sum(3, 7));
    assertThat(sum(scope, NOON.plusSeconds(10), NOON.plusSeconds(20))).isEqualTo(new Sum(0, 0));
    assertThat(sum(scope, NOON, NOON.plusSeconds(10), "a", "b")).isEqualTo(new Sum(1, 4));
    assertThat(sum(scope, NOON, NOON.plusSeconds(10), "a", "c")).isEqualTo(new Sum(0, 0));
  }

  @Test
  void sliEvents_areFoundBySubjectAndByDueTime() {
    Scope scope = new Scope("cases", "cases");
    SliEvent open = open("cases-1", "s:1", NOON.plusSeconds(60));
    SliEvent later = open("cases-1", "s:2", NOON.plusSeconds(120));
    SliEvent good = good("cases-2", "s:1", NOON);
    commit(cases(scope, List.of(open, later, good), List.of()));
    assertThat(casesOf(scope, Set.of("cases-1", "cases-2"), "s:1"))
        .containsExactlyInAnyOrder(open, good);
    assertThat(casesOf(scope, Set.of("cases-2"), "s:1", "s:2")).containsExactly(good);
    assertThat(due(NOON.plusSeconds(59), "cases-1", "cases-2")).isEmpty();
    assertThat(due(NOON.plusSeconds(60), "cases-1")).containsExactly(open);
    assertThat(due(NOON.plusSeconds(600), "cases-1")).containsExactly(open, later);
    assertThat(due(NOON.plusSeconds(600), "cases-2")).isEmpty();
    commit(cases(scope, List.of(good("cases-1", "s:1", NOON)), List.of(later)));
    assertThat(due(NOON.plusSeconds(600), "cases-1")).isEmpty();
    assertThat(casesOf(scope, Set.of("cases-1"), "s:1", "s:2"))
        .containsExactly(good("cases-1", "s:1", NOON));
  }

  @Test
  void sliEventList_showsOpenOnesBeforeTheLatestDecided() {
    Scope scope = new Scope("caselist", "caselist");
    SliEvent open = open("list", "s:1", NOON.plusSeconds(60));
    SliEvent old = good("list", "s:2", NOON);
    SliEvent recent = good("list", "s:3", NOON.plusSeconds(5));
    commit(cases(scope, List.of(open, old, recent), List.of()));
    SliEventQuery all = new SliEventQuery(scope, "list", null, null, null, 2, null);
    Listing<SliEvent> page = store.ask(MetricStorePorts.FIND_SLI_EVENTS, all);
    assertThat(page.items()).containsExactly(open, recent);
    SliEventQuery rest = new SliEventQuery(scope, "list", null, null, null, 2, page.next());
    assertThat(store.ask(MetricStorePorts.FIND_SLI_EVENTS, rest).items()).containsExactly(old);
    SliEventQuery decided =
        new SliEventQuery(scope, "list", Outcome.GOOD, NOON.plusSeconds(1), null, 9, null);
    assertThat(store.ask(MetricStorePorts.FIND_SLI_EVENTS, decided).items())
        .containsExactly(recent);
    SliEventQuery before =
        new SliEventQuery(scope, "list", Outcome.GOOD, null, NOON.plusSeconds(5), 9, null);
    assertThat(store.ask(MetricStorePorts.FIND_SLI_EVENTS, before).items()).containsExactly(old);
  }

  @Test
  void activity_isTheLatestMinutesOfEachEmitter() {
    Scope scope = new Scope("activity", "activity");
    for (int minute = 0; minute < 5; minute++) {
      commit(active(scope, "source", "mcp", minute, 30, "m" + minute));
    }
    commit(active(scope, "source", "mcp", 4, 10, "earlier"));
    commit(active(scope, "file", "/var/log/events.jsonl", 0, 0, "f"));
    commit(active(scope, "work", "all", 3, 30, "w"));
    Instant since = NOON.plusSeconds(120);
    assertThat(store.ask(MetricStorePorts.ACTIVITY, new ActivityOf(scope, since, 2)))
        .containsExactly(
            new Emitter(
                "source",
                "mcp",
                List.of(NOON.plusSeconds(180), NOON.plusSeconds(240)),
                NOON.plusSeconds(270),
                "m4"),
            new Emitter("work", "all", List.of(NOON.plusSeconds(180)), NOON.plusSeconds(210), "w"));
  }

  @Test
  void movedCursor_commitsNothing() {
    Scope scope = new Scope("cursor", "cursor");
    commit(moves(new CursorMove("figures.a", 0, 5), new CursorMove("figures.b", 0, 7)));
    CommitMetrics stale =
        new CommitMetrics(
            List.of(new CursorMove("figures.b", 7, 9), new CursorMove("figures.a", 4, 6)),
            List.of(new Scoped<>(scope, total("m", 1))),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertThat(store.askExpectingFailure(MetricStorePorts.COMMIT_METRICS, stale))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("cursor_moved"));
    assertThat(store.ask(StorePorts.CURSOR, "figures.a")).isEqualTo(5);
    assertThat(store.ask(StorePorts.CURSOR, "figures.b")).isEqualTo(7);
    assertThat(series(scope)).isEmpty();
  }

  private void commit(CommitMetrics step) {
    assertThat(store.ask(MetricStorePorts.COMMIT_METRICS, step)).isTrue();
  }

  private static CommitMetrics moves(CursorMove... moves) {
    return new CommitMetrics(
        List.of(moves),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static CommitMetrics totals(Scope scope, SeriesTotal... totals) {
    return new CommitMetrics(
        List.of(),
        in(scope, List.of(totals)),
        NOTHING.samples(),
        NOTHING.gone(),
        NOTHING.cases(),
        NOTHING.dropped(),
        NOTHING.ticks(),
        NOTHING.activity());
  }

  private static CommitMetrics samples(
      Scope scope, List<MetricSample> samples, List<MetricSample> gone) {
    return new CommitMetrics(
        List.of(),
        List.of(),
        in(scope, samples),
        in(scope, gone),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static CommitMetrics cases(Scope scope, List<SliEvent> cases, List<SliEvent> dropped) {
    return new CommitMetrics(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        in(scope, cases),
        in(scope, dropped),
        List.of(),
        List.of());
  }

  private static CommitMetrics active(
      Scope scope, String kind, String name, int minute, int second, String event) {
    Instant start = NOON.plus(Duration.ofMinutes(minute));
    EmitterActivity active =
        new EmitterActivity(kind, name, start, 1, start.plusSeconds(second), event);
    return new CommitMetrics(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        in(scope, List.of(active)));
  }

  private static <T> List<Scoped<T>> in(Scope scope, List<T> values) {
    return values.stream().map(value -> new Scoped<>(scope, value)).toList();
  }

  private List<SeriesTotal> series(Scope scope) {
    return store.ask(MetricStorePorts.SERIES, new Nothing()).stream()
        .filter(total -> total.scope().equals(scope))
        .map(Scoped::value)
        .toList();
  }

  private List<MetricSample> samplesOf(Scope scope, String... subjects) {
    return values(store.ask(MetricStorePorts.SAMPLES, new SamplesOf(scope, Set.of(subjects))));
  }

  private List<SliEvent> casesOf(Scope scope, Set<String> indicators, String... subjects) {
    return values(
        store.ask(
            MetricStorePorts.SLI_EVENTS, new SliEventsOf(scope, indicators, Set.of(subjects))));
  }

  private List<SliEvent> due(Instant now, String... indicators) {
    return values(
        store.ask(MetricStorePorts.DUE_SLI_EVENTS, new DueSliEvents(Set.of(indicators), now, 100)));
  }

  private static <T> List<T> values(List<Scoped<T>> scoped) {
    return scoped.stream().map(Scoped::value).toList();
  }

  private Listing<MetricSample> find(
      Scope scope,
      @Nullable MetricSeries series,
      @Nullable Instant since,
      @Nullable Instant until,
      int limit,
      @Nullable String cursor) {
    return store.ask(
        MetricStorePorts.FIND_SAMPLES,
        new SampleQuery(scope, "m", series, since, until, limit, cursor));
  }

  private Sum sum(Scope scope, Instant from, Instant to, String... labels) {
    return store.ask(
        MetricStorePorts.SUM,
        new SumOf(scope, "m", MetricSeries.of("m", labels).labels(), from, to));
  }

  private static SeriesTotal total(String metric, long count, String... labels) {
    return new SeriesTotal(
        MetricSeries.of(metric, labels),
        count,
        count,
        List.of(),
        new Stamp(NOON, 1, "e"),
        Map.of());
  }

  private static MetricSample sample(
      String metric,
      String subject,
      double value,
      Instant time,
      @Nullable String trace,
      String... labels) {
    return new MetricSample(MetricSeries.of(metric, labels), subject, value, time, trace, trace);
  }

  private static SliEvent open(String indicator, String subject, Instant due) {
    return SliEventBuilder.builder()
        .indicator(indicator)
        .subject(subject)
        .outcome(Outcome.OPEN)
        .start(NOON)
        .due(due)
        .startEvent("e")
        .traceId("t")
        .build();
  }

  private static SliEvent good(String indicator, String subject, Instant end) {
    return SliEventBuilder.builder()
        .indicator(indicator)
        .subject(subject)
        .outcome(Outcome.GOOD)
        .start(NOON)
        .end(end)
        .decided(end)
        .endEvent("e")
        .build();
  }
}
