package dev.intentobserve.alerting.rule;

import dev.intentobserve.alerting.slo.Humanizer;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.LifecycleState;
import dev.intentobserve.model.entity.StampedValue;
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.EntityStateQuery;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import dev.intentobserve.ports.TracePorts.PlacementsOf;
import dev.intentobserve.slo.BuiltInAlert;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A contract or some of its assertions failed: one alert for each contract, at once. It is resolved
 * when the contract is verified later, and when the failure is a week old, so that importing last
 * year's events raises no alert.
 */
final class ContractFailure implements Rule<ContractFailure.Contracts> {
  private static final String LABEL_CONTRACT = "contract";
  private static final String LABEL_SPEC = "spec";
  private static final int LISTED_ASSERTIONS = 5;

  private final Duration maxAge;

  /**
   * Contracts that may have failed.
   *
   * @param failed failed contracts and assertions
   * @param complete whether these are all there are
   * @param placements current state of each contract
   */
  record Contracts(
      List<EntityStateRow> failed, boolean complete, Map<EntityKey, EntityPlacement> placements) {}

  ContractFailure(RuleConfig config) {
    this.maxAge = config.failureAge();
  }

  @Override
  public BuiltInAlert alert() {
    return BuiltInAlert.CONTRACT_FAILURE;
  }

  @Override
  public Future<Contracts> load(RuleInput input, RuleQueries queries) {
    Future<Listing<EntityStateRow>> contracts = failed(EntityKind.CONTRACT, input, queries);
    Future<Listing<EntityStateRow>> assertions = failed(EntityKind.ASSERTION, input, queries);
    return Future.all(contracts, assertions)
        .compose(
            both -> {
              List<EntityStateRow> failed = new ArrayList<>(contracts.result().items());
              failed.addAll(assertions.result().items());
              boolean complete =
                  contracts.result().next() == null && assertions.result().next() == null;
              return placements(failed, input, queries)
                  .map(placements -> new Contracts(failed, complete, placements));
            });
  }

  private Future<Listing<EntityStateRow>> failed(
      EntityKind kind, RuleInput input, RuleQueries queries) {
    return queries.all(
        EntityStatePorts.FIND_ENTITY_STATES,
        cursor ->
            EntityStateQuery.builder(input.scope(), RuleQueries.PAGE_SIZE)
                .kind(kind)
                .states(Set.of(LifecycleState.FAILED.code()))
                .endedSince(input.now().minus(maxAge))
                .cursor(cursor)
                .build());
  }

  private Future<Map<EntityKey, EntityPlacement>> placements(
      List<EntityStateRow> failed, RuleInput input, RuleQueries queries) {
    Set<EntityKey> candidates = candidates(failed, input.open());
    return candidates.isEmpty()
        ? Future.succeededFuture(Map.of())
        : queries.ask(TracePorts.PLACEMENTS, new PlacementsOf(input.scope(), candidates));
  }

  /** Failed contracts, those of failed assertions, and those that have an open alert. */
  Set<EntityKey> candidates(List<EntityStateRow> failed, List<Alert> open) {
    Set<EntityKey> candidates = new HashSet<>();
    for (EntityStateRow row : failed) {
      candidates.add(ContractVerdict.contractOf(row.entityState().key()));
    }
    for (Alert alert : open) {
      String contract =
          alert.rule().equals(alert().alertName()) ? alert.labels().get(LABEL_CONTRACT) : null;
      if (contract != null) {
        candidates.add(new EntityKey(EntityKind.CONTRACT, contract));
      }
    }
    return candidates;
  }

  @Override
  public boolean complete(Contracts contracts) {
    return contracts.complete();
  }

  @Override
  public List<Finding> evaluate(Contracts contracts, Instant now) {
    Map<EntityKey, List<EntityStateRow>> failed =
        contracts.failed().stream()
            .collect(
                Collectors.groupingBy(row -> ContractVerdict.contractOf(row.entityState().key())));
    List<Finding> findings = new ArrayList<>();
    new TreeMap<>(contracts.placements())
        .forEach(
            (key, placed) -> {
              ContractVerdict verdict =
                  ContractVerdict.of(
                      placed, failed.getOrDefault(key, List.of()), now.minus(maxAge));
              if (!verdict.failures().isEmpty()) {
                findings.add(finding(key, placed, verdict, now));
              }
            });
    return findings;
  }

  private Finding finding(
      EntityKey contract, EntityPlacement placed, ContractVerdict verdict, Instant now) {
    Instant latest = verdict.failures().getLast().time();
    SortedMap<String, String> labels = labels(contract, placed.facts());
    String spec = labels.containsKey(LABEL_SPEC) ? " of spec " + labels.get(LABEL_SPEC) : "";
    return new Finding(
        alert().severity(),
        labels,
        "Contract %s%s failed on %s%s"
            .formatted(
                contract.id(),
                spec,
                Humanizer.time(latest, now),
                assertionText(verdict.assertions())),
        "Its state is %s. The alert ends when the contract is verified; see its trace for what led here."
            .formatted(placed.state()),
        null,
        evidence(contract, placed, verdict));
  }

  private static String assertionText(List<String> assertions) {
    if (assertions.isEmpty()) {
      return "";
    }
    if (assertions.size() > LISTED_ASSERTIONS) {
      return ": %d assertions, %s among them".formatted(assertions.size(), assertions.getFirst());
    }
    String noun = Humanizer.plural(assertions.size(), ": assertion ", ": assertions ");
    return noun + String.join(", ", assertions);
  }

  private static SortedMap<String, String> labels(EntityKey contract, EntityFacts facts) {
    SortedMap<String, String> labels = new TreeMap<>(Map.of(LABEL_CONTRACT, contract.id()));
    StampedValue spec = facts.parent(EntityKind.SPEC);
    if (spec != null) {
      labels.put(LABEL_SPEC, spec.value());
    }
    return labels;
  }

  private static List<String> evidence(
      EntityKey contract, EntityPlacement placed, ContractVerdict verdict) {
    List<String> evidence = new ArrayList<>();
    placed.placement().trace().map(in -> EvidencePaths.trace(in.root())).ifPresent(evidence::add);
    evidence.add(EvidencePaths.entity(contract));
    verdict.failures().forEach(failure -> evidence.add(EvidencePaths.event(failure.eventId())));
    return evidence;
  }
}
