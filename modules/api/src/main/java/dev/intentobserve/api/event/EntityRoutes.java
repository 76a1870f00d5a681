package dev.intentobserve.api.event;

import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.api.http.ApiResponse;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.EntityStatePorts.EntityStateQuery;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Entities: signals, clusters, intents, specs, contracts and what else events speak of. */
public record EntityRoutes(Backend backend) {
  private static final String LIST = "/api/v1/entities";
  private static final int DEFAULT_LIMIT = 100;
  private static final List<String> LEVELS = List.of("L0", "L1", "L2", "L3", "L4");

  public void mount(ApiRouter routes) {
    routes.get(LIST, this::list);
    routes.get(LIST + "/*", LIST + "/{kind}/{id}", this::one);
  }

  private Future<ApiResponse> list(ApiRequest apiRequest) {
    QueryParams params =
        apiRequest.params(
            "kind",
            "state",
            "level",
            "source",
            "product",
            "cluster",
            "id_prefix",
            "limit",
            "cursor");
    return backend
        .ask(EntityStatePorts.FIND_ENTITY_STATES, query(apiRequest.scope(), params))
        .map(
            page ->
                ApiResponse.list(
                    apiRequest,
                    ApiResponse.encoded(page.items().stream().map(EntityJson::item).toList()),
                    page.next()));
  }

  private static EntityStateQuery query(Scope scope, QueryParams params) {
    String state = params.text("state");
    return new EntityStateQuery(
        scope,
        params.kind("kind"),
        state == null ? null : Set.of(state),
        params.text("source"),
        params.text("product"),
        params.text("cluster"),
        params.oneOf("level", LEVELS),
        null,
        params.text("id_prefix"),
        params.limit(DEFAULT_LIMIT),
        params.text("cursor"));
  }

  private Future<ApiResponse> one(ApiRequest apiRequest) {
    apiRequest.params();
    EntityKey key = key(apiRequest.rest(LIST + "/"));
    return backend
        .place(apiRequest.scope(), Set.of(key))
        .map(placed -> known(key, placed.get(key)))
        .map(placed -> ApiResponse.json(EntityJson.detail(key, placed)));
  }

  private static EntityKey key(String rest) {
    int slash = rest.indexOf('/');
    String kind = slash < 0 ? rest : rest.substring(0, slash);
    String id = slash < 0 ? "" : rest.substring(slash + 1);
    EntityKind known =
        EntityKind.of(kind)
            .orElseThrow(
                () ->
                    Fault.missing(
                        "kind_not_found",
                        "The kinds of entity are " + Arrays.toString(EntityKind.values()) + "."));
    if (id.isBlank()) {
      throw Fault.missing("entity_not_found", "An id belongs behind the kind.");
    }
    return new EntityKey(known, id);
  }

  private static EntityPlacement known(EntityKey key, @Nullable EntityPlacement placed) {
    if (placed == null || EntityJson.isUnknown(key, placed)) {
      throw Fault.missing(
          "entity_not_found",
          "Nothing is known of " + key + "; GET /api/v1/entities lists what there is.");
    }
    return placed;
  }
}
