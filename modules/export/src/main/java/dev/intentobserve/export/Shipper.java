package dev.intentobserve.export;

import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CommitExport;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.Page;
import dev.intentobserve.contract.StoreContract.ReadAfter;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.event.Names;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step: what lies between a destination's cursor and the trace room's is shipped. */
final class Shipper {
  private final Vertx vertx;
  private final String destination;
  private final Cargo cargo;
  private final int pageSize;
  private final Meters meters;

  /** What was sent but could not be committed: it need not be sent again. */
  private @Nullable CommitExport uncommitted;

  private boolean announced;

  Shipper(Vertx vertx, String destination, Cargo cargo, int pageSize, Meters meters) {
    this.vertx = vertx;
    this.destination = destination;
    this.cargo = cargo;
    this.pageSize = pageSize;
    this.meters = meters;
  }

  /** True when there is more; false also when the room closes before the page was shipped. */
  Future<Boolean> step() {
    Future<Long> placed = cursor(TraceContract.CURSOR);
    Future<Long> shipped = cursor(destination);
    return Future.all(placed, shipped)
        .compose(both -> announce(shipped.result()))
        .compose(known -> between(shipped.result(), placed.result()))
        .recover(
            error ->
                error instanceof Patience.Ended
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(error));
  }

  private Future<Long> cursor(String name) {
    return StoreContract.CURSOR.ask(vertx, new CursorOf(name));
  }

  /**
   * A destination that never took anything has a cursor all the same: by that the record knows that
   * it exists, and that events are pending there.
   */
  private Future<Void> announce(long shipped) {
    if (announced || shipped > 0) {
      return Future.succeededFuture();
    }
    return StoreContract.COMMIT_EXPORT
        .ask(vertx, new CommitExport(destination, 0, 0, List.of()))
        .onSuccess(moved -> announced = true)
        .mapEmpty();
  }

  private Future<Boolean> between(long after, long upTo) {
    CommitExport left = uncommitted;
    uncommitted = null;
    if (left != null && left.from() == after) {
      return commit(left, true);
    }
    if (after >= upTo) {
      return Future.succeededFuture(false);
    }
    return StoreContract.READ_AFTER
        .ask(vertx, new ReadAfter(after, upTo, pageSize))
        .compose(page -> ship(after, page));
  }

  private Future<Boolean> ship(long after, Page page) {
    if (page.last() <= after) {
      return Future.succeededFuture(false);
    }
    Refusals refusals = new Refusals();
    return cargo
        .ship(page, refusals)
        .map(sent -> new CommitExport(destination, after, page.last(), refusals.list()))
        .compose(commit -> commit(commit, page.more()));
  }

  /** Answers {@code more}, or that there is more where somebody else moved the cursor. */
  private Future<Boolean> commit(CommitExport commit, boolean more) {
    return StoreContract.COMMIT_EXPORT
        .ask(vertx, commit)
        .onFailure(error -> uncommitted = commit)
        .onSuccess(moved -> note(commit))
        .map(moved -> more || !moved);
  }

  private void note(CommitExport commit) {
    meters.gauge(Names.METRIC_CURSOR, (double) commit.to(), Names.LABEL_CURSOR, destination);
  }
}
