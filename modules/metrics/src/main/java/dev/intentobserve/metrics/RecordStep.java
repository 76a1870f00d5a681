package dev.intentobserve.metrics;

import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.CasesOf;
import dev.intentobserve.contract.FiguresContract.CommitFigures;
import dev.intentobserve.contract.MetricsContract;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Page;
import dev.intentobserve.contract.StoreContract.ReadAfter;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Case;
import dev.intentobserve.metrics.Memory.Loaded;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** One page of the record: read, fold, ask for the cases it touches, commit. */
final class RecordStep {
  private final MetricsConfig config;
  private final InstantSource clock;
  private final Supplier<Vertx> vertx;
  private final Memory memory;

  RecordStep(MetricsConfig config, InstantSource clock, Supplier<Vertx> vertx, Memory memory) {
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
    Cohort cohort = Cohort.last(loaded.events());
    return StoreContract.READ_AFTER
        .ask(vertx.get(), new ReadAfter(cohort.from(), cohort.upTo(), config.pageSize()))
        .compose(
            page ->
                page.events().isEmpty() && !cohort.catchingUp()
                    ? Future.succeededFuture(false)
                    : work(loaded, cohort, page));
  }

  private Future<Boolean> work(Loaded loaded, Cohort cohort, Page page) {
    EventFold fold =
        new EventFold(
            cohort.cursors().contains(MetricsContract.CURSOR),
            loaded.eventIndicators(cohort),
            new SeriesDraft(loaded.totals(), config.seriesKept()));
    long to = cohort.to(page.last(), page.more());
    return vertx
        .get()
        .executeBlocking(() -> folded(fold, page), false)
        .compose(this::known)
        .compose(known -> blocking(fold, cohort, to, known))
        .compose(step -> memory.commit(loaded, step))
        .map(committed -> page.more() || cohort.catchingUp());
  }

  private static EventFold folded(EventFold fold, Page page) {
    fold.add(page.events());
    return fold;
  }

  private Future<CommitFigures> blocking(
      EventFold fold, Cohort cohort, long to, List<Scoped<Case>> known) {
    return vertx
        .get()
        .executeBlocking(() -> fold.commit(cohort.moves(to), known, clock.instant()), false);
  }

  private Future<List<Scoped<Case>>> known(EventFold fold) {
    return EachScope.ask(
        fold.subjects(),
        asked ->
            FiguresContract.CASES.ask(
                vertx.get(), new CasesOf(asked.getKey(), fold.caseIndicators(), asked.getValue())));
  }
}
