package dev.intentobserve.model.event;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.EntityKind;
import java.util.Arrays;
import java.util.Set;

/**
 * A type of event and what it does.
 *
 * @param name the canonical dotted name
 * @param kind the kind of entity it is about
 * @param rank orders events of one moment: what usually comes first has the lower rank
 * @param known false for a name that is not in the catalog
 * @param effects the words of the column of that name in {@code event-types.tsv}
 */
public record EventType(
    String name, EntityKind kind, int rank, boolean known, Set<String> effects) {
  private static final String ASSERTION = "contract.assertion.";

  /** The last word of an unknown type that reports a failure. */
  private static final Set<String> FAILURES =
      Set.of("break", "denied", "error", "escalated", "expired", "failed", "refused", "rejected");

  public EventType {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    effects = Set.copyOf(effects);
  }

  /** Whether it creates an entity of that kind. */
  public boolean creates(EntityKind created) {
    return effects.contains("creates:" + created);
  }

  /** Whether it moves its signals into an intent or a cluster, which it brings into being. */
  public boolean joins(EntityKind parent) {
    return effects.contains("joins:" + parent);
  }

  /** Whether it moves its signals there if the event has the flag {@code trace_linked}. */
  public boolean backfills(EntityKind parent) {
    return effects.contains("backfills:" + parent);
  }

  /** Whether its field {@code signals} lists signals that are mentioned together. */
  public boolean coReferences() {
    return effects.contains("co-references");
  }

  /** Whether its title is that of another entity. */
  public boolean foreignTitle() {
    return effects.contains("foreign-title");
  }

  /** Whether a contract was evaluated, and the failed assertions say whether it passed. */
  public boolean evaluates() {
    return effects.contains("evaluates");
  }

  /** Whether it is about one assertion of a contract. */
  public boolean ofAssertion() {
    return name.startsWith(ASSERTION);
  }

  /** Whether it is shown and logged as an error; an unknown type by its last word. */
  public boolean failure() {
    return known ? effects.contains("failure") : endsInFailure(name);
  }

  private static boolean endsInFailure(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return Arrays.stream(last.split("_", -1)).anyMatch(FAILURES::contains);
  }
}
