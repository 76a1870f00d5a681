package dev.intentobserve.export;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CommitExport;
import dev.intentobserve.contract.StoreContract.ExportRefusal;
import dev.intentobserve.contract.StoreContract.Page;
import dev.intentobserve.contract.StoreContract.ReadAfter;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.contract.TraceContract.PlaceOf;
import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.TraceTree;
import dev.intentobserve.testkit.Bus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The neighbours of the room: a record and placements in memory, behind the real ports. */
final class FakeHouse {
  final List<ReadAfter> reads = new ArrayList<>();
  final List<ExportRefusal> refusals = new ArrayList<>();

  private final Vertx vertx;
  private final List<Stored> events = new ArrayList<>();
  private final Map<String, Long> cursors = new HashMap<>();
  private final Map<EntityKey, Placement> places = new HashMap<>();
  private final Map<EntityKey, TraceTree> trees = new HashMap<>();
  private final Map<String, Promise<Void>> awaited = new HashMap<>();
  private boolean commitsFail;
  private Promise<Void> commitFailed = Promise.promise();

  private FakeHouse(Vertx vertx) {
    this.vertx = vertx;
  }

  static FakeHouse open(Vertx vertx) {
    FakeHouse house = new FakeHouse(vertx);
    Bus.await(
        Future.all(
            List.of(
                StoreContract.CURSOR.answer(vertx, q -> Future.succeededFuture(house.at(q.name()))),
                StoreContract.HEAD.answer(vertx, q -> Future.succeededFuture(house.head())),
                StoreContract.READ_AFTER.answer(vertx, q -> Future.succeededFuture(house.page(q))),
                StoreContract.COMMIT_EXPORT.answer(vertx, house::commit),
                TraceContract.PLACE.answer(vertx, q -> Future.succeededFuture(house.place(q))),
                // As long as the list of traces was not remade, a derived id leads nowhere.
                TraceContract.TREE.answer(vertx, q -> Future.succeededFuture(Optional.empty())),
                TraceContract.ROOTED.answer(
                    vertx, q -> Future.succeededFuture(house.tree(q.root()))))));
    return house;
  }

  synchronized void forget() {
    events.clear();
  }

  synchronized void record(Stored... stored) {
    events.addAll(List.of(stored));
  }

  /** As if the trace room had read so far. */
  void placedUpTo(long seq) {
    synchronized (this) {
      cursors.put(TraceContract.CURSOR, seq);
    }
    Hint.PLACED.give(vertx, seq);
  }

  synchronized void place(TraceTree tree, EntityKey... members) {
    trees.put(tree.root(), tree);
    for (EntityKey key : members) {
      places.put(key, new Placement.InTrace(tree.traceId(), tree.root(), Trees.spanId(key)));
    }
  }

  /** From now on no commit changes anything; completes when the first one was tried. */
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

  /** Completes when a cursor has got there. */
  synchronized Future<Void> reached(String cursor, long seq) {
    if (at(cursor) >= seq) {
      return Future.succeededFuture();
    }
    return awaited.computeIfAbsent(cursor + seq, name -> Promise.promise()).future();
  }

  /** Whether a cursor has a row, be it at 0. */
  synchronized boolean knows(String cursor) {
    return cursors.containsKey(cursor);
  }

  private synchronized long head() {
    return events.isEmpty() ? 0 : events.getLast().seq();
  }

  private synchronized Page page(ReadAfter question) {
    reads.add(question);
    List<Stored> page =
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
      return Future.failedFuture(Fault.busy("cursor_moved", "somebody else moved it"));
    }
    cursors.put(commit.cursor(), commit.to());
    refusals.addAll(commit.refusals());
    Promise<Void> waiting = awaited.remove(commit.cursor() + commit.to());
    if (waiting != null) {
      waiting.complete();
    }
    return Future.succeededFuture(true);
  }

  private synchronized Map<EntityKey, Placed> place(PlaceOf question) {
    return question.keys().stream()
        .collect(
            Collectors.toMap(
                key -> key,
                key ->
                    new Placed(
                        places.getOrDefault(key, new Placement.Orphan()),
                        "unknown",
                        null,
                        List.of(),
                        EntityFacts.unknown(key))));
  }

  private synchronized Optional<TraceTree> tree(EntityKey root) {
    return Optional.ofNullable(trees.get(root));
  }
}
