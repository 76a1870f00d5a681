package dev.intentobserve.store;

import static dev.intentobserve.testkit.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.Active;
import dev.intentobserve.contract.FiguresContract.ActivityOf;
import dev.intentobserve.contract.FiguresContract.AllSeries;
import dev.intentobserve.contract.FiguresContract.CaseQuery;
import dev.intentobserve.contract.FiguresContract.CasesOf;
import dev.intentobserve.contract.FiguresContract.CommitFigures;
import dev.intentobserve.contract.FiguresContract.DueCases;
import dev.intentobserve.contract.FiguresContract.Edge;
import dev.intentobserve.contract.FiguresContract.EdgesOf;
import dev.intentobserve.contract.FiguresContract.Emitter;
import dev.intentobserve.contract.FiguresContract.Move;
import dev.intentobserve.contract.FiguresContract.SampleQuery;
import dev.intentobserve.contract.FiguresContract.SamplesOf;
import dev.intentobserve.contract.FiguresContract.Sum;
import dev.intentobserve.contract.FiguresContract.SumOf;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Case;
import dev.intentobserve.event.Case.Outcome;
import dev.intentobserve.event.Sample;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Series;
import dev.intentobserve.event.SeriesTotal;
import dev.intentobserve.event.SeriesTotal.Exemplar;
import dev.intentobserve.event.Stamp;
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

