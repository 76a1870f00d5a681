package dev.intentobserve.ports.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.intentobserve.ports.flow.FairShareGate.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FairShareGateTest {
  private static final Set<String> TWO = Set.of("a", "b");

  private record Held(String tenant, long weight) {}

  @Test
  void tenantAlone_mayUseTheLimitAndNoMore() {
    for (Set<String> tenants : List.of(Set.<String>of(), Set.of("a"), TWO)) {
      FairShareGate gate = new FairShareGate(100, tenants);

      assertThat(fill(gate, "a")).as(tenants.toString()).isEqualTo(100);
      Answer beyond = tenants.size() > 1 ? Answer.SHARE_USED : Answer.FULL;
      assertThat(gate.tryEnter("a", 1)).isEqualTo(beyond);
    }
  }

  @Test
  void floodOfOne_leavesTheOtherItsGuarantee() {
    FairShareGate gate = new FairShareGate(100, TWO);
    fill(gate, "a");

    assertThat(gate.tryEnter("a", 1)).isEqualTo(Answer.SHARE_USED);
    assertThat(fill(gate, "b")).isEqualTo(gate.guarantee("b")).isEqualTo(12);
    assertThat(gate.tryEnter("b", 1)).isEqualTo(Answer.FULL);
  }

  @Test
  void unknownTenants_shareTheUnreservedPart() {
    FairShareGate gate = new FairShareGate(100, TWO);

    assertThat(fill(gate, "x") + fill(gate, "y")).isEqualTo(gate.whole() - 24);
    assertThat(fill(gate, "a")).isEqualTo(12);
    assertThat(fill(gate, "b")).isEqualTo(12);
  }

  @Test
  void moreTenantsThanPlaces_haveOneEach() {
    Set<String> many = new TreeSet<>(IntStream.range(0, 500).mapToObj(n -> "t" + n).toList());
    FairShareGate gate = new FairShareGate(100, many);
    fill(gate, "t0");

    assertThat(many).allMatch(tenant -> tenant.equals("t0") || fill(gate, tenant) == 1);
  }

  @Test
  void emptyGate_admitsWhatWouldNeverFitOtherwise() {
    FairShareGate gate = new FairShareGate(100, TWO);

    assertThat(gate.tryEnter("a", 1000)).isEqualTo(Answer.ENTERED);
    assertThat(gate.tryEnter("a", 1)).isEqualTo(Answer.SHARE_USED);
    assertThat(gate.tryEnter("b", 12)).isEqualTo(Answer.ENTERED);
  }

  @Test
  void whateverTheOthersDo_whoStaysWithinTheGuaranteeGetsIn() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<String> tenants =
          IntStream.rangeClosed(1, 1 + random.nextInt(6)).mapToObj(n -> "t" + n).toList();
      FairShareGate gate = new FairShareGate(20 + random.nextInt(200), Set.copyOf(tenants));
      List<String> callers = new ArrayList<>(tenants);
      callers.add("stranger");
      List<Held> held = new ArrayList<>();
      for (int step = 0; step < 400; step++) {
        if (!held.isEmpty() && random.nextInt(3) == 0) {
          Held gone = held.remove(random.nextInt(held.size()));
          gate.leave(gone.tenant(), gone.weight());
          continue;
        }
        String tenant = callers.get(random.nextInt(callers.size()));
        long weight = 1 + random.nextInt(20);
        long own =
            held.stream().filter(h -> h.tenant().equals(tenant)).mapToLong(Held::weight).sum();
        boolean entered = gate.tryEnter(tenant, weight) == Answer.ENTERED;
        if (own + weight <= gate.guarantee(tenant)) {
          assertThat(entered).as("seed %d step %d", seed, step).isTrue();
        }
        if (entered) {
          held.add(new Held(tenant, weight));
        }
        long sum = held.stream().mapToLong(Held::weight).sum();
        assertThat(gate.inUse()).isEqualTo(sum);
        assertThat(sum).isLessThanOrEqualTo(gate.whole());
      }
      held.forEach(h -> gate.leave(h.tenant(), h.weight()));
      assertThat(gate.inUse()).as("all was given back").isZero();
    }
  }

  @Test
  void gateWithoutRoom_isNoGate() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FairShareGate(0, TWO));
  }

  /** How much a tenant gets that takes all it can. */
  private static long fill(FairShareGate gate, String tenant) {
    long taken = 0;
    while (gate.tryEnter(tenant, 1) == Answer.ENTERED) {
      taken++;
    }
    return taken;
  }
}
