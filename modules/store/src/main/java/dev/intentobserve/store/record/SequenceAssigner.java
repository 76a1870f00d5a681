package dev.intentobserve.store.record;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Assigns the numbers of new events: one in the whole record, for internal use, and one within
 * their scope, which is shown outside. Only right under {@code AdvisoryLocks.APPEND}.
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

  /** The new ones of these rows, with their numbers. */
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
