package dev.intentobserve.window;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.EntityQuery;
import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Scope;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Entities: signals, clusters, intents, specs, contracts and what else events speak of. */
record EntityRoutes(Doors doors) {
  private static final String LIST = "/api/v1/entities";
  private static final int DEFAULT_LIMIT = 100;

  void mount(Paths paths) {
    paths.get(LIST, this::list);
    paths.get(LIST + "/*", LIST + "/{kind}/{id}", this::one);
  }

  private Future<Answer> list(Asked asked) {
    Params params = asked.params("kind", "state", "id_prefix", "limit", "cursor");
    Scope scope = asked.scope();
    Kind kind = params.kind("kind");
    String prefix = params.text("id_prefix");
    String state = params.text("state");
    Doors.Pages<EntityFacts> pages =
        (limit, cursor) ->
            doors.ask(
                StoreContract.FIND_ENTITIES, new EntityQuery(scope, kind, prefix, limit, cursor));
    return doors
        .scan(
            pages,
            params.limit(DEFAULT_LIMIT),
            params.text("cursor"),
            page -> inState(scope, page, state))
        .map(page -> Answer.list(asked, Answer.encoded(page.items()), page.next()));
  }

  /** A state depends on the parents, so it is known only once the page is placed. */
  private Future<List<Json>> inState(Scope scope, List<EntityFacts> page, @Nullable String state) {
    Set<EntityKey> keys = new HashSet<>();
    page.forEach(facts -> keys.add(facts.key()));
    return doors
        .place(scope, keys)
        .map(
            placed ->
                page.stream()
                    .map(facts -> item(facts.key(), placed, state))
                    .filter(Objects::nonNull)
                    .toList());
  }

  private static @Nullable Json item(
      EntityKey key, Map<EntityKey, Placed> all, @Nullable String state) {
    Placed placed = all.get(key);
    return placed == null || (state != null && !state.equals(placed.state()))
        ? null
        : EntityJson.item(key, placed);
  }

  private Future<Answer> one(Asked asked) {
    asked.params();
    EntityKey key = key(asked.rest(LIST + "/"));
    return doors
        .place(asked.scope(), Set.of(key))
        .map(placed -> known(key, placed.get(key)))
        .map(placed -> Answer.json(EntityJson.detail(key, placed)));
  }

  private static EntityKey key(String rest) {
    int slash = rest.indexOf('/');
    String kind = slash < 0 ? rest : rest.substring(0, slash);
    String id = slash < 0 ? "" : rest.substring(slash + 1);
    Kind known =
        Kind.of(kind)
            .orElseThrow(
                () ->
                    Fault.missing(
                        "kind_not_found",
                        "The kinds of entity are " + Arrays.toString(Kind.values()) + "."));
    if (id.isBlank()) {
      throw Fault.missing("entity_not_found", "An id belongs behind the kind.");
    }
    return new EntityKey(known, id);
  }

  private static Placed known(EntityKey key, @Nullable Placed placed) {
    if (placed == null || EntityJson.nobodyKnows(key, placed)) {
      throw Fault.missing(
          "entity_not_found",
          "Nothing is known of " + key + "; GET /api/v1/entities lists what there is.");
    }
    return placed;
  }
}
