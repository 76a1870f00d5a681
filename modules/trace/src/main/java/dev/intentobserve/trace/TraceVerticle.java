package dev.intentobserve.trace;

import dev.intentobserve.contract.CursorLoop;
import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.DirtyRoot;
import dev.intentobserve.contract.StoreContract.DirtyRoots;
import dev.intentobserve.contract.StoreContract.Page;
import dev.intentobserve.contract.StoreContract.ReadAfter;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.event.Names;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;

/** The shell: reads after its cursor, has the pure parts think, commits, answers. */
final class TraceVerticle extends VerticleBase {
  /** Dirty roots looked at together. */
  private static final int DIRT = 1000;

  private final TraceConfig config;
  private final Meters meters;

  private final Asker asker = new Asker(() -> vertx);
  private final Placing placing = new Placing(asker);
  private final Remaking remaking = new Remaking(() -> vertx, asker);
  private CursorLoop placements;
  private CursorLoop summaries;

  @SuppressWarnings("NullAway.Init") // the loops need the Vert.x that comes with deployment
  TraceVerticle(TraceConfig config, Meters meters) {
    this.config = config;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    placements = new CursorLoop(vertx, "trace.placements", config.slowPoke(), this::placePage);
    summaries = new CursorLoop(vertx, "trace.summaries", config.slowPoke(), this::remakeSummaries);
    return Future.all(
            TraceDesk.open(vertx, asker), Hint.RECORD.hear(vertx, upTo -> placements.poke()))
        .onSuccess(
            open -> {
              placements.start();
              summaries.start();
            });
  }

  @Override
  public Future<?> stop() {
    return Future.all(placements.stop(), summaries.stop());
  }

  private Future<Boolean> placePage() {
    return StoreContract.CURSOR
        .ask(vertx, new CursorOf(TraceContract.CURSOR))
        .compose(
            after ->
                StoreContract.READ_AFTER.ask(
                    vertx, new ReadAfter(after, Long.MAX_VALUE, config.pageSize())))
        .compose(this::commit);
  }

  private Future<Boolean> commit(Page page) {
    if (page.events().isEmpty()) {
      return Future.succeededFuture(false);
    }
    long from = page.events().getFirst().seq() - 1;
    return placing
        .place(from, page)
        .compose(commit -> StoreContract.COMMIT_FACTS.ask(vertx, commit))
        .map(
            committed -> {
              Hint.PLACED.give(vertx, page.last());
              meters.gauge(
                  Names.METRIC_CURSOR,
                  (double) page.last(),
                  Names.LABEL_CURSOR,
                  TraceContract.CURSOR);
              summaries.poke();
              return page.more();
            });
  }

  /** Orphans are many and small, trees few and large: of these no more than a page at once. */
  private Future<Boolean> remakeSummaries() {
    return StoreContract.DIRTY
        .ask(vertx, new DirtyRoots(DIRT))
        .compose(
            dirty -> {
              List<DirtyRoot> now = new ArrayList<>();
              int trees = 0;
              for (DirtyRoot root : dirty) {
                boolean tree = Tops.roots(root.root().kind());
                if (!tree || trees < config.summaryPage()) {
                  now.add(root);
                }
                trees += tree ? 1 : 0;
              }
              boolean more = dirty.size() == DIRT || now.size() < dirty.size();
              return remaking.remake(now).map(more);
            });
  }
}
