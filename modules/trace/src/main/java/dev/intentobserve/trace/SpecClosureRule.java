package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Stamp;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which verdicts close a spec. A spec that requests evaluation is closed only by a verdict with
 * authority: derived criteria, a named evaluator and a passing outcome. Events before the rule's
 * first day are not subject to it.
 */
final class SpecClosureRule {
  private static final Instant RULE_BEGINS = Instant.parse("2026-06-09T00:00:00Z");
  private static final Set<String> PASSES = Set.of("pass", "conditional_pass");

  private SpecClosureRule() {}

  /** Whether contracts and declarations are enough to close this spec. */
  static boolean mayClose(EntityLineage lineage, EntityTree tree, EntityKey spec) {
    EntityFacts facts = lineage.facts(spec);
    boolean evaluate = facts.attribute("evaluate").filter("true"::equals).isPresent();
    Stamp last = facts.lastSeen();
    boolean historic = last != null && last.time().isBefore(RULE_BEGINS);
    return !evaluate || historic || hasAuthority(lineage, tree, spec);
  }

  /** Whether a verdict alone closes this spec. */
  static boolean closed(EntityLineage lineage, EntityTree tree, EntityKey spec) {
    return verdicts(lineage, tree, spec)
        .anyMatch(verdict -> closing(verdict) && counts(lineage, tree, verdict));
  }

  private static boolean hasAuthority(EntityLineage lineage, EntityTree tree, EntityKey spec) {
    return verdicts(lineage, tree, spec).anyMatch(verdict -> counts(lineage, tree, verdict));
  }

  private static Stream<EntityFacts> verdicts(
      EntityLineage lineage, EntityTree tree, EntityKey spec) {
    return tree.children(spec, EntityKind.OBSERVATION).stream().map(lineage::facts);
  }

  private static boolean counts(EntityLineage lineage, EntityTree tree, EntityFacts verdict) {
    return is(verdict, "verdict", PASSES)
        && (authoritative(verdict) || overridden(lineage, tree, verdict));
  }

  /** A recorded decision that names the verdict gives it the authority it lacks. */
  private static boolean overridden(EntityLineage lineage, EntityTree tree, EntityFacts verdict) {
    Set<String> id = Set.of(verdict.attribute("verdict_id").orElse(verdict.key().id()));
    return tree.decisions().stream()
        .map(lineage::facts)
        .anyMatch(
            decision ->
                (is(decision, "overrides_verdict", id) || is(decision, "overrides", id))
                    && !is(decision, "override", Set.of("false")));
  }

  private static boolean authoritative(EntityFacts verdict) {
    return is(verdict, "criteria_origin", Set.of("derived"))
        && verdict.attribute("evaluator_model").filter(model -> !model.isBlank()).isPresent()
        && is(verdict, "evaluator_repo", Set.of("same-repo", "external"));
  }

  private static boolean closing(EntityFacts verdict) {
    return is(verdict, "closes_spec", Set.of("true"))
        || is(verdict, "authority", Set.of("acceptance", "uat"))
        || is(verdict, "consumed_at", Set.of("closure"));
  }

  private static boolean is(EntityFacts facts, String attribute, Set<String> values) {
    return facts.attribute(attribute).filter(values::contains).isPresent();
  }
}
