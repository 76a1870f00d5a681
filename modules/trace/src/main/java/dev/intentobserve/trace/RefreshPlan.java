package dev.intentobserve.trace;

import dev.intentobserve.model.Scope;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Selects the stale roots of one pass, in groups that are refreshed together: all orphans, as they
 * are many and small; trees up to the budget of entities, small ones first, so that only large
 * trees wait for large ones; each root that failed before alone, at the end. Pure.
 *
 * @param more whether stale roots are left for the next pass
 */
record RefreshPlan(List<List<StaleRoot>> groups, boolean more) {
  private static final Comparator<StaleRoot> SMALL_FIRST = Comparator.comparingInt(StaleRoot::size);

  /** A tree larger than this is a group of its own: it fails and succeeds alone. */
  private static final int LARGE = 2_000;

  static RefreshPlan of(List<StaleRoot> stale, int trees, int entities) {
    List<StaleRoot> plan = new ArrayList<>();
    List<StaleRoot> alone = new ArrayList<>();
    int treesSoFar = 0;
    long size = 0;
    for (StaleRoot root : stale.stream().sorted(SMALL_FIRST).toList()) {
      boolean tree = TopAncestors.roots(root.root().kind());
      boolean fits = treesSoFar == 0 || (treesSoFar < trees && size + root.size() <= entities);
      if (tree && !fits) {
        continue;
      }
      treesSoFar += tree ? 1 : 0;
      size += root.size();
      (root.attempts() > 0 || root.size() > LARGE ? alone : plan).add(root);
    }
    return new RefreshPlan(groups(plan, alone), plan.size() + alone.size() < stale.size());
  }

  private static List<List<StaleRoot>> groups(List<StaleRoot> plan, List<StaleRoot> alone) {
    Map<Scope, List<StaleRoot>> scopes = new LinkedHashMap<>();
    for (StaleRoot root : plan) {
      scopes.computeIfAbsent(root.scope(), scope -> new ArrayList<>()).add(root);
    }
    List<List<StaleRoot>> groups = new ArrayList<>(scopes.values());
    alone.forEach(root -> groups.add(List.of(root)));
    return groups;
  }
}
