package dev.intentobserve.store.record;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives new events their numbers: one in the whole record, which only the program itself reads, and
 * one within their scope, which is all that anybody outside is shown. Right as long as nobody else
 * does the same, which the lock of the appender sees to.
 */
final class SequenceAssigner {
  private final AppendBatch.LookupResult lookupResult;
  private final Map<Scope, Long> heads;
  private long seq;

  SequenceAssigner(AppendBatch.LookupResult lookupResult) {
    this.lookupResult = lookupResult;
    this.heads = new HashMap<>(lookupResult.heads());
    this.seq = lookupResult.head();
  }

  /** Those of some rows that are new, numbered. */
  List<StoredEvent> all(List<AppendBatch.Row> rows) {
    List<StoredEvent> stored = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!lookupResult.known().containsKey(i)) {
        stored.add(next(rows.get(i)));
      }
    }
    return stored;
  }

  StoredEvent next(AppendBatch.Row row) {
    long scopeSeq = heads.merge(row.scope(), 1L, Long::sum);
    WorkEvent event = row.event();
    return new StoredEvent(++seq, scopeSeq, row.scope(), row.receiver(), row.receivedTime(), event);
  }
}
