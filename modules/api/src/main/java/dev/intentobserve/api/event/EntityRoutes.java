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
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.EntityStateQuery;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Entities: signals, clusters, intents, specs, contracts and everything else events name. */
public record EntityRoutes(Backend backend) {
  private static final List<String> LEVELS = List.of("L0", "L1", "L2", "L3", "L4");

  public void mount(ApiRouter routes) {
    routes.list(
        ApiLinks.ENTITIES,
        this::list,
        "kind",
        "state",
        "level",
        "source",
        "product",
        "cluster",
        "id_prefix");
    routes.getAs(ApiLinks.ENTITIES + "/{kind}/{id}", ApiLinks.ENTITIES + "/*", this::one);
  }

  private Future<ApiResponse> list(ApiRequest apiRequest) {
    return backend
        .ask(EntityStatePorts.FIND_ENTITY_STATES, query(apiRequest.scope(), apiRequest.params()))
        .map(page -> ApiResponse.list(apiRequest, page, EntityJson::item));
  }

  private static EntityStateQuery query(Scope scope, QueryParams params) {
    String state = params.text("state");
    return EntityStateQuery.builder(scope, params.limit())
        .kind(params.oneOf("kind", List.of(EntityKind.values()), EntityKind::code))
        .states(state == null ? null : Set.of(state))
        .source(params.text("source"))
        .product(params.text("product"))
        .cluster(params.text("cluster"))
        .level(params.oneOf("level", LEVELS))
        .idPrefix(params.text("id_prefix"))
        .cursor(params.text("cursor"))
        .build();
  }

  private Future<ApiResponse> one(ApiRequest apiRequest) {
    EntityKey key = key(apiRequest.rest(ApiLinks.ENTITIES + "/"));
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
      throw Fault.missing("entity_not_found", "Add an id after the kind.");
    }
    return new EntityKey(known, id);
  }

  private static EntityPlacement known(EntityKey key, @Nullable EntityPlacement placed) {
    if (placed == null || EntityJson.isUnknown(key, placed)) {
      throw Fault.missing(
          "entity_not_found",
          "There is no entity " + key + "; GET /api/v1/entities lists entities.");
    }
    return placed;
  }
}
