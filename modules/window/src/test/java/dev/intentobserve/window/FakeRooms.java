package dev.intentobserve.window;

import dev.intentobserve.contract.LifeContract;
import dev.intentobserve.contract.LifeContract.LifeQuery;
import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.EventQuery;
import dev.intentobserve.contract.StoreContract.Linked;
import dev.intentobserve.contract.StoreContract.LinkedTo;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.StoreContract.Page;
import dev.intentobserve.contract.StoreContract.Position;
import dev.intentobserve.contract.StoreContract.PositionOf;
import dev.intentobserve.contract.StoreContract.ReadAfter;
import dev.intentobserve.contract.StoreContract.TraceQuery;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.TraceSummary;
import dev.intentobserve.event.TraceTree;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Store and trace room, answering from a {@link Corpus} that a test may add to. */
final class FakeRooms {
  final List<Stored> record = new CopyOnWriteArrayList<>(Corpus.events());
  final List<TraceTree> trees = new CopyOnWriteArrayList<>(List.of(Corpus.tree()));

  /** Questions the store was asked, where a test wants to know how a request was understood. */
  final List<EventQuery> eventQueries = new CopyOnWriteArrayList<>();

  /** Which question for events with a text finds some; those before lead on. */
  volatile int foundBy = 1;

  /** By tenant: until it completes, questions for its lives are not answered. */
  final Map<String, Future<Void>> slow = new ConcurrentHashMap<>();

  /** How many questions for lives came, by tenant. */
  final Map<String, Integer> lifeQuestions = new ConcurrentHashMap<>();

  final List<TraceQuery> traceQueries = new CopyOnWriteArrayList<>();
  final List<LifeQuery> lifeQueries = new CopyOnWriteArrayList<>();
  final List<Object> placeQuestions = new CopyOnWriteArrayList<>();

  private Future<Void> slow(Scope scope) {
    lifeQuestions.merge(scope.tenant(), 1, Integer::sum);
    return slow.getOrDefault(scope.tenant(), Future.succeededFuture());
  }

  FakeRooms(Vertx vertx) {
    StoreContract.READ_AFTER.answer(vertx, q -> answer(readAfter(q)));
    StoreContract.HEAD.answer(vertx, q -> answer((long) record.size()));
    StoreContract.POSITION.answer(vertx, q -> answer(position(q)));
    StoreContract.CURSOR.answer(vertx, q -> answer(2L));
    StoreContract.FIND_EVENTS.answer(vertx, q -> answer(events(q)));
    StoreContract.FIND_EVENT.answer(
        vertx,
        q ->
            answer(
                record.stream()
                    .filter(s -> s.scope().equals(q.scope()))
                    .filter(s -> s.event().eventId().equals(q.eventId()))
                    .findFirst()));
    StoreContract.SHIPPING.answer(vertx, q -> answer(Corpus.shipping()));
    StoreContract.FIND_TRACES.answer(vertx, q -> answer(traces(q)));
    StoreContract.LINKED.answer(vertx, q -> answer(linked(q)));
    LifeContract.FIND_LIVES.answer(vertx, q -> slow(q.scope()).map(done -> lives(q)));
    StoreContract.SOURCES.answer(vertx, q -> answer(Corpus.sources(q)));
    StoreContract.FIND_DEAD_LETTERS.answer(
        vertx,
        q ->
            answer(
                new Listing<>(
                    Corpus.letters().stream()
                        .filter(l -> q.status() == null || l.status().equals(q.status()))
                        .filter(l -> q.reason() == null || l.reason() == q.reason())
                        .toList(),
                    null)));
    StoreContract.FIND_DEAD_LETTER.answer(
        vertx, q -> answer(Corpus.letters().stream().filter(l -> l.id() == q.id()).findFirst()));
    StoreContract.DISCARD.answer(vertx, q -> answer(q.id() == 11));
    TraceContract.PLACE.answer(vertx, q -> answer(place(q.keys())));
    TraceContract.TREE.answer(vertx, q -> answer(tree(q.ref())));
  }

