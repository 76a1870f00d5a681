package dev.intentobserve.model.entity;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one entity, as a value that merges: {@link #merge} is commutative and
 * associative, so the facts after any permutation and any split into batches are the same. Each
 * event must be merged exactly once (occurrences count).
 *
 * @param occurrences by canonical event type
 * @param attributes the latest claim for each attribute, by name; of {@link #ours} the earliest
 * @param parents the latest claim for each kind of parent
 * @param traceRefs when each trace string was first claimed; at most {@link #MAX_REFS}, the
 *     earliest
 * @param files the files this id was seen with; at most {@link #MAX_FILES}; two or more collide
 * @param links {@code relation kind:id}, at most {@link #MAX_LINKS}
 */
public record EntityFacts(
    EntityKey key,
    SortedMap<String, Occurrence> occurrences,
    SortedMap<String, StampedValue> attributes,
    SortedMap<EntityKind, StampedValue> parents,
    SortedMap<String, Stamp> traceRefs,
    SortedSet<String> files,
    SortedSet<String> links) {
  /** The source of the first event that created the entity; see {@link #ours}. */
  public static final String CREATED_SOURCE = "source.created";

  /** The source of another entity's event that brought this one forth; see {@link #ours}. */
  public static final String NAMED_SOURCE = "source.named";

  /** Estimated: an entry of a map or set with its key and stamps. */
  private static final int ENTRY_BYTES = 100;

  static final int MAX_REFS = 16;
  static final int MAX_FILES = 16;
  static final int MAX_LINKS = 256;

  /** Occurs with each {@code contract.completed} that says that no assertion failed. */
  public static final String COMPLETED_PASSED = "contract.completed/passed";

  /** Occurs with each {@code contract.completed} that says that assertions failed. */
  public static final String COMPLETED_FAILED = "contract.completed/failed";

  private static final Set<String> OURS =
      Set.of(CREATED_SOURCE, NAMED_SOURCE, COMPLETED_PASSED, COMPLETED_FAILED);

  public EntityFacts {
    requireNonNull(key, "key");
    occurrences = copy(occurrences);
    attributes = copy(attributes);
    parents = copy(parents);
    traceRefs = traceRefs.size() > MAX_REFS ? earliest(traceRefs) : copy(traceRefs);
    files = smallest(files, MAX_FILES);
    links = smallest(links, MAX_LINKS);
  }

  /** Most entities lack most of this, so what is empty is shared. */
  private static <K, V> SortedMap<K, V> copy(SortedMap<K, V> map) {
    return map.isEmpty()
        ? Collections.emptySortedMap()
        : Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /** The facts of a placeholder: nothing but its key. */
  public static EntityFacts unknown(EntityKey key) {
    return new EntityFacts(
        key,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        Collections.emptySortedSet(),
        Collections.emptySortedSet());
  }

  /** The facts of both about one entity. */
  public static EntityFacts merge(EntityFacts a, EntityFacts b) {
    if (!a.key.equals(b.key)) {
      throw new IllegalArgumentException(a.key + " is not " + b.key);
    }
    return new EntityFacts(
        a.key,
        merge(a.occurrences, b.occurrences, Occurrence::merge),
        attributes(a, b),
        merge(a.parents, b.parents, StampedValue::latest),
        merge(a.traceRefs, b.traceRefs, Stamp::earlier),
        union(a.files, b.files),
        union(a.links, b.links));
  }

  /** About how many bytes of memory this takes. */
  public int weight() {
    int entries =
        occurrences.size() * 2
            + attributes.size() * 2
            + parents.size()
            + traceRefs.size()
            + files.size()
            + links.size();
    int texts = 0;
    for (StampedValue value : attributes.values()) {
      texts += value.value().length();
    }
    return entries * ENTRY_BYTES + texts;
  }

  /** The claimed parent of a kind. */
  public @Nullable StampedValue parent(EntityKind kind) {
    return parents.get(kind);
  }

  public Optional<String> attribute(String name) {
    return Optional.ofNullable(attributes.get(name)).map(StampedValue::value);
  }

  /** Whether this attribute or occurrence is internal: it is not shown. */
  public static boolean ours(String name) {
    return OURS.contains(name);
  }

  /** The occurrences of all these types as one; null where there is none. */
  public @Nullable Occurrence occurrence(Collection<String> types) {
    Occurrence all = null;
    for (String type : types) {
      Occurrence one = occurrences.get(type);
      all = all == null ? one : one == null ? all : Occurrence.merge(all, one);
    }
    return all;
  }

  /** The first occurrence of any of these types, or null. */
  public @Nullable Stamp first(Collection<String> types) {
    Occurrence occurrence = occurrence(types);
    return occurrence == null ? null : occurrence.first();
  }

  /** The last occurrence of any of these types, or null. */
  public @Nullable Stamp last(Collection<String> types) {
    Occurrence occurrence = occurrence(types);
    return occurrence == null ? null : occurrence.last();
  }

  /** The earliest stamp of all; null for a placeholder. */
  public @Nullable Stamp firstSeen() {
    return occurrences.values().stream()
        .map(Occurrence::first)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** The latest stamp of all; null for a placeholder. */
  public @Nullable Stamp lastSeen() {
    return occurrences.values().stream()
        .map(Occurrence::last)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Whether the entity is only referenced: no event was about it. */
  public boolean placeholder() {
    return occurrences.isEmpty();
  }

  /** Whether one id names several files. */
  public boolean collision() {
    return files.size() > 1;
  }

  /** Internal attributes name the first source, all others the latest value. */
  private static SortedMap<String, StampedValue> attributes(EntityFacts a, EntityFacts b) {
    SortedMap<String, StampedValue> merged = new TreeMap<>(a.attributes);
    b.attributes.forEach(
        (name, claim) ->
            merged.merge(name, claim, ours(name) ? StampedValue::earliest : StampedValue::latest));
    return merged;
  }

  private static <K, V> SortedMap<K, V> merge(
      SortedMap<K, V> a, SortedMap<K, V> b, BinaryOperator<V> winner) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    SortedMap<K, V> merged = new TreeMap<>(a);
    b.forEach((key, value) -> merged.merge(key, value, winner));
    return merged;
  }

  private static SortedSet<String> union(SortedSet<String> a, SortedSet<String> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    SortedSet<String> union = new TreeSet<>(a);
    union.addAll(b);
    return union;
  }

  private static SortedSet<String> smallest(SortedSet<String> values, int limit) {
    if (values.isEmpty()) {
      return Collections.emptySortedSet();
    }
    TreeSet<String> kept = new TreeSet<>(values);
    while (kept.size() > limit) {
      kept.pollLast();
    }
    return Collections.unmodifiableSortedSet(kept);
  }

  private static SortedMap<String, Stamp> earliest(Map<String, Stamp> refs) {
    TreeMap<String, Stamp> kept = new TreeMap<>(refs);
    while (kept.size() > MAX_REFS) {
      kept.remove(
          Collections.max(
                  kept.entrySet(),
                  Map.Entry.<String, Stamp>comparingByValue()
                      .thenComparing(Map.Entry.comparingByKey()))
              .getKey());
    }
    return Collections.unmodifiableSortedMap(kept);
  }
}
