package dev.intentobserve.trace;

import dev.intentobserve.contract.StoreContract.DirtyRoot;
import dev.intentobserve.event.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the dirty roots are remade in one pass, in groups that are remade together: all orphans,
 * as they are many and small; of trees a page within the budget of entities, small ones first, so
 * that nobody waits for a giant but the next giant; each that failed before alone, after all
 * others. Pure.
 *
 * @param more whether dirty roots were left for the next pass
 */
record Chosen(List<List<DirtyRoot>> groups, boolean more) {
  private static final Comparator<DirtyRoot> SMALL_FIRST = Comparator.comparingInt(DirtyRoot::size);

  /** A tree beyond this is a group of its own: it fails and succeeds alone. */
  private static final int LARGE = 2_000;

  static Chosen of(List<DirtyRoot> dirty, int trees, int entities) {
    List<DirtyRoot> chosen = new ArrayList<>();
    List<DirtyRoot> alone = new ArrayList<>();
    int treesSoFar = 0;
    long size = 0;
    for (DirtyRoot root : dirty.stream().sorted(SMALL_FIRST).toList()) {
      boolean tree = Tops.roots(root.root().kind());
      boolean fits = treesSoFar == 0 || (treesSoFar < trees && size + root.size() <= entities);
      if (tree && !fits) {
        continue;
      }
      treesSoFar += tree ? 1 : 0;
      size += root.size();
      (root.attempts() > 0 || root.size() > LARGE ? alone : chosen).add(root);
    }
    return new Chosen(groups(chosen, alone), chosen.size() + alone.size() < dirty.size());
  }

  private static List<List<DirtyRoot>> groups(List<DirtyRoot> chosen, List<DirtyRoot> alone) {
    Map<Scope, List<DirtyRoot>> scopes = new LinkedHashMap<>();
    for (DirtyRoot root : chosen) {
      scopes.computeIfAbsent(root.scope(), scope -> new ArrayList<>()).add(root);
    }
    List<List<DirtyRoot>> groups = new ArrayList<>(scopes.values());
    alone.forEach(root -> groups.add(List.of(root)));
    return groups;
  }
}
