package dev.intentobserve.export;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CommitExport;
import dev.intentobserve.ports.StorePorts.CursorOf;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.StorePorts.ReadAfter;
import dev.intentobserve.ports.TracePorts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step: what lies between a destination's cursor and the trace room's is shipped. */
final class ExportStep {
  private final Vertx vertx;
  private final String destination;
  private final PageExporter pageExporter;
  private final int pageSize;
  private final Meters meters;

  /** What was sent but could not be committed: it need not be sent again. */
  private @Nullable CommitExport uncommitted;

  private boolean registered;

  ExportStep(
      Vertx vertx, String destination, PageExporter pageExporter, int pageSize, Meters meters) {
    this.vertx = vertx;
    this.destination = destination;
    this.pageExporter = pageExporter;
    this.pageSize = pageSize;
    this.meters = meters;
  }

  /** True when there is more; false also when the room closes before the page was shipped. */
  Future<Boolean> step() {
    Future<Long> placed = cursor(TracePorts.CURSOR);
    Future<Long> exported = cursor(destination);
    return Future.all(placed, exported)
        .compose(both -> register(exported.result()))
        .compose(known -> between(exported.result(), placed.result()))
        .recover(
            error ->
                error instanceof RetryTimer.TimerStopped
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(error));
  }

  private Future<Long> cursor(String name) {
    return StorePorts.CURSOR.ask(vertx, new CursorOf(name));
  }

  /**
   * A destination that never took anything has a cursor all the same: by that the record knows that
   * it exists, and that events are pending there.
   */
  private Future<Void> register(long exported) {
    if (registered || exported > 0) {
      return Future.succeededFuture();
    }
    return StorePorts.COMMIT_EXPORT
        .ask(vertx, new CommitExport(destination, 0, 0, List.of()))
        .onSuccess(moved -> registered = true)
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
    return StorePorts.READ_AFTER
        .ask(vertx, new ReadAfter(after, upTo, pageSize))
        .compose(page -> ship(after, page));
  }

  private Future<Boolean> ship(long after, Page page) {
    if (page.last() <= after) {
      return Future.succeededFuture(false);
    }
    ExportRefusals refusals = new ExportRefusals();
    return pageExporter
        .ship(page, refusals)
        .map(sent -> new CommitExport(destination, after, page.last(), refusals.list()))
        .compose(commit -> commit(commit, page.more()));
  }

  /** Answers {@code more}, or that there is more where somebody else moved the cursor. */
  private Future<Boolean> commit(CommitExport commit, boolean more) {
    return StorePorts.COMMIT_EXPORT
        .ask(vertx, commit)
        .onFailure(error -> uncommitted = commit)
        .onSuccess(moved -> note(commit))
        .map(moved -> more || !moved);
  }

  private void note(CommitExport commit) {
    meters.gauge(
        TelemetryNames.METRIC_CURSOR,
        (double) commit.to(),
        TelemetryNames.LABEL_CURSOR,
        destination);
  }
}
