package dev.intentobserve.metrics;

import dev.intentobserve.model.Scope;
import dev.intentobserve.ports.Futures;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** For queries that are about one scope each. */
final class PerScopeQuery {
  private PerScopeQuery() {}

  /** Queries one scope after another, and joins the answers. */
  static <A, B> Future<List<B>> ask(
      Map<Scope, A> scopes, Function<Map.Entry<Scope, A>, Future<List<B>>> query) {
    List<B> all = new ArrayList<>();
    return Futures.oneAfterAnother(
            scopes.entrySet(), scope -> query.apply(scope).onSuccess(all::addAll))
        .map(all);
  }
}