  private static <A> Future<A> answer(A answer) {
    return Future.succeededFuture(answer);
  }

  /** The intent led to a new signal. */
  private static List<Linked> linked(LinkedTo q) {
    EntityFacts signal = EntityFacts.unknown(new EntityKey(Kind.SIGNAL, "SIG-9"));
    return q.targets().stream()
        .filter(key -> key.kind() == Kind.INTENT)
        .map(key -> new Linked(signal, "mentions", key))
        .toList();
  }

  private Position position(PositionOf q) {
    List<Stored> own = record.stream().filter(s -> s.scope().equals(q.scope())).toList();
    return new Position(
        own.stream()
            .filter(s -> s.scopeSeq() > q.scopeSeq())
            .mapToLong(s -> s.seq() - 1)
            .findFirst()
            .orElse(record.size()),
        own.stream()
            .mapToLong(Stored::scopeSeq)
            .filter(seq -> seq <= q.scopeSeq())
            .max()
            .orElse(0));
  }

  private Page readAfter(ReadAfter q) {
    List<Stored> rest = record.stream().filter(s -> s.seq() > q.after()).toList();
    List<Stored> page = rest.stream().limit(q.limit()).toList();
    return new Page(
        page, page.isEmpty() ? q.after() : page.getLast().seq(), rest.size() > page.size());
  }

  /** Newest first; the cursor is the number of the last event given, or looked at. */
  private Listing<Stored> events(EventQuery q) {
    eventQueries.add(q);
    if (q.text() != null && eventQueries.size() < foundBy) {
      return new Listing<>(List.of(), Integer.toString(100 - eventQueries.size()));
    }
    List<Stored> rest =
        record.reversed().stream()
            .filter(s -> s.scope().equals(q.scope()))
            .filter(s -> q.cursor() == null || s.seq() < Long.parseLong(q.cursor()))
            .filter(s -> q.entities() == null || isAbout(s, q.entities()))
            .toList();
    List<Stored> page = rest.stream().limit(q.limit()).toList();
    return new Listing<>(
        page, rest.size() > page.size() ? Long.toString(page.getLast().seq()) : null);
  }

  private static boolean isAbout(Stored stored, Set<EntityKey> entities) {
    EntityKey entity = stored.event().entity();
    return entity != null && entities.contains(entity);
  }

  private Listing<TraceSummary> traces(TraceQuery q) {
    traceQueries.add(q);
    return new Listing<>(trees.stream().map(TraceSummary::of).limit(q.limit()).toList(), null);
  }

  /** By id; the cursor is the number of the next. */
  private Listing<LifeRow> lives(LifeQuery q) {
    lifeQueries.add(q);
    List<LifeRow> rest =
        Corpus.lives().stream()
            .filter(row -> q.states() == null || q.states().contains(row.life().state()))
            .filter(row -> row.revision() >= (q.cursor() == null ? 1 : Long.parseLong(q.cursor())))
            .toList();
    List<LifeRow> page = rest.stream().limit(q.limit()).toList();
    return new Listing<>(
        page, rest.size() > page.size() ? Long.toString(page.getLast().revision() + 1) : null);
  }

  private Map<EntityKey, Placed> place(Set<EntityKey> keys) {
    placeQuestions.add(keys);
    Map<EntityKey, Placed> placed = new HashMap<>();
    for (EntityKey key : keys) {
      placed.put(key, Corpus.placed().getOrDefault(key, nowhere(key)));
    }
    return placed;
  }

  private static Placed nowhere(EntityKey key) {
    return new Placed(new Placement.Orphan(), "unknown", null, List.of(), EntityFacts.unknown(key));
  }

  private Optional<TraceTree> tree(String ref) {
    return trees.stream()
        .filter(
            t ->
                Stream.concat(t.aliases().stream(), Stream.of(t.traceId(), t.root().id()))
                    .anyMatch(ref::equals))
        .findFirst();
  }
}