/** Each test lives in a scope of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiguresTest {
  private static final CommitFigures NOTHING =
      new CommitFigures(
          List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  private Cellar cellar;

  @BeforeAll
  void open() {
    cellar = Cellar.fresh();
  }

  @AfterAll
  void close() {
    cellar.close();
  }

  @Test
  void seriesTotals_comeBackAsTheyWentIn() {
    Scope scope = new Scope("series", "series");
    SeriesTotal histogram =
        new SeriesTotal(
            Series.of("m", "a", "quote\" and \\", "b", ""),
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
  void seriesTotal_withoutAnything_goes() {
    Scope scope = new Scope("gone", "gone");
    commit(totals(scope, total("m", 1), total("n", 1)));
    commit(totals(scope, total("m", 0)));
    assertThat(series(scope)).containsExactly(total("n", 1));
  }

  @Test
  void samples_areReplacedAndTakenBack() {
    Scope scope = new Scope("samples", "samples");
    Sample one = sample("m", "signal:1", 1, NOON, "t");
    Sample two = sample("m", "signal:2", 1, NOON, null);
    Sample other = sample("n", "signal:1", 0.5, NOON, null);
    commit(samples(scope, List.of(one, two, other), List.of()));
    assertThat(samplesOf(scope, "signal:1")).containsExactlyInAnyOrder(one, other);
    Sample later = sample("m", "signal:1", 1, NOON.plusSeconds(1), null);
    commit(samples(scope, List.of(later), List.of(other)));
    assertThat(samplesOf(scope, "signal:1", "signal:2")).containsExactlyInAnyOrder(later, two);
    assertThat(samplesOf(Scope.DEFAULT, "signal:1")).isEmpty();
  }

  @Test
  void edges_areTheEarliestAndTheLatestThatLeadsToASpan() {
    Scope scope = new Scope("edges", "edges");
    Sample first = sample("m", "s:1", 5, NOON, "t");
    Sample tie = sample("m", "s:0", 5, NOON, "t");
    Sample second = sample("m", "s:2", 15, NOON.plusSeconds(1), "t");
    Sample last = sample("m", "s:3", 15, NOON.plusSeconds(2), null);
    commit(samples(scope, List.of(first, tie, second, last), List.of()));
    Series series = Series.of("m");
    List<Edge> edges =
        List.of(
            Edge.first(series),
            new Edge(series, 10, 20, true),
            new Edge(series, 20, Double.POSITIVE_INFINITY, true),
            Edge.first(Series.of("none")));
    assertThat(cellar.ask(FiguresContract.EDGES, new EdgesOf(scope, edges, Set.of())))
        .containsExactly(Optional.of(tie), Optional.of(second), Optional.empty(), Optional.empty());
    assertThat(cellar.ask(FiguresContract.EDGES, new EdgesOf(scope, edges, Set.of("s:0", "s:2"))))
        .containsExactly(Optional.of(first), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void sampleList_isNewestFirstAndPaged() {
    Scope scope = new Scope("list", "list");
    Sample old = sample("m", "s:1", 1, NOON, null);
    Sample same = sample("m", "s:2", 2, NOON, null);
    Sample recent = sample("m", "s:3", 4, NOON.plusSeconds(9), null, "a", "b");
    commit(samples(scope, List.of(old, same, recent), List.of()));
    Listing<Sample> page = find(scope, null, null, null, 2, null);
    assertThat(page.items()).containsExactly(recent, same);
    assertThat(find(scope, null, null, null, 2, page.next()).items()).containsExactly(old);
    assertThat(find(scope, Series.of("m"), null, null, 9, null).items()).containsExactly(same, old);
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
  void cases_areFoundBySubjectAndByWhatIsDue() {
    Scope scope = new Scope("cases", "cases");
    Case open = open("cases-1", "s:1", NOON.plusSeconds(60));
    Case later = open("cases-1", "s:2", NOON.plusSeconds(120));
    Case good = good("cases-2", "s:1", NOON);
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
  void caseList_showsOpenOnesBeforeTheLatestDecided() {
    Scope scope = new Scope("caselist", "caselist");
    Case open = open("list", "s:1", NOON.plusSeconds(60));
    Case old = good("list", "s:2", NOON);
    Case recent = good("list", "s:3", NOON.plusSeconds(5));
    commit(cases(scope, List.of(open, old, recent), List.of()));
    CaseQuery all = new CaseQuery(scope, "list", null, null, null, 2, null);
    Listing<Case> page = cellar.ask(FiguresContract.FIND_CASES, all);
    assertThat(page.items()).containsExactly(open, recent);
    CaseQuery rest = new CaseQuery(scope, "list", null, null, null, 2, page.next());
    assertThat(cellar.ask(FiguresContract.FIND_CASES, rest).items()).containsExactly(old);
    CaseQuery decided =
        new CaseQuery(scope, "list", Outcome.GOOD, NOON.plusSeconds(1), null, 9, null);
    assertThat(cellar.ask(FiguresContract.FIND_CASES, decided).items()).containsExactly(recent);
    CaseQuery before =
        new CaseQuery(scope, "list", Outcome.GOOD, null, NOON.plusSeconds(5), 9, null);
    assertThat(cellar.ask(FiguresContract.FIND_CASES, before).items()).containsExactly(old);
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
    assertThat(cellar.ask(FiguresContract.ACTIVITY, new ActivityOf(scope, since, 2)))
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
    commit(moves(new Move("figures.a", 0, 5), new Move("figures.b", 0, 7)));
    CommitFigures stale =
        new CommitFigures(
            List.of(new Move("figures.b", 7, 9), new Move("figures.a", 4, 6)),
            List.of(new Scoped<>(scope, total("m", 1))),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertThat(cellar.askInVain(FiguresContract.COMMIT_FIGURES, stale))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("cursor_moved"));
    assertThat(cellar.ask(StoreContract.CURSOR, new CursorOf("figures.a"))).isEqualTo(5);
    assertThat(cellar.ask(StoreContract.CURSOR, new CursorOf("figures.b"))).isEqualTo(7);
    assertThat(series(scope)).isEmpty();
  }

  private void commit(CommitFigures step) {
    assertThat(cellar.ask(FiguresContract.COMMIT_FIGURES, step)).isTrue();
  }

  private static CommitFigures moves(Move... moves) {
    return new CommitFigures(
        List.of(moves),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static CommitFigures totals(Scope scope, SeriesTotal... totals) {
    return new CommitFigures(
        List.of(),
        in(scope, List.of(totals)),
        NOTHING.samples(),
        NOTHING.gone(),
        NOTHING.cases(),
        NOTHING.dropped(),
        NOTHING.ticks(),
        NOTHING.activity());
  }

  private static CommitFigures samples(Scope scope, List<Sample> samples, List<Sample> gone) {
    return new CommitFigures(
        List.of(),
        List.of(),
        in(scope, samples),
        in(scope, gone),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static CommitFigures cases(Scope scope, List<Case> cases, List<Case> dropped) {
    return new CommitFigures(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        in(scope, cases),
        in(scope, dropped),
        List.of(),
        List.of());
  }

  private static CommitFigures active(
      Scope scope, String kind, String name, int minute, int second, String event) {
    Instant start = NOON.plus(Duration.ofMinutes(minute));
    Active active = new Active(kind, name, start, 1, start.plusSeconds(second), event);
    return new CommitFigures(
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
    return cellar.ask(FiguresContract.SERIES, new AllSeries()).stream()
        .filter(total -> total.scope().equals(scope))
        .map(Scoped::value)
        .toList();
  }

  private List<Sample> samplesOf(Scope scope, String... subjects) {
    return values(cellar.ask(FiguresContract.SAMPLES, new SamplesOf(scope, Set.of(subjects))));
  }

  private List<Case> casesOf(Scope scope, Set<String> indicators, String... subjects) {
    return values(
        cellar.ask(FiguresContract.CASES, new CasesOf(scope, indicators, Set.of(subjects))));
  }

  private List<Case> due(Instant now, String... indicators) {
    return values(
        cellar.ask(FiguresContract.DUE_CASES, new DueCases(Set.of(indicators), now, 100)));
  }

  private static <T> List<T> values(List<Scoped<T>> scoped) {
    return scoped.stream().map(Scoped::value).toList();
  }

  private Listing<Sample> find(
      Scope scope,
      @Nullable Series series,
      @Nullable Instant since,
      @Nullable Instant until,
      int limit,
      @Nullable String cursor) {
    return cellar.ask(
        FiguresContract.FIND_SAMPLES,
        new SampleQuery(scope, "m", series, since, until, limit, cursor));
  }

  private Sum sum(Scope scope, Instant from, Instant to, String... labels) {
    return cellar.ask(
        FiguresContract.SUM, new SumOf(scope, "m", Series.of("m", labels).labels(), from, to));
  }

  private static SeriesTotal total(String metric, long count, String... labels) {
    return new SeriesTotal(
        Series.of(metric, labels), count, count, List.of(), new Stamp(NOON, 1, "e"), Map.of());
  }

  private static Sample sample(
      String metric,
      String subject,
      double value,
      Instant time,
      @Nullable String trace,
      String... labels) {
    return new Sample(Series.of(metric, labels), subject, value, time, trace, trace);
  }

  private static Case open(String indicator, String subject, Instant due) {
    return new Case(indicator, subject, Outcome.OPEN, NOON, null, null, due, "e", null, "t");
  }

  private static Case good(String indicator, String subject, Instant end) {
    return new Case(indicator, subject, Outcome.GOOD, NOON, end, end, null, null, "e", null);
  }
}
