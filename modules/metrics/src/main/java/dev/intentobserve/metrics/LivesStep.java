package dev.intentobserve.metrics;

import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.CasesOf;
import dev.intentobserve.contract.FiguresContract.CommitFigures;
import dev.intentobserve.contract.FiguresContract.Edge;
import dev.intentobserve.contract.FiguresContract.EdgesOf;
import dev.intentobserve.contract.FiguresContract.SamplesOf;
import dev.intentobserve.contract.LifeContract;
import dev.intentobserve.contract.LifeContract.LifePage;
import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.contract.LifeContract.LivesAfter;
import dev.intentobserve.contract.MetricsContract;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Case;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Sample;
import dev.intentobserve.event.Scope;
import dev.intentobserve.metrics.Memory.Loaded;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** One page of changed lives: read them and what they added before, fold, commit. */
final class LivesStep {
  private final MetricsConfig config;
  private final InstantSource clock;
  private final Supplier<Vertx> vertx;
  private final Memory memory;

  /** What the lives of a page added before. */
  private record Before(List<Scoped<Sample>> samples, List<Scoped<Case>> cases) {}

  LivesStep(MetricsConfig config, InstantSource clock, Supplier<Vertx> vertx, Memory memory) {
    this.config = config;
    this.clock = clock;
    this.vertx = vertx;
    this.memory = memory;
  }

  /** Answers whether there is more to do. */
  Future<Boolean> take() {
    return memory.load().compose(this::read);
  }

  private Future<Boolean> read(Loaded loaded) {
    Cohort cohort = Cohort.last(loaded.lives());
    return LifeContract.LIVES_AFTER
        .ask(vertx.get(), new LivesAfter(cohort.from(), config.livesPage()))
        .compose(
            page ->
                page.rows().isEmpty() && !cohort.catchingUp()
                    ? Future.succeededFuture(false)
                    : work(loaded, cohort, page));
  }

  /** A life that changed since the next cohort passed it is left to all of them together. */
  private Future<Boolean> work(Loaded loaded, Cohort cohort, LifePage page) {
    List<LifeRow> rows =
        page.rows().stream().filter(row -> row.revision() <= cohort.upTo()).toList();
    boolean beyond = rows.size() < page.rows().size();
    Map<String, Indicator> indicators = loaded.lifeIndicators(cohort);
    boolean main = cohort.cursors().contains(MetricsContract.LIVES_CURSOR);
    LifeFold fold =
        new LifeFold(main, indicators, rows, new SeriesDraft(loaded.totals(), config.seriesKept()));
    long to = cohort.to(page.last(), page.more() && !beyond);
    return before(fold.subjects(), main, indicators.keySet())
        .compose(before -> fold(fold, before))
        .compose(folded -> behind(fold))
        .compose(found -> commit(fold, cohort, to, found))
        .compose(step -> memory.commit(loaded, step))
        .map(committed -> page.more() || cohort.catchingUp());
  }

  private Future<Boolean> fold(LifeFold fold, Before before) {
    return vertx
        .get()
        .executeBlocking(
            () -> {
              fold.fold(before.samples(), before.cases(), clock.instant());
              return true;
            },
            false);
  }

  private Future<CommitFigures> commit(
      LifeFold fold, Cohort cohort, long to, List<Scoped<Sample>> found) {
    return vertx.get().executeBlocking(() -> fold.commit(cohort.moves(to), found), false);
  }

  private Future<Before> before(
      Map<Scope, Set<String>> subjects, boolean main, Set<String> indicators) {
    Future<List<Scoped<Sample>>> samples =
        main ? EachScope.ask(subjects, this::samples) : Future.succeededFuture(List.of());
    return samples.compose(
        known ->
            EachScope.ask(subjects, asked -> cases(asked, indicators))
                .map(cases -> new Before(known, cases)));
  }

  private Future<List<Scoped<Sample>>> samples(Map.Entry<Scope, Set<String>> asked) {
    return FiguresContract.SAMPLES.ask(
        vertx.get(), new SamplesOf(asked.getKey(), asked.getValue()));
  }

  private Future<List<Scoped<Case>>> cases(
      Map.Entry<Scope, Set<String>> asked, Set<String> indicators) {
    return indicators.isEmpty()
        ? Future.succeededFuture(List.of())
        : FiguresContract.CASES.ask(
            vertx.get(), new CasesOf(asked.getKey(), indicators, asked.getValue()));
  }

  /** What stands behind the edges that this page takes away. */
  private Future<List<Scoped<Sample>>> behind(LifeFold fold) {
    Map<Scope, Set<String>> subjects = fold.subjects();
    return EachScope.ask(
        fold.lost(), lost -> edges(lost, subjects.getOrDefault(lost.getKey(), Set.of())));
  }

  private Future<List<Scoped<Sample>>> edges(
      Map.Entry<Scope, List<Edge>> lost, Set<String> without) {
    return FiguresContract.EDGES
        .ask(vertx.get(), new EdgesOf(lost.getKey(), lost.getValue(), without))
        .map(
            found ->
                found.stream()
                    .flatMap(edge -> edge.stream())
                    .map(sample -> new Scoped<>(lost.getKey(), sample))
                    .toList());
  }
}
