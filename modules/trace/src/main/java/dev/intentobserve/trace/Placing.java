package dev.intentobserve.trace;

import dev.intentobserve.contract.StoreContract.CommitFacts;
import dev.intentobserve.contract.StoreContract.Family;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.event.Alias;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Ids;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Membership;
import dev.intentobserve.event.Scope;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One step of the trace room: from a page of events to what is to be committed. */
final class Placing {
  private final Asker asker;

  Placing(Asker asker) {
    this.asker = asker;
  }

  /** What {@code deltas} come to, committed as a move of the cursor. */
  Future<CommitFacts> place(Map<Scope, Deltas> deltas, long from, long to) {
    Future<Draft> draft = Future.succeededFuture(new Draft());
    for (Map.Entry<Scope, Deltas> scoped : deltas.entrySet()) {
      draft = draft.compose(so -> place(scoped.getKey(), scoped.getValue(), so));
    }
    return draft.map(so -> so.commit(from, to));
  }

  private Future<Draft> place(Scope scope, Deltas deltas, Draft draft) {
    Set<EntityKey> keys = deltas.keys();
    return asker
        .above(scope, keys, deltas.traceRefs())
        .compose(
            known ->
                asker.judged(
                    keys.size() + Asker.weight(known), () -> draft.add(scope, deltas, known)));
  }

  /** Collects what the scopes of a page come to. */
  private static final class Draft {
    private final List<Scoped<EntityFacts>> facts = new ArrayList<>();
    private final List<Scoped<Membership>> memberships = new ArrayList<>();
    private final List<Scoped<Alias>> aliases = new ArrayList<>();
    private final Set<Scoped<EntityKey>> dirty = new HashSet<>();

    Draft add(Scope scope, Deltas deltas, Family before) {
      Family after = merged(before, deltas);
      Map<EntityKey, EntityFacts> known = index(after.facts());
      deltas.facts().keySet().stream()
          .map(known::get)
          .forEach(merged -> facts.add(new Scoped<>(scope, merged)));
      deltas.memberships().forEach(m -> memberships.add(new Scoped<>(scope, m)));
      deltas.aliases().forEach(a -> aliases.add(new Scoped<>(scope, a)));
      tops(scope, deltas.keys(), new Lineage(scope, before), new Lineage(scope, after));
      rivals(scope, deltas, before);
      return this;
    }

    CommitFacts commit(long from, long to) {
      return new CommitFacts(TraceContract.CURSOR, from, to, facts, memberships, aliases, dirty);
    }

    /** Under whom those stand whom this page is about, and under whom they stood before it. */
    private void tops(Scope scope, Set<EntityKey> keys, Lineage before, Lineage after) {
      Tops then = new Tops(before);
      Tops now = new Tops(after);
      for (EntityKey key : keys) {
        now.concernedBy(key).forEach(top -> dirty.add(new Scoped<>(scope, top)));
        if (before.knows(key)) {
          then.concernedBy(key).stream()
              .filter(top -> mattersStill(top, now))
              .forEach(top -> dirty.add(new Scoped<>(scope, top)));
        }
      }
    }

    /** Who was on top of orphans and no longer is took all of them along to its new top. */
    private static boolean mattersStill(EntityKey top, Tops now) {
      return Tops.roots(top.kind()) || now.of(top).equals(top);
    }

    /** A new claim on a trace string may take it from whoever held it. */
    private void rivals(Scope scope, Deltas deltas, Family before) {
      Set<String> claimed = new HashSet<>();
      deltas.aliases().forEach(alias -> claimed.add(Ids.traceKey(alias.traceRef())));
      for (EntityFacts known : before.facts()) {
        if (known.key().kind() == Kind.INTENT && claimed.contains(known.key().id())) {
          dirty.add(new Scoped<>(scope, known.key()));
        }
      }
      for (Alias alias : before.aliases()) {
        if (claimed.contains(alias.traceRef())) {
          dirty.add(new Scoped<>(scope, new EntityKey(Kind.INTENT, alias.intentId())));
        }
      }
    }

    private static Family merged(Family before, Deltas deltas) {
      Map<EntityKey, EntityFacts> facts = index(before.facts());
      deltas.facts().forEach((key, added) -> facts.merge(key, added, EntityFacts::merge));
      List<Membership> memberships = new ArrayList<>(before.memberships());
      memberships.addAll(deltas.memberships());
      List<Alias> aliases = new ArrayList<>(before.aliases());
      aliases.addAll(deltas.aliases());
      return new Family(List.copyOf(facts.values()), memberships, aliases);
    }

    private static Map<EntityKey, EntityFacts> index(List<EntityFacts> facts) {
      Map<EntityKey, EntityFacts> index = new HashMap<>();
      facts.forEach(entity -> index.put(entity.key(), entity));
      return index;
    }
  }
}
