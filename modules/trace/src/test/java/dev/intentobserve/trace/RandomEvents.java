package dev.intentobserve.trace;

import static dev.intentobserve.testkit.TestEvent.key;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.testkit.TestEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random events about few entities at few times, so that conflicting claims, cycles, changed claims
 * and orphans are frequent.
 */
final class RandomEvents {
  private static final List<String> SIGNAL_EVENTS =
      List.of(
          "signal.created",
          "signal.enriched",
          "signal.dismissed",
          "signal.resurrected",
          "signal.resolved");
  private static final List<String> CONTRACT_EVENTS =
      List.of(
          "contract.started",
          "contract.assertion.failed",
          "contract.completed",
          "contract.verified",
          "contract.failed",
          "contract.revised");
  private static final List<String> REFS =
      List.of(
          "T-1",
          "T-2",
          "6f1e1c1e-0d5b-4a3c-9a59-1f2f3a4b5c6d",
          "cluster-6f1e1c1e-0d5b-4a3c-9a59-000000000001");

  private RandomEvents() {}

  static List<WorkEvent> events(Random random, int size) {
    List<WorkEvent> events = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      events.add(any(random).at(moment(random)).id("event-" + i).build());
    }
    return events;
  }

  /** One event that names more than all others together. */
  static WorkEvent longList(Random random) {
    String[] signals = IntStream.range(0, 40).mapToObj(n -> "SIG-" + n).toArray(String[]::new);
    return TestEvent.of("intent.proposed", "INT-1")
        .lists(EntityKind.SIGNAL, signals)
        .at(moment(random))
        .id("event-long")
        .build();
  }

  /** Few times, so that many events share one and only rank and id order them. */
  private static Instant moment(Random random) {
    return Instant.parse("2026-03-01T00:00:00Z").plusSeconds(random.nextInt(20));
  }

  private static TestEvent any(Random random) {
    TestEvent event = drawn(random);
    if (random.nextInt(3) == 0) {
      event.trace(REFS.get(random.nextInt(REFS.size())));
    }
    return event.title("title " + random.nextInt(5)).data("trust", "0." + random.nextInt(10));
  }

  private static TestEvent drawn(Random random) {
    EntityKey intent = some(random, EntityKind.INTENT, "INT-");
    EntityKey cluster = some(random, EntityKind.CLUSTER, "CLU-");
    EntityKey spec = some(random, EntityKind.SPEC, "SPEC-");
    String signal = "SIG-" + random.nextInt(8);
    String contract = "CON-" + random.nextInt(5);
    return switch (random.nextInt(9)) {
      case 0 -> TestEvent.of(SIGNAL_EVENTS.get(random.nextInt(SIGNAL_EVENTS.size())), signal);
      case 1 -> TestEvent.of("signal.clustered", signal).under(cluster).touches(cluster);
      case 2 -> TestEvent.of("signal.promoted", signal).under(intent).touches(intent);
      case 3 ->
          TestEvent.of("intent.proposed", intent.id())
              .touches(cluster)
              .claim(new Claim.BelongsTo(cluster, intent))
              .lists(EntityKind.SIGNAL, signal, "SIG-" + random.nextInt(8));
      case 4 -> TestEvent.of("intent.accepted", intent.id());
      case 5 ->
          TestEvent.of("spec.created", spec.id())
              .under(intent)
              .touches(intent)
              .lists(EntityKind.CONTRACT, contract);
      case 6 -> TestEvent.of("spec.approved", spec.id());
      case 7 ->
          TestEvent.of(CONTRACT_EVENTS.get(random.nextInt(CONTRACT_EVENTS.size())), contract)
              .under(spec);
      default ->
          TestEvent.of("execution.paused", "E-" + random.nextInt(6))
              .under(key(EntityKind.EXECUTION, "E-" + random.nextInt(6)));
    };
  }

  private static EntityKey some(Random random, EntityKind kind, String prefix) {
    return key(kind, prefix + random.nextInt(3));
  }
}
