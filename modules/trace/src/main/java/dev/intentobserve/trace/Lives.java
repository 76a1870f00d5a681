package dev.intentobserve.trace;

import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Ids;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Life;
import dev.intentobserve.event.Stamped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says where each entity of a family stands. Pure: same facts, same lives. */
final class Lives {
  private static final String PRODUCT = "product";
  private static final EntityKey NOBODY = new EntityKey(Kind.OTHER, "nobody");

  private final Lineage lineage;
  private final Judge judge;
  private final Times times;
  private final Phases phases;

  Lives(Lineage lineage, Judge judge, Times times, Phases phases) {
    this.lineage = lineage;
    this.judge = judge;
    this.times = times;
    this.phases = phases;
  }

  /** Of a root and all its members. */
  List<Life> under(Tree tree) {
    List<Life> lives = new ArrayList<>(tree.members().size() + 1);
    Instant firstWork = times.start(tree.root());
    for (EntityKey member : tree.members()) {
      Instant start = times.start(member);
      lives.add(of(member, tree.root(), start));
      firstWork = earlier(firstWork, start);
    }
    lives.add(of(tree.root(), tree.root(), firstWork));
    return lives;
  }

  /** A root begins as its span does, with the first work under it, unless it is only a name. */
  private static @Nullable Instant earlier(@Nullable Instant root, @Nullable Instant member) {
    return root == null || member == null || root.isBefore(member) ? root : member;
  }

  /** Of everybody in no trace whose topmost entity is one of {@code tops}. */
  static List<Life> ofOrphans(Lineage lineage, Set<EntityKey> tops) {
    Tree loose = Tree.loose(lineage, NOBODY);
    Judge judge = new Judge(lineage, loose);
    Times times = new Times(lineage, judge);
    Lives lives = new Lives(lineage, judge, times, new Phases(lineage, loose, judge, times));
    Tops above = new Tops(lineage);
    List<Life> orphans = new ArrayList<>();
    for (EntityKey key : lineage.everyone()) {
      EntityKey top = above.of(key);
      if (!Tops.roots(top.kind()) && tops.contains(top)) {
        orphans.add(lives.of(key, top, lives.times.start(key)));
      }
    }
    return orphans;
  }

  private Life of(EntityKey key, EntityKey top, @Nullable Instant start) {
    EntityFacts facts = lineage.facts(key);
    boolean inTrace = Tops.roots(top.kind());
    Stamped cluster = lineage.parent(key, Kind.CLUSTER);
    return new Life(
        key,
        judge.state(key),
        Trust.level(facts),
        Trust.score(facts),
        source(facts),
        product(facts, top),
        cluster == null ? null : cluster.value(),
        start,
        times.end(key),
        top,
        inTrace ? lineage.traceId(top) : null,
        inTrace ? Ids.spanId(lineage.scope(), key, "") : null,
        key.kind() == Kind.INTENT ? phases.marks(key) : new TreeMap<>());
  }

  private static @Nullable String source(EntityFacts facts) {
    return facts
        .attribute(EntityFacts.CREATED_SOURCE)
        .or(() -> facts.attribute(FactsDraft.SOURCE))
        .or(() -> facts.attribute(EntityFacts.NAMED_SOURCE))
        .orElse(null);
  }

  private @Nullable String product(EntityFacts facts, EntityKey top) {
    return facts.attribute(PRODUCT).or(() -> productOfIntent(top)).orElse(null);
  }

  private Optional<String> productOfIntent(EntityKey top) {
    return top.kind() == Kind.INTENT ? lineage.facts(top).attribute(PRODUCT) : Optional.empty();
  }
}
