package dev.intentobserve.slo.openslo;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The documents of one kind that other documents of the file may refer to. */
final class References<T> {
  private final String kind;
  private final String missing;

  /** By name; empty for a document with problems. */
  private final Map<String, Optional<T>> known = new HashMap<>();

  /**
   * @param missing the message about a name that does not exist, with {@code %s} for the name
   */
  References(String kind, String missing) {
    this.kind = kind;
    this.missing = missing;
  }

  void add(
      OpenSloDocument document,
      ProblemCollector findings,
      Function<YamlSection, Optional<T>> reader) {
    int before = findings.count();
    Optional<T> read = document.spec().flatMap(reader);
    boolean valid = document.valid() && findings.count() == before;
    known.put(document.name(), valid ? read : Optional.empty());
  }

  /** What the key refers to; reports a name that does not exist or has problems. */
  Optional<T> at(YamlSection item, String key) {
    String name = item.text(key).orElse("");
    Optional<T> found = known.getOrDefault(name, Optional.empty());
    if (found.isEmpty()) {
      item.problem(
          key,
          known.containsKey(name)
              ? kind + " " + name + " has problems of its own"
              : SelectorReader.oneOf(missing.formatted(name), name, known.keySet()));
    }
    return found;
  }
}
