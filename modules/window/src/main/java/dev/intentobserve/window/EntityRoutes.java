package dev.intentobserve.window;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.LifeContract;
import dev.intentobserve.contract.LifeContract.LifeQuery;
import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Scope;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Entities: signals, clusters, intents, specs, contracts and what else events speak of. */
record EntityRoutes(Doors doors) {
  private static final String LIST = "/api/v1/entities";
  private static final int DEFAULT_LIMIT = 100;
  private static final List<String> LEVELS = List.of("L0", "L1", "L2", "L3", "L4");

  void mount(Paths paths) {
    paths.get(LIST, this::list);
    paths.get(LIST + "/*", LIST + "/{kind}/{id}", this::one);
  }

  private Future<Answer> list(Asked asked) {
    Params params =
        asked.params(
            "kind",
            "state",
            "level",
            "source",
            "product",
            "cluster",
            "id_prefix",
            "limit",
            "cursor");
    return doors
        .ask(LifeContract.FIND_LIVES, query(asked.scope(), params))
        .map(
            page ->
                Answer.list(
                    asked,
                    Answer.encoded(page.items().stream().map(EntityJson::item).toList()),
                    page.next()));
  }

  private static LifeQuery query(Scope scope, Params params) {
    String state = params.text("state");
    return new LifeQuery(
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
