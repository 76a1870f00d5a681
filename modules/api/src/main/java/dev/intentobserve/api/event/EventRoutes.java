package dev.intentobserve.api.event;

import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.ports.EventQuery;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.ExportStatus;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Events of the record, one by one and in lists. */
public record EventRoutes(Backend backend, InstantSource clock) {
  public void mount(ApiRouter routes) {
    routes.list(
        ApiLinks.EVENTS,
        this::list,
        "type",
        "source",
        "entity",
        "trace",
        "since",
        "until",
        "q",
        "order");
    routes.getAs(ApiLinks.EVENTS + "/{event_id}", ApiLinks.EVENTS + "/*", this::one);
  }

  private Future<ApiResponse> list(ApiRequest apiRequest) {
    QueryParams params = apiRequest.params();
    Scope scope = apiRequest.scope();
    return entities(scope, params.text("entity"), params.text("trace"))
        .compose(entities -> find(scope, params, entities))
        .compose(page -> page(apiRequest, scope, page));
  }

  /** A text search reads the record in several pages: the store bounds each. */
  private Future<Listing<StoredEvent>> find(
      Scope scope, QueryParams params, @Nullable Set<EntityKey> entities) {
    QueryParams.Window window = params.window(clock.instant());
    String type = EventFilter.type(params);
    boolean ascending = params.choice("order", List.of("desc", "asc")).equals("asc");
    return backend.scan(
        params,
        stored -> true,
        (limit, cursor) ->
            backend.ask(
                StorePorts.FIND_EVENTS,
                EventQuery.builder(scope, limit)
                    .type(type)
                    .source(params.text("source"))
                    .entities(entities)
                    .since(window.since())
                    .until(window.until())
                    .text(params.text("q"))
                    .ascending(ascending)
                    .cursor(cursor)
                    .build()));
  }

  private Future<ApiResponse> page(ApiRequest apiRequest, Scope scope, Listing<StoredEvent> page) {
    return backend
        .placements(scope, page.items())
        .compose(
            placements ->
                backend.work(
                    kibibytes(page),
                    () ->
                        ApiResponse.list(
                            apiRequest,
                            items(apiRequest, page, placements),
                            page.next(),
                            Json.Fields.EMPTY)));
  }

  /** Writing a kibibyte of bodies costs about as much as writing a span. */
  private static int kibibytes(Listing<StoredEvent> page) {
    long bytes = page.items().stream().mapToLong(s -> s.event().body().length()).sum();
    return (int) Math.min(Integer.MAX_VALUE, bytes >> 10);
  }

  private static List<Buffer> items(
      ApiRequest apiRequest, Listing<StoredEvent> page, Map<EntityKey, Placement> placements) {
    boolean lines = apiRequest.wantsLines();
    return page.items().stream()
        .map(
            stored ->
                lines
                    ? EventJson.line(stored, Backend.of(placements, stored))
                    : EventJson.document(stored, Backend.of(placements, stored)))
        .toList();
  }

  /** Entities that pass both filters; null for all. */
  private Future<@Nullable Set<EntityKey>> entities(
      Scope scope, @Nullable String entity, @Nullable String trace) {
    Set<EntityKey> named = entity == null ? null : named(entity);
    if (trace == null) {
      return Future.succeededFuture(named);
    }
    return backend.tree(scope, trace).map(tree -> intersection(named, entitiesInTree(tree)));
  }

  private static Set<EntityKey> intersection(
      @Nullable Set<EntityKey> named, Set<EntityKey> entitiesInTree) {
    if (named != null) {
      entitiesInTree.retainAll(named);
    }
    return entitiesInTree;
  }

  /** Of {@code signal:SIG-001} that entity; of an id without a kind, one of each kind. */
  private static Set<EntityKey> named(String entity) {
    return ApiLinks.entityOf(entity)
        .map(Set::of)
        .orElseGet(
            () ->
                Arrays.stream(EntityKind.values())
                    .map(kind -> new EntityKey(kind, entity))
                    .collect(Collectors.toSet()));
  }

  /** Without phases, which are spans of a tree but no entities. */
  public static Set<EntityKey> entitiesInTree(TraceTree tree) {
    Set<EntityKey> keys = new HashSet<>();
    keys.add(tree.root());
    tree.spans().stream()
        .filter(span -> !span.id().isBlank())
        .forEach(
            span ->
                EntityKind.of(span.kind()).ifPresent(k -> keys.add(new EntityKey(k, span.id()))));
    return keys;
  }

  private Future<ApiResponse> one(ApiRequest apiRequest) {
    Scope scope = apiRequest.scope();
    String eventId = apiRequest.rest(ApiLinks.EVENTS + "/");
    return backend
        .require(
            StorePorts.FIND_EVENT,
            new Scoped<>(scope, eventId),
            "event_not_found",
            "There is no event with this id in the record. An id may have to be percent-encoded;"
                + " GET /api/v1/events lists events, GET /api/v1/dead-letters rejected ones.")
        .compose(stored -> detail(scope, stored))
        .map(detail -> ApiResponse.json(detail.json()));
  }

  private Future<EventDetail> detail(Scope scope, StoredEvent stored) {
    EntityKey entity = stored.event().entity();
    Future<Map<EntityKey, EntityPlacement>> placed =
        backend.place(scope, entity == null ? Set.of() : Set.of(entity));
    Future<Long> cursor = backend.ask(StorePorts.CURSOR, TracePorts.CURSOR);
    Future<List<ExportStatus>> shipping = backend.ask(StorePorts.EXPORT_STATUS, stored.seq());
    return Future.all(placed, cursor, shipping)
        .map(
            all ->
                new EventDetail(
                    stored,
                    entity == null ? null : placed.result().get(entity),
                    cursor.result(),
                    shipping.result()));
  }
}
