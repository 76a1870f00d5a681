package dev.intentobserve.window;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.EventOf;
import dev.intentobserve.contract.StoreContract.EventQuery;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.StoreContract.Shipping;
import dev.intentobserve.contract.StoreContract.ShippingOf;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.TraceTree;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The record: its events, one by one and in lists. */
record EventRoutes(Doors doors, InstantSource clock) {
  private static final String LIST = "/api/v1/events";
  private static final int DEFAULT_LIMIT = 100;

  void mount(Paths paths) {
    paths.get(LIST, this::list);
    paths.get(LIST + "/*", LIST + "/{event_id}", this::one);
  }

  private Future<Answer> list(Asked asked) {
    Params params =
        asked.params(
            "type", "source", "entity", "trace", "since", "until", "q", "order", "limit", "cursor");
    Scope scope = asked.scope();
    return entities(scope, params.text("entity"), params.text("trace"))
        .compose(entities -> find(scope, params, entities))
        .compose(page -> page(asked, scope, page));
  }

  /** Of a search the store answers one stretch of the record at a time. */
  private Future<Listing<Stored>> find(
      Scope scope, Params params, @Nullable Set<EntityKey> entities) {
    Instant now = clock.instant();
    Instant since = params.moment("since", now);
    Instant until = params.moment("until", now);
    Params.requireOrder(since, until);
    String type = EventFilter.type(params);
    boolean ascending = params.choice("order", List.of("desc", "asc")).equals("asc");
    return doors.scan(
        (limit, cursor) ->
            doors.ask(
                StoreContract.FIND_EVENTS,
                new EventQuery(
                    scope,
                    type,
                    params.text("source"),
                    entities,
                    since,
                    until,
                    params.text("q"),
                    ascending,
                    limit,
                    cursor)),
        params.limit(DEFAULT_LIMIT),
        params.text("cursor"),
        Future::succeededFuture);
  }

  private Future<Answer> page(Asked asked, Scope scope, Listing<Stored> page) {
    return doors
        .placements(scope, page.items())
        .compose(
            placements ->
                doors.work(
                    kibibytes(page),
                    () -> Answer.list(asked, items(asked, page, placements), page.next())));
  }

  /** A kibibyte of bodies costs about what a span does. */
  private static int kibibytes(Listing<Stored> page) {
    long bytes = page.items().stream().mapToLong(s -> s.event().body().length()).sum();
    return (int) Math.min(Integer.MAX_VALUE, bytes >> 10);
  }

  private static List<Buffer> items(
      Asked asked, Listing<Stored> page, Map<EntityKey, Placement> placements) {
    boolean lines = asked.wantsLines();
    return page.items().stream()
        .map(
            stored ->
                lines
                    ? EventJson.line(stored, Doors.of(placements, stored))
                    : EventJson.document(stored, Doors.of(placements, stored)))
        .toList();
  }

  /** Of which entities; null for all. With both filters, those that pass both. */
  private Future<@Nullable Set<EntityKey>> entities(
      Scope scope, @Nullable String entity, @Nullable String trace) {
    Set<EntityKey> named = entity == null ? null : named(entity);
    if (trace == null) {
      return Future.succeededFuture(named);
    }
    return doors.tree(scope, trace).map(tree -> both(named, inTree(tree)));
  }

  private static Set<EntityKey> both(@Nullable Set<EntityKey> named, Set<EntityKey> inTree) {
    if (named != null) {
      inTree.retainAll(named);
    }
    return inTree;
  }

  /** {@code signal:SIG-001}, or an id of whatever kind. */
  static Set<EntityKey> named(String entity) {
    int colon = entity.indexOf(':');
    String id = entity.substring(colon + 1);
    if (colon > 0 && !id.isBlank()) {
      Kind kind = Kind.of(entity.substring(0, colon)).orElse(null);
      if (kind != null) {
        return Set.of(new EntityKey(kind, id));
      }
    }
    return Arrays.stream(Kind.values())
        .map(kind -> new EntityKey(kind, entity))
        .collect(Collectors.toSet());
  }

  /** Phases are spans of a tree, but no entities. */
  static Set<EntityKey> inTree(TraceTree tree) {
    Set<EntityKey> keys = new HashSet<>();
    keys.add(tree.root());
    tree.spans().stream()
        .filter(span -> !span.id().isBlank())
        .forEach(
            span -> Kind.of(span.kind()).ifPresent(k -> keys.add(new EntityKey(k, span.id()))));
    return keys;
  }

  private Future<Answer> one(Asked asked) {
    asked.params();
    Scope scope = asked.scope();
    String eventId = asked.rest(LIST + "/");
    return doors
        .ask(StoreContract.FIND_EVENT, new EventOf(scope, eventId))
        .map(stored -> stored.orElseThrow(EventRoutes::noEvent))
        .compose(stored -> detail(scope, stored))
        .map(detail -> Answer.json(detail.json()));
  }

  private Future<EventDetail> detail(Scope scope, Stored stored) {
    EntityKey entity = stored.event().entity();
    Future<Map<EntityKey, Placed>> placed =
        doors.place(scope, entity == null ? Set.of() : Set.of(entity));
    Future<Long> cursor = doors.ask(StoreContract.CURSOR, new CursorOf(TraceContract.CURSOR));
    Future<List<Shipping>> shipping =
        doors.ask(StoreContract.SHIPPING, new ShippingOf(stored.seq()));
    return Future.all(placed, cursor, shipping)
        .map(
            all ->
                new EventDetail(
                    stored,
                    entity == null ? null : placed.result().get(entity),
                    cursor.result(),
                    shipping.result()));
  }

  private static Fault noEvent() {
    return Fault.missing(
        "event_not_found",
        "There is no event with this id in the record. An id may have to be percent-encoded;"
            + " GET /api/v1/events lists events, GET /api/v1/dead-letters what was refused.");
  }
}
