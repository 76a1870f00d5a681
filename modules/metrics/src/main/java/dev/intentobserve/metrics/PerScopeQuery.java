package dev.intentobserve.metrics;

import dev.intentobserve.model.Scope;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Questions are about one scope each. */
final class PerScopeQuery {
  private PerScopeQuery() {}

  /** Asks for one scope after the other, and joins the answers. */
  static <A, B> Future<List<B>> ask(
      Map<Scope, A> scopes, Function<Map.Entry<Scope, A>, Future<List<B>>> question) {
    Future<List<B>> answers = Future.succeededFuture(new ArrayList<>());
    for (Map.Entry<Scope, A> scope : scopes.entrySet()) {
      answers =
          answers.compose(
              all ->
                  question
                      .apply(scope)
                      .map(
                          more -> {
                            all.addAll(more);
                            return all;
                          }));
    }
    return answers;
  }
}
