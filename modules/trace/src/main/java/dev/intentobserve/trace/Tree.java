package dev.intentobserve.trace;

import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The shape of one trace: every member hangs below the root, whatever was claimed. A missing parent
 * is kept as a placeholder, a circle is cut at its smallest name, and nothing here recurses.
 */
final class Tree {
  private final EntityKey root;
  private final Map<EntityKey, EntityKey> parents = new HashMap<>();
  private final Map<EntityKey, List<EntityKey>> children = new HashMap<>();
  private final Set<EntityKey> cut = new HashSet<>();
  private @Nullable List<EntityKey> decisions;

  private Tree(EntityKey root) {
    this.root = root;
  }

  /** The members of {@code root} among everybody the lineage knows. */
  static Tree of(Lineage lineage, EntityKey root) {
    Tree tree = new Tree(root);
    for (EntityKey key : members(lineage, root)) {
      tree.parents.put(key, tree.place(lineage, key));
    }
    tree.cutCircles();
    tree.parents.forEach(
        (child, parent) ->
            tree.children.computeIfAbsent(parent, p -> new ArrayList<>()).add(child));
    tree.children.values().forEach(Collections::sort);
    return tree;
  }

  /** Everybody under whoever they named, without any trace: what orphans are judged by. */
  static Tree loose(Lineage lineage, EntityKey nobody) {
    Tree tree = new Tree(nobody);
    for (EntityKey key : lineage.everyone()) {
      EntityKey parent = lineage.parent(key);
      if (parent != null) {
        tree.children.computeIfAbsent(parent, p -> new ArrayList<>()).add(key);
      }
    }
    tree.children.values().forEach(Collections::sort);
    return tree;
  }

  EntityKey root() {
    return root;
  }

  /** Everybody but the root. */
  Collection<EntityKey> members() {
    return parents.keySet();
  }

  List<EntityKey> children(EntityKey parent) {
    return children.getOrDefault(parent, List.of());
  }

  /** All decisions, wherever they hang; found once. */
  List<EntityKey> decisions() {
    List<EntityKey> found = decisions;
    if (found == null) {
      found = parents.keySet().stream().filter(key -> key.kind() == Kind.DECISION).toList();
      decisions = found;
    }
    return found;
  }

  /** The direct children of one kind, by id. */
  List<EntityKey> children(EntityKey parent, Kind kind) {
    return children(parent).stream().filter(child -> child.kind() == kind).toList();
  }

  EntityKey parent(EntityKey member) {
    return parents.getOrDefault(member, root);
  }

  /** Whether a circle of claims was cut above this member. */
  boolean wasCut(EntityKey member) {
    return cut.contains(member);
  }

  private static Set<EntityKey> members(Lineage lineage, EntityKey root) {
    Set<EntityKey> members = new LinkedHashSet<>();
    for (EntityKey key : lineage.everyone()) {
      if (root.equals(lineage.root(key))) {
        for (EntityKey here = key; here != null && members.add(here); ) {
          here = lineage.parent(here);
          here = here != null && root.equals(lineage.root(here)) ? here : null;
        }
      }
    }
    members.remove(root);
    return members;
  }

  /** Signals and clusters stand right under their intent; others where they said. */
  private EntityKey place(Lineage lineage, EntityKey key) {
    if (key.kind() == Kind.SIGNAL || key.kind() == Kind.CLUSTER) {
      return root;
    }
    EntityKey parent = lineage.parent(key);
    return parent != null && root.equals(lineage.root(parent)) ? parent : root;
  }

  private void cutCircles() {
    Set<EntityKey> grounded = new HashSet<>();
    grounded.add(root);
    for (EntityKey key : new TreeSet<>(parents.keySet())) {
      Deque<EntityKey> path = new ArrayDeque<>();
      Set<EntityKey> onPath = new HashSet<>();
      EntityKey here = key;
      while (!grounded.contains(here) && onPath.add(here)) {
        path.push(here);
        here = parent(here);
      }
      if (!grounded.contains(here)) {
        cutAtSmallest(path, here);
      }
      grounded.addAll(onPath);
    }
  }

  /** The path, latest step first, ran into {@code entry} again: the circle is what lies between. */
  private void cutAtSmallest(Deque<EntityKey> path, EntityKey entry) {
    SortedSet<EntityKey> circle = new TreeSet<>();
    for (EntityKey here : path) {
      circle.add(here);
      if (here.equals(entry)) {
        break;
      }
    }
    parents.put(circle.first(), root);
    cut.add(circle.first());
  }
}
