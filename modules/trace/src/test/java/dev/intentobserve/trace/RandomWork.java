package dev.intentobserve.trace;

import static dev.intentobserve.testkit.Events.key;

import dev.intentobserve.event.Claim;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.testkit.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A small world in which everybody claims everything: few entities, few moments, and therefore
 * rivals, circles, second thoughts and orphans.
 */
final class RandomWork {
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

  private RandomWork() {}

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
    return Events.of("intent.proposed", "INT-1")
        .lists(Kind.SIGNAL, signals)
        .at(moment(random))
        .id("event-long")
        .build();
  }

  /** Few moments, so that many events share one and only rank and id tell them apart. */
  private static Instant moment(Random random) {
    return Instant.parse("2026-03-01T00:00:00Z").plusSeconds(random.nextInt(20));
  }

  private static Events any(Random random) {
    Events event = drawn(random);
    if (random.nextInt(3) == 0) {
      event.trace(REFS.get(random.nextInt(REFS.size())));
    }
    return event.title("title " + random.nextInt(5)).data("trust", "0." + random.nextInt(10));
  }

  private static Events drawn(Random random) {
    EntityKey intent = some(random, Kind.INTENT, "INT-");
    EntityKey cluster = some(random, Kind.CLUSTER, "CLU-");
    EntityKey spec = some(random, Kind.SPEC, "SPEC-");
    String signal = "SIG-" + random.nextInt(8);
    String contract = "CON-" + random.nextInt(5);
    return switch (random.nextInt(9)) {
      case 0 -> Events.of(SIGNAL_EVENTS.get(random.nextInt(SIGNAL_EVENTS.size())), signal);
      case 1 -> Events.of("signal.clustered", signal).under(cluster).touches(cluster);
      case 2 -> Events.of("signal.promoted", signal).under(intent).touches(intent);
      case 3 ->
          Events.of("intent.proposed", intent.id())
              .touches(cluster)
              .claim(new Claim.BelongsTo(cluster, intent))
              .lists(Kind.SIGNAL, signal, "SIG-" + random.nextInt(8));
      case 4 -> Events.of("intent.accepted", intent.id());
      case 5 ->
          Events.of("spec.created", spec.id())
              .under(intent)
              .touches(intent)
              .lists(Kind.CONTRACT, contract);
      case 6 -> Events.of("spec.approved", spec.id());
      case 7 ->
          Events.of(CONTRACT_EVENTS.get(random.nextInt(CONTRACT_EVENTS.size())), contract)
              .under(spec);
      default ->
          Events.of("execution.paused", "E-" + random.nextInt(6))
              .under(key(Kind.EXECUTION, "E-" + random.nextInt(6)));
    };
  }

  private static EntityKey some(Random random, Kind kind, String prefix) {
    return key(kind, prefix + random.nextInt(3));
  }
}
