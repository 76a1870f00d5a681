package dev.intentobserve.trace;

import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.LifeContract;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.DirtyRoot;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stamp;
import dev.intentobserve.event.TraceSummary;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Remakes the summaries and lives that dirty roots put out of date. */
final class Remaking {
  /** Lives saved together, if a single tree has no more. */
  private static final int TOGETHER = 5000;

  private final Supplier<Vertx> vertx;
  private final Asker asker;

  Remaking(Supplier<Vertx> vertx, Asker asker) {
    this.vertx = vertx;
    this.asker = asker;
  }

  /** Roots of one scope, together. */
  Future<Void> remake(Scope scope, List<DirtyRoot> dirty) {
    Set<EntityKey> keys = new HashSet<>();
    dirty.forEach(root -> keys.add(root.root()));
    return asker
        .above(scope, keys)
        .compose(
            family ->
                asker
                    .judged(Asker.weight(family), () -> new Lineage(scope, family))
                    .compose(lineage -> remake(scope, dirty, lineage)));
  }

  /** Orphans all at once, then one tree after the other, as two may be too large for us. */
  private Future<Void> remake(Scope scope, List<DirtyRoot> dirty, Lineage lineage) {
    Tops tops = new Tops(lineage);
    Remade remade = new Remade();
    Set<EntityKey> orphans = new HashSet<>();
    List<DirtyRoot> roots = new ArrayList<>();
    for (DirtyRoot root : dirty) {
      boolean stands = tops.of(root.root()).equals(root.root());
      if (stands && Tops.roots(root.root().kind())) {
        roots.add(root);
        continue;
      }
      remade.answers(root);
      if (stands) {
        orphans.add(root.root());
      } else if (Tops.roots(root.root().kind())) {
        remade.add(scope, left(lineage, root.root()));
      }
    }
    return asker
        .orphans(scope, orphans)
        .compose(lives -> trees(scope, roots, remade.add(scope, lives)));
  }

  private Future<Void> trees(Scope scope, List<DirtyRoot> roots, Remade orphans) {
    Future<Remade> unsaved = Future.succeededFuture(orphans);
    for (DirtyRoot root : roots) {
      unsaved =
          unsaved
              .compose(so -> so.size() < TOGETHER ? kept(so) : save(so).map(x -> new Remade()))
              .compose(so -> tree(scope, root.root(), so.answers(root)));
    }
    return unsaved.compose(this::save);
  }

  private Future<Remade> tree(Scope scope, EntityKey root, Remade remade) {
    return asker
        .grown(scope, root)
        .compose(
            grown ->
                asker.judged(
                    grown.lives().size(),
                    () ->
                        remade
                            .add(scope, TraceSummary.of(grown.tree()))
                            .add(scope, grown.lives())));
  }

  private Future<Void> save(Remade remade) {
    return settled(remade)
        .compose(all -> asker.judged(all.size(), all::saved))
        .compose(all -> StoreContract.SAVE_SUMMARIES.ask(vertx.get(), all))
        .onSuccess(saved -> Hint.LIVES.give(vertx.get(), 0))
        .mapEmpty();
  }

  /**
   * With those that somebody among them came from or went to, although no event of a page spoke of
   * these: one who bears a trace string of its own may change places when its parent does.
   */
  private Future<Remade> settled(Remade remade) {
    return asker
        .judged(remade.size(), remade::strays)
        .compose(question -> LifeContract.STRAYS.ask(vertx.get(), question))
        .compose(
            strays ->
                strays.isEmpty()
                    ? kept(remade)
                    : follow(strays, remade)
                        .compose(more -> more ? settled(remade) : kept(remade)));
  }

  /** Answers whether anything new was remade. */
  private Future<Boolean> follow(List<Scoped<EntityKey>> strays, Remade remade) {
    Map<Scope, Set<EntityKey>> scopes = new LinkedHashMap<>();
    for (Scoped<EntityKey> stray : strays) {
      scopes.computeIfAbsent(stray.scope(), scope -> new HashSet<>()).add(stray.value());
    }
    Future<Boolean> more = Future.succeededFuture(false);
    for (Map.Entry<Scope, Set<EntityKey>> scoped : scopes.entrySet()) {
      more =
          more.compose(
              before ->
                  follow(scoped.getKey(), scoped.getValue(), remade).map(now -> before || now));
    }
    return more;
  }

  private Future<Boolean> follow(Scope scope, Set<EntityKey> strays, Remade remade) {
    return asker
        .above(scope, strays)
        .compose(
            family ->
                asker.judged(
                    Asker.weight(family) + strays.size(),
                    () -> missing(new Lineage(scope, family), strays, remade)))
        .compose(missing -> add(scope, missing, remade).map(!missing.isEmpty()));
  }

  /** Under whom the strays stand now, without those that are remade already. */
  private static Set<EntityKey> missing(Lineage lineage, Set<EntityKey> strays, Remade remade) {
    Tops tops = new Tops(lineage);
    Set<EntityKey> missing = new HashSet<>();
    strays.stream()
        .map(tops::of)
        .filter(top -> !remade.has(new Scoped<>(lineage.scope(), top)))
        .forEach(missing::add);
    return missing;
  }

  private Future<Remade> add(Scope scope, Set<EntityKey> tops, Remade remade) {
    Set<EntityKey> orphans = new HashSet<>(tops);
    orphans.removeIf(top -> Tops.roots(top.kind()));
    Future<Remade> all =
        asker.orphans(scope, orphans).map(lives -> remade.covers(scope, tops).add(scope, lives));
    for (EntityKey top : tops) {
      if (!orphans.contains(top)) {
        all = all.compose(so -> tree(scope, top, so));
      }
    }
    return all;
  }

  private static Future<Remade> kept(Remade remade) {
    return Future.succeededFuture(remade);
  }

  /**
   * A cluster that was promoted keeps its row, so that its provisional trace id still leads
   * somewhere, but stands there as promoted and holds no spans any more.
   */
  private static TraceSummary left(Lineage lineage, EntityKey former) {
    EntityFacts facts = lineage.facts(former);
    Stamp last = facts.lastSeen();
    return new TraceSummary(
        lineage.traceId(former),
        former,
        "promoted",
        "notice",
        Spans.name(facts),
        null,
        null,
        last == null ? null : last.time(),
        0);
  }
}
