package dev.intentobserve.trace;

import dev.intentobserve.contract.LifeContract.StraysOf;
import dev.intentobserve.contract.StoreContract.DirtyRoot;
import dev.intentobserve.contract.StoreContract.SaveSummaries;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Life;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.TraceSummary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is saved together; for one thread. */
final class Remade {
  private final List<DirtyRoot> done = new ArrayList<>();
  private final Map<Scoped<EntityKey>, TraceSummary> summaries = new LinkedHashMap<>();
  private final Map<Scoped<EntityKey>, Life> lives = new LinkedHashMap<>();
  private final Set<Scoped<EntityKey>> tops = new HashSet<>();

  Remade answers(DirtyRoot dirty) {
    done.add(dirty);
    tops.add(new Scoped<>(dirty.scope(), dirty.root()));
    return this;
  }

  Remade add(Scope scope, TraceSummary summary) {
    tops.add(new Scoped<>(scope, summary.root()));
    summaries.put(new Scoped<>(scope, summary.root()), summary);
    return this;
  }

  Remade add(Scope scope, List<Life> made) {
    for (Life life : made) {
      lives.put(new Scoped<>(scope, life.key()), life);
      tops.add(new Scoped<>(scope, life.top()));
    }
    return this;
  }

  /** Has these count as remade, whether or not anybody still stands under them. */
  Remade covers(Scope scope, Set<EntityKey> remade) {
    remade.forEach(top -> tops.add(new Scoped<>(scope, top)));
    return this;
  }

  int size() {
    return lives.size();
  }

  boolean has(Scoped<EntityKey> top) {
    return tops.contains(top);
  }

  /** What it would leave behind. */
  StraysOf strays() {
    return new StraysOf(tops, scopedLives());
  }

  SaveSummaries saved() {
    List<Scoped<TraceSummary>> all = new ArrayList<>();
    summaries.forEach((root, summary) -> all.add(new Scoped<>(root.scope(), summary)));
    return new SaveSummaries(all, scopedLives(), done);
  }

  private List<Scoped<Life>> scopedLives() {
    List<Scoped<Life>> all = new ArrayList<>();
    lives.forEach((key, life) -> all.add(new Scoped<>(key.scope(), life)));
    return all;
  }
}
