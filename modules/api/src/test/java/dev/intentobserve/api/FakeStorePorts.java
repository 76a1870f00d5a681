package dev.intentobserve.api;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.EntityStateQuery;
import dev.intentobserve.ports.EventQuery;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.IncomingLink;
import dev.intentobserve.ports.StorePorts.IncomingLinksOf;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.StorePorts.Position;
import dev.intentobserve.ports.StorePorts.PositionOf;
import dev.intentobserve.ports.StorePorts.ReadAfter;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import dev.intentobserve.ports.TraceQuery;
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

/**
 * The ports of store and trace; they answer from a {@link EventFixtures} that a test may add to.
 */
public final class FakeStorePorts {
  public final List<StoredEvent> record = new CopyOnWriteArrayList<>(EventFixtures.events());
  public final List<TraceTree> trees = new CopyOnWriteArrayList<>(List.of(EventFixtures.tree()));

  /** Questions the store was asked, where a test wants to know how a request was understood. */
  public final List<EventQuery> eventQueries = new CopyOnWriteArrayList<>();

  /** Which question for events with a text finds some; those before lead on. */
  public volatile int foundBy = 1;

  /** By tenant: until it completes, questions for its lives are not answered. */
  final Map<String, Future<Void>> slow = new ConcurrentHashMap<>();

  /** How many questions for lives came, by tenant. */
  final Map<String, Integer> entityQueryCounts = new ConcurrentHashMap<>();

  public final List<TraceQuery> traceQueries = new CopyOnWriteArrayList<>();
  public final List<EntityStateQuery> entityQueries = new CopyOnWriteArrayList<>();
  public final List<Object> placeQuestions = new CopyOnWriteArrayList<>();

  private Future<Void> slow(Scope scope) {
    entityQueryCounts.merge(scope.tenant(), 1, Integer::sum);
    return slow.getOrDefault(scope.tenant(), Future.succeededFuture());
  }

  FakeStorePorts(Vertx vertx) {
    StorePorts.READ_AFTER.answer(vertx, q -> answer(readAfter(q)));
    StorePorts.HEAD.answer(vertx, q -> answer((long) record.size()));
    StorePorts.POSITION.answer(vertx, q -> answer(position(q)));
    StorePorts.CURSOR.answer(vertx, q -> answer(2L));
    StorePorts.FIND_EVENTS.answer(vertx, q -> answer(events(q)));
    StorePorts.FIND_EVENT.answer(
        vertx,
        q ->
            answer(
                record.stream()
                    .filter(s -> s.scope().equals(q.scope()))
                    .filter(s -> s.event().eventId().equals(q.value()))
                    .findFirst()));
    StorePorts.EXPORT_STATUS.answer(vertx, q -> answer(EventFixtures.shipping()));
    StorePorts.FIND_TRACES.answer(vertx, q -> answer(traces(q)));
    StorePorts.INCOMING_LINKS.answer(vertx, q -> answer(linked(q)));
    EntityStatePorts.FIND_ENTITY_STATES.answer(
        vertx, q -> slow(q.scope()).map(done -> entityStates(q)));
    StorePorts.SOURCES.answer(vertx, q -> answer(EventFixtures.sources(q)));
    StorePorts.FIND_DEAD_LETTERS.answer(
        vertx,
        q ->
            answer(
                new Listing<>(
                    EventFixtures.deadLetters().stream()
                        .filter(l -> q.status() == null || l.status().equals(q.status()))
                        .filter(l -> q.reason() == null || l.reason() == q.reason())
                        .toList(),
                    null)));
    StorePorts.FIND_DEAD_LETTER.answer(
        vertx,
        q ->
            answer(
                EventFixtures.deadLetters().stream().filter(l -> l.id() == q.value()).findFirst()));
    StorePorts.DISCARD.answer(vertx, q -> answer(q.id() == 11));
    TracePorts.PLACEMENTS.answer(vertx, q -> answer(place(q.keys())));
    TracePorts.TREE.answer(vertx, q -> answer(tree(q.ref())));
  }

