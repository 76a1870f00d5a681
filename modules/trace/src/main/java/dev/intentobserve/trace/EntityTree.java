package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
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
 * The tree of one trace. Every member is below the root, whatever was claimed: a missing parent
 * becomes a placeholder, a cycle is cut at its smallest key. Nothing here is recursive, because
 * chains may be long.
 */
final class EntityTree {
  private final EntityKey root;
  private final Map<EntityKey, EntityKey> parents = new HashMap<>();
  private final Map<EntityKey, List<EntityKey>> children = new HashMap<>();
  private final Set<EntityKey> cut = new HashSet<>();
  private @Nullable List<EntityKey> decisions;

  private EntityTree(EntityKey root) {
    this.root = root;
  }

  /** The members of {@code root} among all entities of the lineage. */
  static EntityTree of(EntityLineage lineage, EntityKey root) {
    EntityTree tree = new EntityTree(root);
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

  /** All entities under their claimed parents, ignoring traces; used for the states of orphans. */
  static EntityTree forest(EntityLineage lineage, EntityKey placeholderRoot) {
    EntityTree tree = new EntityTree(placeholderRoot);
    for (EntityKey key : lineage.allKeys()) {
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

  /** All members but the root. */
  Collection<EntityKey> members() {
    return parents.keySet();
  }

  List<EntityKey> children(EntityKey parent) {
    return children.getOrDefault(parent, List.of());
  }

  /** All decisions, wherever they are; computed once. */
  List<EntityKey> decisions() {
    List<EntityKey> found = decisions;
    if (found == null) {
      found = parents.keySet().stream().filter(key -> key.kind() == EntityKind.DECISION).toList();
      decisions = found;
    }
    return found;
  }

  /** The direct children of one kind, by id. */
  List<EntityKey> children(EntityKey parent, EntityKind kind) {
    return children(parent).stream().filter(child -> child.kind() == kind).toList();
  }

  EntityKey parent(EntityKey member) {
    return parents.getOrDefault(member, root);
  }

  /** Whether a cycle of claims was cut above this member. */
  boolean wasCut(EntityKey member) {
    return cut.contains(member);
  }

  private static Set<EntityKey> members(EntityLineage lineage, EntityKey root) {
    Set<EntityKey> members = new LinkedHashSet<>();
    for (EntityKey key : lineage.allUnder(root)) {
      for (EntityKey current = key; current != null && members.add(current); ) {
        current = lineage.parent(current);
        current = current != null && root.equals(lineage.root(current)) ? current : null;
      }
    }
    members.remove(root);
    return members;
  }

  /** Signals and clusters are directly below their intent; others below their claimed parent. */
  private EntityKey place(EntityLineage lineage, EntityKey key) {
    if (key.kind() == EntityKind.SIGNAL || key.kind() == EntityKind.CLUSTER) {
      return root;
    }
    EntityKey parent = lineage.parent(key);
    return parent != null && root.equals(lineage.root(parent)) ? parent : root;
  }

  private void cutCircles() {
    Set<EntityKey> grounded = new HashSet<>();
    grounded.add(root);
    for (EntityKey key : new TreeSet<>(parents.keySet())) {
      if (grounded.contains(parent(key))) {
        grounded.add(key);
        continue;
      }
      Deque<EntityKey> path = new ArrayDeque<>();
      Set<EntityKey> onPath = new HashSet<>();
      EntityKey current = key;
      while (!grounded.contains(current) && onPath.add(current)) {
        path.push(current);
        current = parent(current);
      }
      if (!grounded.contains(current)) {
        cutAtSmallest(path, current);
      }
      grounded.addAll(onPath);
    }
  }

  /** The path, latest step first, reached {@code entry} again; the cycle is what lies between. */
  private void cutAtSmallest(Deque<EntityKey> path, EntityKey entry) {
    SortedSet<EntityKey> circle = new TreeSet<>();
    for (EntityKey current : path) {
      circle.add(current);
      if (current.equals(entry)) {
        break;
      }
    }
    parents.put(circle.first(), root);
    cut.add(circle.first());
  }
}
