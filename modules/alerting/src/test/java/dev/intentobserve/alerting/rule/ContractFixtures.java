package dev.intentobserve.alerting.rule;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.entity.StampedValue;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Failed contracts and assertions. */
public final class ContractFixtures {
  public static final EntityKey CONTRACT = new EntityKey(EntityKind.CONTRACT, "CON-1");
  private static final EntityKey INTENT = new EntityKey(EntityKind.INTENT, "INT-7");

  private ContractFixtures() {}

  public static EntityStateRow assertion(String id, String failed) {
    return row(EntityKey.assertion("CON-1", id), failed);
  }

  static EntityStateRow row(EntityKey key, String failed) {
    Instant at = Instant.parse(failed);
    EntityState entityState =
        EntityState.builder().key(key).state("failed").start(at).end(at).top(INTENT).build();
    return new EntityStateRow(
        1, Scope.DEFAULT, entityState, facts(key, "contract.assertion.failed", failed));
  }

  public static EntityPlacement placed(String state, String type, String at) {
    return new EntityPlacement(
        new Placement.InTrace("t", INTENT, "s"), state, null, List.of(), facts(CONTRACT, type, at));
  }

  private static EntityFacts facts(EntityKey key, String type, String at) {
    Stamp stamp = new Stamp(Instant.parse(at), 90, type);
    return new EntityFacts(
        key,
        new TreeMap<>(Map.of(type, Occurrence.once(stamp))),
        new TreeMap<>(),
        new TreeMap<>(Map.of(EntityKind.SPEC, new StampedValue(stamp, "SPEC-3"))),
        new TreeMap<>(),
        new TreeSet<>(),
        new TreeSet<>());
  }
}
