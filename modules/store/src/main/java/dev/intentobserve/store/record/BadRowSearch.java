package dev.intentobserve.store.record;

import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.store.sql.SqlErrors;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Finds the rows that the database refuses, by inserting halves of the batch in transactions that
 * are rolled back: the error of the database does not tell which row it is about.
 */
final class BadRowSearch {
  private final AppendTransaction transaction;
  private final Set<WorkEvent> found = Collections.newSetFromMap(new IdentityHashMap<>());

  BadRowSearch(AppendTransaction transaction) {
    this.transaction = transaction;
  }

  /** The refused events, to be compared by reference. */
  Future<Set<WorkEvent>> run(List<AppendBatch.Row> rows) {
    return search(rows).map(found);
  }

  private Future<Void> search(List<AppendBatch.Row> rows) {
    return transaction
        .tryInsert(rows)
        .recover(
            error -> SqlErrors.isBadData(error) ? searchHalves(rows) : Future.failedFuture(error));
  }

  private Future<Void> searchHalves(List<AppendBatch.Row> rows) {
    if (rows.size() == 1) {
      found.add(rows.getFirst().event());
      return Future.succeededFuture();
    }
    int half = rows.size() / 2;
    return search(rows.subList(0, half)).compose(done -> search(rows.subList(half, rows.size())));
  }
}