  private static <A> Future<A> answer(A answer) {
    return Future.succeededFuture(answer);
  }

  /** The intent led to a new signal. */
  private static List<IncomingLink> linked(IncomingLinksOf q) {
    EntityFacts signal = EntityFacts.unknown(new EntityKey(EntityKind.SIGNAL, "SIG-9"));
    return q.targets().stream()
        .filter(key -> key.kind() == EntityKind.INTENT)
        .map(key -> new IncomingLink(signal, "mentions", key))
        .toList();
  }

  private Position position(PositionOf q) {
    List<StoredEvent> own = record.stream().filter(s -> s.scope().equals(q.scope())).toList();
    return new Position(
        own.stream()
            .filter(s -> s.scopeSeq() > q.scopeSeq())
            .mapToLong(s -> s.seq() - 1)
            .findFirst()
            .orElse(record.size()),
        own.stream()
            .mapToLong(StoredEvent::scopeSeq)
            .filter(seq -> seq <= q.scopeSeq())
            .max()
            .orElse(0));
  }

  private Page readAfter(ReadAfter q) {
    List<StoredEvent> rest = record.stream().filter(s -> s.seq() > q.after()).toList();
    List<StoredEvent> page = rest.stream().limit(q.limit()).toList();
    return new Page(
        page, page.isEmpty() ? q.after() : page.getLast().seq(), rest.size() > page.size());
  }

  /** Newest first; the cursor is the number of the last event given, or looked at. */
  private Listing<StoredEvent> events(EventQuery q) {
    eventQueries.add(q);
    if (q.text() != null && eventQueries.size() < foundBy) {
      return new Listing<>(List.of(), Integer.toString(100 - eventQueries.size()));
    }
    List<StoredEvent> rest =
        record.reversed().stream()
            .filter(s -> s.scope().equals(q.scope()))
            .filter(s -> q.cursor() == null || s.seq() < Long.parseLong(q.cursor()))
            .filter(s -> q.entities() == null || isAbout(s, q.entities()))
            .toList();
    List<StoredEvent> page = rest.stream().limit(q.limit()).toList();
    return new Listing<>(
        page, rest.size() > page.size() ? Long.toString(page.getLast().seq()) : null);
  }

  private static boolean isAbout(StoredEvent stored, Set<EntityKey> entities) {
    EntityKey entity = stored.event().entity();
    return entity != null && entities.contains(entity);
  }

  private Listing<TraceSummary> traces(TraceQuery q) {
    traceQueries.add(q);
    return new Listing<>(trees.stream().map(TraceSummary::of).limit(q.limit()).toList(), null);
  }

  /** By id; the cursor is the number of the next. */
  private Listing<EntityStateRow> entityStates(EntityStateQuery q) {
    entityQueries.add(q);
    List<EntityStateRow> rest =
        EventFixtures.entityStates().stream()
            .filter(row -> q.states() == null || q.states().contains(row.entityState().state()))
            .filter(row -> row.revision() >= (q.cursor() == null ? 1 : Long.parseLong(q.cursor())))
            .toList();
    List<EntityStateRow> page = rest.stream().limit(q.limit()).toList();
    return new Listing<>(
        page, rest.size() > page.size() ? Long.toString(page.getLast().revision() + 1) : null);
  }

  private Map<EntityKey, EntityPlacement> place(Set<EntityKey> keys) {
    placeQuestions.add(keys);
    Map<EntityKey, EntityPlacement> placed = new HashMap<>();
    for (EntityKey key : keys) {
      placed.put(key, EventFixtures.placed().getOrDefault(key, nowhere(key)));
    }
    return placed;
  }

  private static EntityPlacement nowhere(EntityKey key) {
    return new EntityPlacement(
        new Placement.Orphan(), "unknown", null, List.of(), EntityFacts.unknown(key));
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
