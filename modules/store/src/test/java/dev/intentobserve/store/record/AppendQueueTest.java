package dev.intentobserve.store.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.flow.FairShareGate.Answer;
import dev.intentobserve.testkit.TestEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AppendQueueTest {
  private static final long MUCH = 1L << 40;
  private static final Set<String> TWO = Set.of("a", "b");

  private final Map<PendingAppend, String> names = new HashMap<>();

  @Test
  void oneTenant_isTakenInOrderUpToTheFirstThatDoesNotFit() {
    AppendQueue queue = new AppendQueue(MUCH, 100, Set.of());
    offer(queue, "a", 3, 3, 3, 1);

    assertThat(take(queue, 8)).containsExactly("a0", "a1");
    assertThat(take(queue, 8)).containsExactly("a2", "a3");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void twoTenants_areTakenInTurn_howeverMuchOneSends() {
    AppendQueue queue = new AppendQueue(MUCH, 100, TWO);
    offer(queue, "a", 1, 1, 1, 1, 1);
    offer(queue, "b", 1, 1);

    assertThat(take(queue, 4)).containsExactly("a0", "b0", "a1", "b1");
    assertThat(take(queue, 4)).containsExactly("a2", "a3", "a4");
  }

  @Test
  void longRequests_neitherDelayShortOnesNorAreDelayedByThem() {
    AppendQueue queue = new AppendQueue(MUCH, 100, TWO);
    offer(queue, "a", 8, 8, 8);
    offer(queue, "b", 1, 1, 1);

    assertThat(take(queue, 8)).containsExactly("a0");
    assertThat(take(queue, 8)).containsExactly("b0", "b1", "b2");
    offer(queue, "b", 1, 1);
    assertThat(take(queue, 8))
        .as("the tenant whose turn it was keeps its turn")
        .containsExactly("a1");
  }

  @Test
  void requestLongerThanABatch_goesAlone() {
    AppendQueue queue = new AppendQueue(MUCH, 100, TWO);
    offer(queue, "a", 50);
    offer(queue, "b", 1);

    assertThat(take(queue, 8)).containsExactly("a0");
    assertThat(take(queue, 8)).containsExactly("b0");
  }

  @Test
  void fullQueue_isFullForTheTenantThatFilledIt() {
    AppendQueue queue = new AppendQueue(MUCH, 8, TWO);
    assertThat(offer(queue, "a", 1, 1, 1, 1, 1, 1, 1, 1, 1))
        .endsWith(Answer.ENTERED, Answer.SHARE_USED);

    assertThat(offer(queue, "b", 1, 1)).containsExactly(Answer.ENTERED, Answer.FULL);
    take(queue, 4);
    assertThat(offer(queue, "b", 1)).containsExactly(Answer.ENTERED);
  }

  @Test
  void manyBytesOfOneTenant_leaveTheOtherAFirstRequestOfAnySize() {
    AppendQueue queue = new AppendQueue(1, 100, TWO);
    assertThat(offer(queue, "a", 5, 1)).containsExactly(Answer.ENTERED, Answer.SHARE_USED);

    assertThat(offer(queue, "b", 50, 1)).containsExactly(Answer.ENTERED, Answer.SHARE_USED);
    take(queue, 100);
    assertThat(offer(queue, "a", 5))
        .as("nothing remains in the queue")
        .containsExactly(Answer.ENTERED);
  }

  @Test
  void requestPutBack_isBeforeAllOthersOfItsTenant() {
    AppendQueue queue = new AppendQueue(MUCH, 100, TWO);
    offer(queue, "a", 1, 1, 1);
    offer(queue, "b", 1, 1);
    List<PendingAppend> taken = queue.take(4, MUCH);
    queue.putBack(taken);

    List<String> order = take(queue, 100);

    assertThat(order).filteredOn(name -> name.startsWith("a")).containsExactly("a0", "a1", "a2");
    assertThat(order).filteredOn(name -> name.startsWith("b")).containsExactly("b0", "b1");
  }

  @Test
  void anyMix_keepsTheOrderOfEachTenantAndLosesNothing() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      AppendQueue queue = new AppendQueue(MUCH, 10_000, TWO);
      Map<String, List<String>> sent = new HashMap<>();
      Map<String, List<String>> got = new HashMap<>();
      for (int step = 0; step < 60; step++) {
        String tenant = "abc".substring(random.nextInt(3)).substring(0, 1);
        PendingAppend request = pending(tenant, step, 1 + random.nextInt(6));
        queue.offer(request);
        sent.computeIfAbsent(tenant, t -> new ArrayList<>()).add(names.get(request));
        if (random.nextInt(4) == 0) {
          List<PendingAppend> taken = queue.take(1 + random.nextInt(12), MUCH);
          if (random.nextBoolean()) {
            queue.putBack(taken);
          } else {
            collect(taken, got);
          }
        }
      }
      collect(queue.take(Integer.MAX_VALUE, MUCH), got);
      assertThat(got).as("seed %d", seed).isEqualTo(sent);
    }
  }

  private void collect(List<PendingAppend> taken, Map<String, List<String>> got) {
    taken.forEach(
        request ->
            got.computeIfAbsent(request.tenant(), t -> new ArrayList<>()).add(names.get(request)));
  }

  private List<Answer> offer(AppendQueue queue, String tenant, int... rows) {
    return IntStream.range(0, rows.length)
        .mapToObj(n -> queue.offer(pending(tenant, n, rows[n])))
        .toList();
  }

  private List<String> take(AppendQueue queue, int rows) {
    return queue.take(rows, MUCH).stream().map(names::get).toList();
  }

  private PendingAppend pending(String tenant, int n, int rows) {
    List<WorkEvent> events = IntStream.range(0, rows).mapToObj(AppendTest::signal).toList();
    Append append = TestEvent.batch(new Scope(tenant, "p"), "http", events);
    PendingAppend pending = new PendingAppend(append);
    names.put(pending, tenant + n);
    return pending;
  }
}
