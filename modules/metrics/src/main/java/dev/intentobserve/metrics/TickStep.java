package dev.intentobserve.metrics;

import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.CommitFigures;
import dev.intentobserve.contract.FiguresContract.DueCases;
import dev.intentobserve.contract.FiguresContract.Move;
import dev.intentobserve.contract.FiguresContract.Tick;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.contract.Timings;
import dev.intentobserve.event.Case;
import dev.intentobserve.event.Tally;
import dev.intentobserve.metrics.Memory.Loaded;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What only the clock brings: timings of our own, ages by the minute, open cases that become
 * overdue. A commit whose answer did not come is recognised by its cursor, so that timings are
 * counted once.
 */
final class TickStep {
  private static final int PAGE = 500;

  private final InstantSource clock;
  private final Supplier<Vertx> vertx;
  private final Memory memory;
  private final Timings timings;
  private final Freshness freshness;

  /** Not in the record: kept here until they are committed. */
  private final Ticks owed = new Ticks();

  /** Where the cursor stands once what is owed was committed; 0 while nothing is under way. */
  private long paidAt;

  TickStep(
      InstantSource clock,
      Supplier<Vertx> vertx,
      Memory memory,
      Timings timings,
      Freshness freshness) {
    this.clock = clock;
    this.vertx = vertx;
    this.memory = memory;
    this.timings = timings;
    this.freshness = freshness;
  }

  Future<Void> take() {
    Instant now = clock.instant();
    return memory
        .load()
        .compose(loaded -> collect(loaded, now))
        .compose(loaded -> commit(loaded, now))
        .compose(more -> more ? take() : Future.succeededFuture());
  }

  private Future<Loaded> collect(Loaded loaded, Instant now) {
    if (paidAt > 0 && loaded.fence() >= paidAt) {
      owed.clear();
    }
    paidAt = 0;
    timings.drain().forEach(counted -> owe(loaded, counted.indicatorId(), now, counted.tally()));
    return freshness
        .sample(loaded.watch(), now)
        .map(
            aged -> {
              aged.forEach(age -> owe(loaded, age.indicator(), age.minute(), age.tally()));
              return loaded;
            });
  }

  private void owe(Loaded loaded, String indicator, Instant at, Tally tally) {
    loaded.watch().scopes(indicator).forEach(scope -> owed.add(scope, indicator, at, tally));
  }

  /** Answers whether more cases are overdue. */
  private Future<Boolean> commit(Loaded loaded, Instant now) {
    return FiguresContract.DUE_CASES
        .ask(vertx.get(), new DueCases(loaded.watch().timed(), now, PAGE))
        .compose(
            due -> {
              List<Scoped<Tick>> ticks = new ArrayList<>(owed.list());
              return due.isEmpty() && ticks.isEmpty()
                  ? Future.succeededFuture(false)
                  : commit(loaded, due, ticks).map(due.size() == PAGE);
            });
  }

  private Future<Boolean> commit(Loaded loaded, List<Scoped<Case>> due, List<Scoped<Tick>> ticks) {
    Ticks passed = new Ticks();
    CaseChanges cases = new CaseChanges(passed);
    for (Scoped<Case> open : due) {
      cases.replace(open.scope(), open.value(), Judgement.overdue(open.value()));
    }
    ticks.addAll(passed.list());
    paidAt = loaded.fence() + 1;
    CommitFigures step =
        new CommitFigures(
            List.of(new Move(Memory.TICK_CURSOR, loaded.fence(), paidAt)),
            List.of(),
            List.of(),
            List.of(),
            cases.made(),
            List.of(),
            ticks,
            List.of());
    return memory
        .commit(loaded, step)
        .onSuccess(
            committed -> {
              owed.clear();
              paidAt = 0;
            });
  }
}
