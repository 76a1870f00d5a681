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
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One step of an export: the next pages between the cursors of the destination and of traces. */
final class ExportStep {
  private final Vertx vertx;
  private final String destination;
  private final Function<ExportRefusals, PageExporter> exporter;
  private final Paging paging;
  private final Meters meters;

  /** Pages that were sent but could not be committed; committed later, not sent again. */
  private @Nullable CommitExport uncommitted;

  private boolean registered;

  /**
   * What belongs to one step.
   *
   * @param size events of a page
   * @param most pages of a step
   * @param settle waits for the events that follow within a short time, if they are wanted, and
   *     answers whether it did; only asked while less than a page is there
   */
  record Paging(int size, int most, Supplier<Future<Boolean>> settle) {}

  /**
   * @param exporter of one step, with what receives the events that are refused
   */
  ExportStep(
      Vertx vertx,
      String destination,
      Function<ExportRefusals, PageExporter> exporter,
      Paging paging,
      Meters meters) {
    this.vertx = vertx;
    this.destination = destination;
    this.exporter = exporter;
    this.paging = paging;
    this.meters = meters;
  }

  /** True if there is more; false also if the module stops before everything was sent. */
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
    if (upTo - after >= paging.size()) {
      return export(after, upTo);
    }
    return paging
        .settle()
        .get()
        .compose(waited -> waited ? cursor(TracePorts.CURSOR) : Future.succeededFuture(upTo))
        .compose(placed -> export(after, placed));
  }

  private Future<Boolean> export(long after, long upTo) {
    ExportRefusals refusals = new ExportRefusals();
    PageExporter pages = exporter.apply(refusals);
    return read(after, upTo, pages, 1)
        .compose(last -> pages.flush().map(last))
        .compose(
            last ->
                last.last() <= after
                    ? Future.succeededFuture(false)
                    : commit(
                        new CommitExport(destination, after, last.last(), refusals.list()),
                        last.more()));
  }

  /** The last page that was read. */
  private Future<Page> read(long after, long upTo, PageExporter pages, int number) {
    return StorePorts.READ_AFTER
        .ask(vertx, new ReadAfter(after, upTo, paging.size()))
        .compose(page -> pages.add(page).map(page))
        .compose(
            page ->
                page.more() && number < paging.most()
                    ? read(page.last(), upTo, pages, number + 1)
                    : Future.succeededFuture(page));
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
