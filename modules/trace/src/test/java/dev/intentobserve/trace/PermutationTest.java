package dev.intentobserve.trace;

import static dev.intentobserve.testkit.Events.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.event.Claim;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.TraceTree;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.event.WorkSpan;
import dev.intentobserve.testkit.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise P3: whatever the order, the batches and the repetitions, the end is the same. */
final class PermutationTest {
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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void anyPermutationSplitAndRepetition_endsInTheSameTracesAndStates(long seed) {
    Random random = new Random(seed);
    List<WorkEvent> corpus = corpus(random, 150);
    Map<String, Object> expected = new World().add(corpus).everything();

    for (int round = 0; round < 5; round++) {
      List<WorkEvent> shuffled = new ArrayList<>(corpus);
      shuffled.addAll(corpus.subList(0, random.nextInt(corpus.size())));
      Collections.shuffle(shuffled, random);
      World world = new World();
      for (int from = 0; from < shuffled.size(); ) {
        int to = Math.min(shuffled.size(), from + 1 + random.nextInt(40));
        world.add(shuffled.subList(from, to));
        from = to;
      }

      assertThat(world.everything()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25})
  void everyTrace_isOneConnectedTreeWithDistinctSpans(long seed) {
    Map<String, Object> everything = new World().add(corpus(new Random(seed), 300)).everything();

    for (Object thing : everything.values()) {
      if (thing instanceof TraceTree tree) {
        Set<String> seen = new HashSet<>();
        for (WorkSpan span : tree.spans()) {
          assertThat(seen.isEmpty() ? span.parentId() == null : seen.contains(span.parentId()))
              .isTrue();
          assertThat(seen.add(span.spanId())).isTrue();
        }
      }
    }
  }

  private static List<WorkEvent> corpus(Random random, int size) {
    List<WorkEvent> events = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      events.add(any(random).at(moment(random)).id("event-" + i).build());
    }
    return events;
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
