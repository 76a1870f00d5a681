package dev.intentobserve.store;

import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.WorkEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives new events their numbers: one in the whole record, which only the program itself reads, and
 * one within their scope, which is all that anybody outside is shown. Right as long as nobody else
 * does the same, which the lock of the appender sees to.
 */
final class Numbering {
  private final AppendBatch.Looked looked;
  private final Map<Scope, Long> heads;
  private long seq;

  Numbering(AppendBatch.Looked looked) {
    this.looked = looked;
    this.heads = new HashMap<>(looked.heads());
    this.seq = looked.head();
  }

  /** Those of some rows that are new, numbered. */
  List<Stored> all(List<AppendBatch.Row> rows) {
    List<Stored> stored = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!looked.known().containsKey(i)) {
        stored.add(next(rows.get(i)));
      }
    }
    return stored;
  }

  Stored next(AppendBatch.Row row) {
    long scopeSeq = heads.merge(row.scope(), 1L, Long::sum);
    WorkEvent event = row.event();
    return new Stored(++seq, scopeSeq, row.scope(), row.door(), row.receivedTime(), event);
  }
}
