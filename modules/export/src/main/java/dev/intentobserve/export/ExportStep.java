package dev.intentobserve.export;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CommitExport;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.StorePorts.ReadAfter;
import dev.intentobserve.ports.TracePorts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of an export: the next page between the cursors of the destination and of traces. */
final class ExportStep {
  private final Vertx vertx;
  private final String destination;
  private final PageExporter exporter;
  private final int pageSize;
  private final Meters meters;

  /** A page that was sent but could not be committed; it is committed later, not sent again. */
  private @Nullable CommitExport uncommitted;

  private boolean registered;

  ExportStep(Vertx vertx, String destination, PageExporter exporter, int pageSize, Meters meters) {
    this.vertx = vertx;
    this.destination = destination;
    this.exporter = exporter;
    this.pageSize = pageSize;
    this.meters = meters;
  }

  /** True if there is more; false also if the module stops before the page was sent. */
  Future<Boolean> step() {
    Future<Long> placed = cursor(TracePorts.CURSOR);
    Future<Long> exported = cursor(destination);
    return Future.all(placed, exported)
        .compose(both -> register(exported.result()))
        .compose(known -> exportRange(exported.result(), placed.result()))
        .recover(
            error ->
                error instanceof RetryTimer.TimerStopped
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(error));
  }

  private Future<Long> cursor(String name) {
    return StorePorts.CURSOR.ask(vertx, name);
  }

  /**
   * Creates the cursor of a new destination at once, so that events are shown as pending there even
   * before the first successful export.
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

  private Future<Boolean> exportRange(long after, long upTo) {
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
        .compose(page -> export(after, page));
  }

  private Future<Boolean> export(long after, Page page) {
    if (page.last() <= after) {
      return Future.succeededFuture(false);
    }
    ExportRefusals refusals = new ExportRefusals();
    return exporter
        .export(page, refusals)
        .map(sent -> new CommitExport(destination, after, page.last(), refusals.list()))
        .compose(commit -> commit(commit, page.more()));
  }

  /** Returns {@code more}; also true if another process has moved the cursor. */
  private Future<Boolean> commit(CommitExport commit, boolean more) {
    return StorePorts.COMMIT_EXPORT
        .ask(vertx, commit)
        .onFailure(error -> uncommitted = commit)
        .onSuccess(moved -> publishCursor(commit))
        .map(moved -> more || !moved);
  }

  private void publishCursor(CommitExport commit) {
    meters.gauge(
        TelemetryNames.METRIC_CURSOR,
        (double) commit.to(),
        TelemetryNames.LABEL_CURSOR,
        destination);
  }
}
