package dev.intentobserve.trace;

import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.AboveKeys;
import dev.intentobserve.contract.StoreContract.BelowAll;
import dev.intentobserve.contract.StoreContract.BelowRoot;
import dev.intentobserve.contract.StoreContract.Family;
import dev.intentobserve.contract.StoreContract.RootsOf;
import dev.intentobserve.contract.TraceContract.PlaceOf;
import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.contract.TraceContract.RootedIn;
import dev.intentobserve.contract.TraceContract.TreeOf;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Life;
import dev.intentobserve.event.Membership;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.TraceTree;
import dev.intentobserve.trace.TraceBuilder.Grown;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Fetches families from the cellar and has the pure parts judge them, large ones off the loop. */
final class Asker {
  /** What a loop may judge without keeping others waiting. */
  private static final int SMALL_FAMILY = 2000;

  /** Entities of one question to the store. */
  private static final int MOST_ASKED = 10_000;

  private static final Family NOBODY = new Family(List.of(), List.of(), List.of());

  /** Their states depend on what lies below them. */
  private static final Set<Kind> SEEN_FROM_BELOW =
      EnumSet.of(Kind.INTENT, Kind.CLUSTER, Kind.SPEC, Kind.CONTRACT);

  private final Supplier<Vertx> vertx;

  Asker(Supplier<Vertx> vertx) {
    this.vertx = vertx;
  }

  Future<Optional<TraceTree>> tree(TreeOf question) {
    return StoreContract.ROOTS
        .ask(vertx.get(), new RootsOf(question.scope(), question.ref()))
        .compose(
            roots ->
                roots.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : tree(new RootedIn(question.scope(), roots.getFirst())));
  }

  /** The tree a root belongs to: a promoted cluster leads to its intent's. */
  Future<Optional<TraceTree>> tree(RootedIn question) {
    Scope scope = question.scope();
    return above(scope, Set.of(question.root()))
        .compose(
            family -> {
              EntityKey root = new Lineage(scope, family).root(question.root());
              return root == null ? Future.succeededFuture(Optional.empty()) : grow(scope, root);
            });
  }

  Future<Map<EntityKey, Placed>> place(PlaceOf question) {
    return above(question.scope(), question.keys())
        .compose(family -> question.states() ? withBelow(question, family) : done(family))
        .compose(family -> judged(family, () -> placed(question, family)));
  }

  Future<Family> above(Scope scope, Set<EntityKey> keys) {
    return above(scope, keys, Set.of());
  }

  /** However many keys there are, no question is about more than a page of them. */
  Future<Family> above(Scope scope, Set<EntityKey> keys, Set<String> traceRefs) {
    if (keys.isEmpty()) {
      return Future.succeededFuture(NOBODY);
    }
    if (keys.size() <= MOST_ASKED) {
      return StoreContract.ABOVE.ask(vertx.get(), new AboveKeys(scope, keys, traceRefs));
    }
    List<EntityKey> all = List.copyOf(keys);
    Future<Family> family = Future.succeededFuture(NOBODY);
    for (int from = 0; from < all.size(); from += MOST_ASKED) {
      Set<EntityKey> some = Set.copyOf(all.subList(from, Math.min(all.size(), from + MOST_ASKED)));
      Set<String> refs = from == 0 ? traceRefs : Set.of();
      family =
          family.compose(
              so ->
                  StoreContract.ABOVE
                      .ask(vertx.get(), new AboveKeys(scope, some, refs))
                      .map(more -> union(so, more)));
    }
    return family;
  }

  private Future<Optional<TraceTree>> grow(Scope scope, EntityKey root) {
    return family(scope, root)
        .compose(
            family ->
                judged(
                    family,
                    () -> Optional.of(TraceBuilder.build(new Lineage(scope, family), root))));
  }

  /** The tree of a root, and the lives of all in it. */
  Future<Grown> grown(Scope scope, EntityKey root) {
    return family(scope, root)
        .compose(
            family -> judged(family, () -> TraceBuilder.grow(new Lineage(scope, family), root)));
  }

  /** The lives of all under some topmost entities that are in no trace. */
  Future<List<Life>> orphans(Scope scope, Set<EntityKey> tops) {
    return tops.isEmpty()
        ? Future.succeededFuture(List.of())
        : StoreContract.BELOW_ALL
            .ask(vertx.get(), new BelowAll(scope, tops))
            .compose(family -> complete(scope, tops, family))
            .compose(
                family -> judged(family, () -> Lives.ofOrphans(new Lineage(scope, family), tops)));
  }

  private Future<Family> family(Scope scope, EntityKey root) {
    return StoreContract.BELOW
        .ask(vertx.get(), new BelowRoot(scope, root))
        .compose(family -> complete(scope, Set.of(root), family));
  }

  /** Adds what lies outside and may have a better claim on somebody inside. */
  private Future<Family> complete(Scope scope, Set<EntityKey> tops, Family family) {
    return judged(family, () -> new Tops(new Lineage(scope, family)).unsure(tops))
        .compose(unsure -> above(scope, unsure))
        .map(above -> above.facts().isEmpty() ? family : union(family, above));
  }

  private static Map<EntityKey, Placed> placed(PlaceOf question, Family family) {
    return Placer.place(new Lineage(question.scope(), family), question.keys());
  }

  private static Future<Family> done(Family family) {
    return Future.succeededFuture(family);
  }

  private Future<Family> withBelow(PlaceOf question, Family above) {
    Future<Family> whole = Future.succeededFuture(above);
    for (EntityKey key : question.keys()) {
      if (SEEN_FROM_BELOW.contains(key.kind())) {
        whole =
            whole.compose(
                family ->
                    StoreContract.BELOW
                        .ask(vertx.get(), new BelowRoot(question.scope(), key))
                        .map(below -> union(family, below)));
      }
    }
    return whole;
  }

  private static Family union(Family a, Family b) {
    return new Family(
        joined(a.facts(), b.facts()),
        joined(a.memberships(), b.memberships()),
        joined(a.aliases(), b.aliases()));
  }

  private static <T> List<T> joined(List<T> a, List<T> b) {
    List<T> joined = new ArrayList<>(a);
    joined.addAll(b);
    return joined;
  }

  private <T> Future<T> judged(Family family, Supplier<T> judgement) {
    return judged(weight(family), judgement);
  }

  /** On this loop where it is soon done, else on a worker. */
  <T> Future<T> judged(long weight, Supplier<T> judgement) {
    return weight <= SMALL_FAMILY
        ? Future.succeededFuture().map(go -> judgement.get())
        : vertx.get().executeBlocking(judgement::get, false);
  }

  /** What there is to look at: each member of a list counts. */
  static long weight(Family family) {
    long listed = 0;
    for (Membership membership : family.memberships()) {
      listed += 1 + membership.ids().size();
    }
    return family.facts().size() + listed;
  }
}
