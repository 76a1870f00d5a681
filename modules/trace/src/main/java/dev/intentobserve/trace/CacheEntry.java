package dev.intentobserve.trace;

/** What the {@link EntityGraphCache} keeps and weighs. */
abstract class CacheEntry {
  /** About how many bytes it takes. */
  int weight;
}
