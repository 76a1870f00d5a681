package dev.intentobserve.export;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CommitExport;
import dev.intentobserve.ports.StorePorts.ExportRefusal;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.StorePorts.ReadAfter;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.Trees;
import dev.intentobserve.testkit.TestFutures;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Stored events and placements in memory, behind the real ports. */
final class FakeRecordPorts {
  final List<ReadAfter> reads = new ArrayList<>();
  final List<ExportRefusal> refusals = new ArrayList<>();

  /** The roots of the trees that were asked for. */
  final List<EntityKey> builds = new ArrayList<>();

  private final Vertx vertx;
  private final List<StoredEvent> events = new ArrayList<>();
  private final Map<String, Long> cursors = new HashMap<>();
  private final Map<EntityKey, Placement> places = new HashMap<>();
  private final Map<EntityKey, TraceTree> trees = new HashMap<>();
  private final Map<String, Promise<Void>> awaited = new HashMap<>();
  private boolean commitsFail;
  private Promise<Void> commitFailed = Promise.promise();

  private FakeRecordPorts(Vertx vertx) {
    this.vertx = vertx;
  }

  static FakeRecordPorts open(Vertx vertx) {
    FakeRecordPorts ports = new FakeRecordPorts(vertx);
    TestFutures.await(
        Future.all(
            List.of(
                StorePorts.CURSOR.answer(vertx, q -> Future.succeededFuture(ports.at(q))),
                StorePorts.HEAD.answer(vertx, q -> Future.succeededFuture(ports.head())),
                StorePorts.READ_AFTER.answer(vertx, q -> Future.succeededFuture(ports.page(q))),
                StorePorts.COMMIT_EXPORT.answer(vertx, ports::commit),
                TracePorts.PLACES.answer(
                    vertx, q -> Future.succeededFuture(ports.places(q.value()))),
                TracePorts.TREES.answer(
                    vertx, q -> Future.succeededFuture(ports.trees(q.value()))))));
    return ports;
  }

  synchronized void forget() {
    events.clear();
  }

  synchronized void record(StoredEvent... stored) {
    events.addAll(List.of(stored));
  }

  /** Sets the cursor of the trace module. */
  void placedUpTo(long seq) {
    synchronized (this) {
      cursors.put(TracePorts.CURSOR, seq);
    }
    Hint.PLACED.publish(vertx, seq);
  }

  /** The tree of this root cannot be built. */
  synchronized void breakTree(EntityKey root) {
    trees.remove(root);
  }

  synchronized void place(TraceTree tree, EntityKey... members) {
    trees.put(tree.root(), tree);
    for (EntityKey key : members) {
      places.put(
          key, new Placement.InTrace(tree.traceId(), tree.root(), TestTraceTrees.spanId(key)));
    }
  }

  /** From now on every commit is without effect; completes with the first one. */
  synchronized Future<Void> failCommits() {
    commitsFail = true;
    commitFailed = Promise.promise();
    return commitFailed.future();
  }

  synchronized void commitAgain() {
    commitsFail = false;
  }

  synchronized long at(String cursor) {
    return cursors.getOrDefault(cursor, 0L);
  }

  /** Completes when a cursor has reached this position. */
  synchronized Future<Void> reached(String cursor, long seq) {
    if (at(cursor) >= seq) {
      return Future.succeededFuture();
    }
    return awaited.computeIfAbsent(cursor + seq, name -> Promise.promise()).future();
  }

  /** Whether a cursor exists, even at 0. */
  synchronized boolean contains(String cursor) {
    return cursors.containsKey(cursor);
  }

  private synchronized long head() {
    return events.isEmpty() ? 0 : events.getLast().seq();
  }

  private synchronized Page page(ReadAfter question) {
    reads.add(question);
    List<StoredEvent> page =
        events.stream()
            .filter(stored -> stored.seq() > question.after() && stored.seq() <= question.upTo())
            .limit(question.limit())
            .toList();
    long last = page.isEmpty() ? question.after() : page.getLast().seq();
    return new Page(page, last, last < Math.min(question.upTo(), events.getLast().seq()));
  }

  private synchronized Future<Boolean> commit(CommitExport commit) {
    if (commitsFail && commit.to() > commit.from()) {
      commitFailed.tryComplete();
      return Future.failedFuture(Fault.busy("database_busy", "planted"));
    }
    if (at(commit.cursor()) != commit.from()) {
      return Future.failedFuture(Fault.busy("cursor_moved", "another process moved it"));
    }
    cursors.put(commit.cursor(), commit.to());
    refusals.addAll(commit.refusals());
    Promise<Void> waiting = awaited.remove(commit.cursor() + commit.to());
    if (waiting != null) {
      waiting.complete();
    }
    return Future.succeededFuture(true);
  }

  private synchronized Map<EntityKey, Placement> places(Set<EntityKey> keys) {
    return keys.stream()
        .collect(
            Collectors.toMap(key -> key, key -> places.getOrDefault(key, new Placement.Orphan())));
  }

  /** One after another, so that the others have to be asked for again. */
  private synchronized Trees trees(List<EntityKey> roots) {
    builds.addAll(roots.subList(0, 1));
    TraceTree tree = trees.get(roots.getFirst());
    return tree == null ? new Trees(List.of(), 1, "planted") : new Trees(List.of(tree), 1, null);
  }
}
