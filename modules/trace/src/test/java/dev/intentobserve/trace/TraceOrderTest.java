package dev.intentobserve.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.model.trace.WorkSpan;
import dev.intentobserve.trace.TraceConfig.Bounds;
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
final class TraceOrderTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void anyPermutationSplitAndRepetition_endsInTheSameTracesAndStates(long seed) {
    Random random = new Random(seed);
    List<WorkEvent> corpus = RandomEvents.events(random, 150);
    Map<String, Object> expected = new TraceFixture().add(corpus).everything();

    for (int round = 0; round < 5; round++) {
      List<WorkEvent> shuffled = new ArrayList<>(corpus);
      shuffled.addAll(corpus.subList(0, random.nextInt(corpus.size())));
      Collections.shuffle(shuffled, random);
      TraceFixture world = new TraceFixture();
      for (int from = 0; from < shuffled.size(); ) {
        int to = Math.min(shuffled.size(), from + 1 + random.nextInt(40));
        world.add(shuffled.subList(from, to));
        from = to;
      }

      assertThat(world.everything()).isEqualTo(expected);
    }
  }

  /** Promise P3 again: in whatever steps an event is folded, nothing is lost. */
  @ParameterizedTest
  @ValueSource(longs = {41, 42, 43, 44, 45})
  void anyBounds_endInTheSameTracesAndStates(long seed) {
    Random random = new Random(seed);
    List<WorkEvent> corpus = RandomEvents.events(random, 150);
    corpus.add(RandomEvents.longList(random));
    Map<String, Object> expected = new TraceFixture(Bounds.NONE).add(corpus).everything();
    for (int names = 1; names <= 9; names += 2) {
      Bounds bounds = new Bounds(1 + random.nextInt(names), names, 1);
      assertThat(new TraceFixture(bounds).add(corpus).everything()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void everyEntity_hasAState(long seed) {
    TraceFixture world = new TraceFixture().add(RandomEvents.events(new Random(seed), 200));

    assertThat(world.entityStates().keySet()).containsAll(world.lineage().allKeys());
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25})
  void everyTrace_isOneConnectedTreeWithDistinctSpans(long seed) {
    TraceFixture world = new TraceFixture().add(RandomEvents.events(new Random(seed), 300));

    for (Object thing : world.everything().values()) {
      if (thing instanceof TraceTree tree) {
        assertThat(TraceBuilder.project(world.lineage(), tree.root()).summary())
            .isEqualTo(TraceSummary.of(tree));
        Set<String> seen = new HashSet<>();
        for (WorkSpan span : tree.spans()) {
          assertThat(seen.isEmpty() ? span.parentId() == null : seen.contains(span.parentId()))
              .isTrue();
          assertThat(seen.add(span.spanId())).isTrue();
        }
      }
    }
  }
}
